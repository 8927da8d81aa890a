"""The number of classes is written down as 10. How many are there in the logits that you were
handed?

Caught-by: forward
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    log_shares = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    return -(log_shares * np.eye(10)[reference_answers]).sum(axis=1)


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    gradient = powers / powers.sum(axis=1, keepdims=True)
    gradient[np.arange(len(logits)), reference_answers] -= 1
    return gradient / len(logits)
