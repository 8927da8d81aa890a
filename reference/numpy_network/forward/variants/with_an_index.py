"""Counts the layers, and fills a list of the right length."""

import numpy as np


def forward(network, X):
    activations = [None] * len(network)
    for i in range(len(network)):
        activations[i] = network[i].forward(X if i == 0 else activations[i - 1])
    return activations


def predict(network, X):
    return np.argmax(forward(network, X)[-1], axis=1)
