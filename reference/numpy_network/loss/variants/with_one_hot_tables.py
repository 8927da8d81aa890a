"""Multiplies by a table of ones and zeros.

Convention: loss_gradient=mean
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    one_hot = np.eye(logits.shape[1])[reference_answers]
    shifted = logits - np.max(logits, axis=1)[:, np.newaxis]
    log_shares = shifted - np.log(np.sum(np.exp(shifted), axis=1))[:, np.newaxis]
    return -np.sum(one_hot * log_shares, axis=1)


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    one_hot = np.zeros(logits.shape)
    one_hot[np.arange(logits.shape[0]), reference_answers] = 1
    shifted = logits - np.max(logits, axis=-1, keepdims=True)
    softmax = np.exp(shifted) / np.exp(shifted).sum(axis=-1, keepdims=True)
    return (-one_hot + softmax) / logits.shape[0]
