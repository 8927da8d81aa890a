"""The gradient uses what the loss has left behind in a global variable. If the loss was last asked
about another batch, whose gradient is that?

Convention: loss_gradient=mean
Caught-by: apart
"""

import numpy as np


kept = {}


def softmax_crossentropy_with_logits(logits, reference_answers):
    kept["shares"] = softmax(logits)
    shifted = logits - logits.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(logits)), reference_answers]
    return np.log(np.exp(shifted).sum(axis=1)) - of_the_answers


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    gradient = kept["shares"].copy()
    gradient[np.arange(len(gradient)), reference_answers] -= 1
    return gradient / len(logits)


def softmax(logits):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)
