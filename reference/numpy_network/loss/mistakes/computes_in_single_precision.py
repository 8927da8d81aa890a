"""Loss and gradient carry about seven correct digits: the logits were squeezed into float32 on the
way. What type do the numbers have that you are handed?

Convention: loss_gradient=mean
Caught-by: digits
"""

import numpy as np


def softmax_crossentropy_with_logits(logits, reference_answers):
    logits = logits.astype(np.float32)
    answers = np.take_along_axis(logits, reference_answers[:, None], axis=1)[:, 0]
    return np.logaddexp.reduce(logits, axis=1) - answers


def grad_softmax_crossentropy_with_logits(logits, reference_answers):
    logits = logits.astype(np.float32)
    shares = np.exp(logits - np.logaddexp.reduce(logits, axis=1)[:, None])
    shares[range(len(shares)), reference_answers] -= 1
    return shares / shares.shape[0]
