"""Reference for the loss: cross-entropy of a softmax, from the logits, each row by itself."""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    """How surprised each row of logits is by its right answer.

    `logits` has shape (rows, classes); `reference_answers`, shape (rows,), holds the number of the
    right class of each row. Returns one loss per row, shape (rows,).
    """
    ### BEGIN SOLUTION
    shifted = logits - logits.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(logits)), reference_answers]
    return np.log(np.exp(shifted).sum(axis=1)) - of_the_answers
    ### END SOLUTION


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    """The gradient that training starts from, shape (rows, classes)."""
    ### BEGIN SOLUTION
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient
    ### END SOLUTION
