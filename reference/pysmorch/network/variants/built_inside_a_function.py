"""Builds the whole net in a function, and tries it once before it is judged."""

import numpy as np

from assignments.pysmorch.given import Data
from reference.pysmorch.bias.solution import Bias
from reference.pysmorch.cross_entropy.solution import CrossEntropy
from reference.pysmorch.linear.solution import Linear
from reference.pysmorch.relu.solution import Relu

X = Data(np.random.default_rng(28).normal(size=(10, 3)))
Y = np.eye(5)[np.arange(10) % 5]


def build(data, labels):
    first = Linear(data, 5)
    first_bias = Bias(first)
    first_relu = Relu(first_bias)
    second = Linear(first_relu, 8)
    second_bias = Bias(second)
    second_relu = Relu(second_bias)
    third = Linear(second_relu, 5)
    third_bias = Bias(third)
    judge = CrossEntropy(third_bias, labels)
    return (
        first,
        first_bias,
        first_relu,
        second,
        second_bias,
        second_relu,
        third,
        third_bias,
        judge,
    )


L1, B1, R1, L2, B2, R2, L3, B3, loss = build(X, Y)
first_loss = loss.forward()
