"""NumPy draws the numbers."""

import numpy as np
import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    def tensor(*shape):
        numbers = np.random.uniform(-1 / 20, 1 / 20, size=shape)
        return t.tensor(numbers, dtype=t.float32, requires_grad=True)

    return ThreeLayerNeuralNet(
        layer_0=tensor(200, 64),
        layer_0_bias=tensor(200),
        layer_1=tensor(40, 200),
        layer_1_bias=tensor(40),
        layer_2=tensor(10, 40),
        layer_2_bias=tensor(10),
    )
