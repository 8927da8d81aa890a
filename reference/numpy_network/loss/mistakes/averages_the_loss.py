"""The loss comes back as one number for the whole batch. Here every row keeps a loss of its own; who
takes the average later?

Caught-by: forward
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    shifted = logits - logits.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(logits)), reference_answers]
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - of_the_answers)


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient / len(logits)
