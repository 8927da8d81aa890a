"""Folds the layers up, and cuts the batch off."""

from itertools import accumulate

import numpy as np


def forward(network, X):
    steps = accumulate(network, lambda given, layer: layer.forward(given), initial=X)
    return list(steps)[1:]


def predict(network, X):
    return np.argsort(forward(network, X)[-1], axis=1)[:, -1]
