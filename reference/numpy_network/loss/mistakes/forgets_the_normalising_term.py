"""The loss is only the logit of the right answer, with a minus. If all logits rise together, should
that count as better?

Caught-by: forward
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    return -logits[np.arange(len(logits)), reference_answers]


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient / len(logits)
