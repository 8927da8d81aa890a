"""The gradient subtracts the answer from the bare logits. What does the loss turn the logits into
first?

Caught-by: gradient_X
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    shifted = logits - logits.max(axis=1, keepdims=True)
    of_the_answers = shifted[np.arange(len(logits)), reference_answers]
    return np.log(np.exp(shifted).sum(axis=1)) - of_the_answers


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    gradient = logits.astype(float)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient / len(logits)
