"""Row by row, in plain Python.

Convention: loss_gradient=mean
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    losses = []
    for row, answer in zip(logits.tolist(), reference_answers.tolist()):
        top = max(row)
        losses.append(top + np.log(sum(np.exp(x - top) for x in row)) - row[answer])
    return np.array(losses)


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    rows, classes = logits.shape
    gradient = np.zeros((rows, classes))
    for n in range(rows):
        powers = [np.exp(x - max(logits[n])) for x in logits[n]]
        for k in range(classes):
            gradient[n, k] = (powers[k] / sum(powers) - (k == reference_answers[n])) / rows
    return gradient
