"""The six tensors of the net that learns to read."""

from dataclasses import dataclass

import torch as t


@dataclass
class ThreeLayerNeuralNet:
    """Three layers, each a table of weights, (d_output, d_input), and a bias, (d_output,)."""

    layer_0: t.Tensor
    layer_0_bias: t.Tensor
    layer_1: t.Tensor
    layer_1_bias: t.Tensor
    layer_2: t.Tensor
    layer_2_bias: t.Tensor
