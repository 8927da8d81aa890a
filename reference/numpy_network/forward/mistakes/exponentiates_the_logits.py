"""You turn the logits into shares before you look for the largest, and large logits overflow on
the way to NaN. The largest logit has the largest share anyway: look at the logits.

Caught-by: predict
"""

import numpy as np


def forward(network, X):
    activations = []
    input = X
    for layer in network:
        input = layer.forward(input)
        activations.append(input)
    assert len(activations) == len(network)
    return activations


def predict(network, X):
    z = np.exp(forward(network, X)[-1])
    return (z / z.sum(axis=1, keepdims=True)).argmax(axis=-1)
