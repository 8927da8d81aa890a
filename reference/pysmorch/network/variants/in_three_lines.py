"""One line per block, with assignments inside."""

import numpy as np

from assignments.pysmorch.given import Data
from reference.pysmorch.bias.solution import Bias
from reference.pysmorch.cross_entropy.solution import CrossEntropy
from reference.pysmorch.linear.solution import Linear
from reference.pysmorch.relu.solution import Relu

X = Data(np.random.default_rng(28).normal(size=(10, 3)))
Y = np.eye(5)[np.arange(10) % 5]
R1 = Relu(B1 := Bias(L1 := Linear(X, 5)))
R2 = Relu(B2 := Bias(L2 := Linear(R1, 8)))
loss = CrossEntropy(B3 := Bias(L3 := Linear(R2, 5)), Y)
