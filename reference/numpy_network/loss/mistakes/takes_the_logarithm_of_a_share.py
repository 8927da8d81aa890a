"""The shares are worked out first, and a very small one is rounded to 0 before its logarithm is
taken. What is log of e to the x, divided by a sum, if you take the logarithm on paper?

Caught-by: improbable
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    return -np.log(shares[np.arange(len(logits)), reference_answers])


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient / len(logits)
