"""A whole answer as a plain script: no cell marks, PyTorch's own parts wherever there are some."""

from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F


def relu(x):
    return np.maximum(x, 0.0)


@dataclass
class Neuron:
    weights: list
    bias: float

    def compute_output(self, inputs):
        return relu(np.dot(self.weights, inputs) + self.bias)


def forward_pass_single_layer(input, layer):
    return [n.compute_output(input) for n in layer]


def forward_pass_network(initial_inputs, layers):
    if not layers:
        return initial_inputs
    *before, last = layers
    return forward_pass_single_layer(forward_pass_network(initial_inputs, before), last)


a = torch.tensor([5.0], requires_grad=True)
b = torch.tensor([3.0], requires_grad=True)
c = a**2 + b**2
c.backward()
dc_da, dc_db = a.grad.item(), b.grad.item()

one_thousand_random_points = torch.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times():
    points = one_thousand_random_points
    (slopes,) = torch.autograd.grad(points.square().sum() + 5000, points)
    return slopes.numpy()


def apply_linear_function_to_input(linear_function, input_to_function):
    return F.linear(input_to_function, linear_function)


@dataclass
class ThreeLayerNeuralNet:
    layer_0: torch.Tensor
    layer_0_bias: torch.Tensor
    layer_1: torch.Tensor
    layer_1_bias: torch.Tensor
    layer_2: torch.Tensor
    layer_2_bias: torch.Tensor

    def parts(self):
        return list(self.__dict__.values())


def initialize_new_three_layer_net():
    widths, parts = (64, 200, 40, 10), []
    for i in range(3):
        for shape in ((widths[i + 1], widths[i]), (widths[i + 1],)):
            parts.append(torch.nn.Parameter(torch.rand(shape) / 10 - 1 / 20))
    return ThreeLayerNeuralNet(*parts)


def tensor_relu(input_tensor):
    return F.relu(input_tensor)


def forward(x, neural_net):
    w0, b0, w1, b1, w2, b2 = neural_net.parts()
    return F.softmax(F.linear(F.relu(F.linear(F.relu(F.linear(x, w0, b0)), w1, b1)), w2, b2), -1)


def zero_all_gradients(neural_net):
    torch.optim.SGD(neural_net.parts(), lr=0.1).zero_grad()


def loss_function(expected_outputs, actual_outputs):
    return F.mse_loss(actual_outputs, expected_outputs)


def nudge_tensor_towards_minimum(x, learning_rate):
    x.data.add_(x.grad, alpha=-learning_rate)


def tune_weights_once(neural_net, inputs, expected_outputs, learning_rate):
    zero_all_gradients(neural_net)
    loss_function(expected_outputs, forward(inputs, neural_net)).backward()
    for x in neural_net.parts():
        nudge_tensor_towards_minimum(x, learning_rate)


def train(neural_net, inputs, expected_outputs, learning_rate, number_of_iterations):
    for _ in range(number_of_iterations):
        tune_weights_once(neural_net, inputs, expected_outputs, learning_rate)


def one_hot_encoding(i, num_classes):
    return F.one_hot(torch.tensor(i), num_classes)
