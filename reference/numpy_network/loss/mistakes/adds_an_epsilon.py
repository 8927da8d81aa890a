"""A tiny number is added to the shares before the logarithm is taken. It keeps log 0 away, and puts
a ceiling on the loss: can the logarithm of a share be had without the share?

Caught-by: improbable
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    return -np.log(shares[np.arange(len(logits)), reference_answers] + 1e-300)


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient / len(logits)
