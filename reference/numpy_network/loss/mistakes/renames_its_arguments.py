"""The arguments have other names than in the handout, and whoever calls them by name finds nobody.
What are the two names?

Convention: loss_gradient=mean
Caught-by: by_name
"""

import numpy as np


def softmax_crossentropy_with_logits(a, y):
    shifted = a - a.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(a)), y]
    return np.log(np.exp(shifted).sum(axis=1)) - of_the_answers


def grad_softmax_crossentropy_with_logits(a, y):
    powers = np.exp(a - a.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(a)), y] -= 1
    return gradient / len(a)
