"""The shares are written into an array that takes its number type from the logits. If the logits are
integers, what becomes of a share of 0.7?

Convention: loss_gradient=mean
Caught-by: number_types
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    shifted = logits - logits.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(logits)), reference_answers]
    return np.log(np.exp(shifted).sum(axis=1)) - of_the_answers


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    shares = np.zeros_like(logits)
    for row, numbers in enumerate(logits):
        powers = np.exp(numbers - numbers.max())
        shares[row] = powers / powers.sum()
    shares[np.arange(len(logits)), reference_answers] -= 1
    return shares / len(logits)
