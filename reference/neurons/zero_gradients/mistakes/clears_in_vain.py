"""The call makes a new tensor of zeros and throws it away. `zeros_like` changes nothing; who gets
its result?

Caught-by: all_six
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    t.zeros_like(neural_net.layer_0.grad)
    t.zeros_like(neural_net.layer_0_bias.grad)
    t.zeros_like(neural_net.layer_1.grad)
    t.zeros_like(neural_net.layer_1_bias.grad)
    t.zeros_like(neural_net.layer_2.grad)
    t.zeros_like(neural_net.layer_2_bias.grad)
