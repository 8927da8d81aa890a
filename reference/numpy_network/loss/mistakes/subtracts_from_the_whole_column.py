"""Two slices instead of two lists: the 1 is taken off whole columns, and not off one entry per row.
How do you pick one entry in each row?

Caught-by: gradient_X
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    shifted = logits - logits.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(logits)), reference_answers]
    return np.log(np.exp(shifted).sum(axis=1)) - of_the_answers


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[:, reference_answers] -= 1
    return gradient / len(logits)
