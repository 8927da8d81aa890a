"""In one line."""

import numpy as np


def forward(network, X):
    return [X := layer.forward(X) for layer in network]


def predict(network, X):
    *_, logits = forward(network, X)
    return np.argmax(logits, -1)
