"""Shares below some bound are lifted to it before the logarithm is taken. Then a hopeless guess
costs no more than a bad one; can the logarithm of a share be had without the share?

Caught-by: improbable
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    shares = np.clip(shares, 1e-15, 1.0)
    return -np.log(shares[np.arange(len(logits)), reference_answers])


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient / len(logits)
