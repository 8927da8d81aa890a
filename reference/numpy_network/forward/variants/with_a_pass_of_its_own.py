"""predict walks through the layers by itself, and answers with a list."""

import numpy as np


def forward(network, X):
    activations = []
    for layer in network:
        X = layer.forward(X)
        activations.append(X)
    return activations


def predict(network, X):
    for layer in network:
        X = layer.forward(X)
    return [int(np.argmax(row)) for row in X]
