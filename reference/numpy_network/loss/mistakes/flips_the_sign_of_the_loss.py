"""The loss is negative. A share lies between 0 and 1, so what sign has its logarithm, and what sign
should a surprise have?

Caught-by: forward
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    shifted = logits - logits.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(logits)), reference_answers]
    return of_the_answers - np.log(np.exp(shifted).sum(axis=1))


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient / len(logits)
