"""predict makes probabilities first, which have their largest entry in the same place."""

import numpy as np


def forward(network, X):
    outputs, current = [], np.array(X, dtype=float)
    for number, layer in enumerate(network):
        current = layer.forward(current)
        outputs.insert(number, current)
    return outputs


def predict(network, X):
    logits = forward(network, X)[-1]
    shares = np.exp(logits - logits.max(axis=1, keepdims=True))
    return (shares / shares.sum(axis=1, keepdims=True)).argmax(axis=1)
