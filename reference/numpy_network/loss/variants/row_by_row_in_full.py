"""Loops over the rows, and divides nothing by their number.

Convention: loss_gradient=sum
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    shifted = logits - logits.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(logits)), reference_answers]
    return np.log(np.exp(shifted).sum(axis=1)) - of_the_answers


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    rows = []
    for row, answer in zip(logits, reference_answers):
        shares = np.exp(row - row.max())
        shares = shares / shares.sum()
        shares[answer] -= 1
        rows.append(shares)
    return np.array(rows)
