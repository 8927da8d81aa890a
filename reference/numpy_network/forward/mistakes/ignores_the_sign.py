"""predict looks for the logit that is furthest from zero. Is a logit of −9 a vote for its class?

Caught-by: predict
"""

import numpy as np


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    return np.abs(forward(network, X)[-1]).argmax(axis=-1)
