"""Counts through the table as one long row.

Convention: loss_gradient=mean
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    rows, classes = logits.shape
    places = classes * np.arange(rows) + reference_answers
    top = logits.max(1)
    return top - logits.ravel()[places] + np.log(np.exp((logits.T - top).T).sum(1))


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    rows, classes = logits.shape
    places = classes * np.arange(rows) + np.asarray(reference_answers, dtype=int)
    powers = np.exp((logits.T - logits.max(1)).T)
    flat = (powers / powers.sum(1)[:, None]).ravel()
    flat[places] -= 1
    return flat.reshape(rows, classes) / rows
