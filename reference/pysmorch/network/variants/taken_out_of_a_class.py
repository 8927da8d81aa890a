"""Wired inside a class and then named."""

import numpy as np

from assignments.pysmorch.given import Data
from reference.pysmorch.bias.solution import Bias
from reference.pysmorch.cross_entropy.solution import CrossEntropy
from reference.pysmorch.linear.solution import Linear
from reference.pysmorch.relu.solution import Relu

X = Data(np.random.default_rng(28).normal(size=(10, 3)))
Y = np.eye(5)[np.arange(10) % 5]


class Net:
    def __init__(self, x, y):
        self.L1 = Linear(x, 5)
        self.B1 = Bias(self.L1)
        self.R1 = Relu(self.B1)
        self.L2 = Linear(self.R1, 8)
        self.B2 = Bias(self.L2)
        self.R2 = Relu(self.B2)
        self.L3 = Linear(self.R2, 5)
        self.B3 = Bias(self.L3)
        self.loss = CrossEntropy(self.B3, y)


net = Net(X, Y)
L1, L2, L3, B1, B2, B3, R1, R2, loss = (
    net.L1,
    net.L2,
    net.L3,
    net.B1,
    net.B2,
    net.B3,
    net.R1,
    net.R2,
    net.loss,
)
