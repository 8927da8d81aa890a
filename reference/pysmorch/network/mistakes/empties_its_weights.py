"""You set all weights to zero. All units then get the same gradient, or none at all, and nothing
is learned. Leave them as the layers drew them.

Caught-by: start
"""

import numpy as np

from assignments.pysmorch.given import Data
from reference.pysmorch.bias.solution import Bias
from reference.pysmorch.cross_entropy.solution import CrossEntropy
from reference.pysmorch.linear.solution import Linear
from reference.pysmorch.relu.solution import Relu

X = Data(np.random.default_rng(28).normal(size=(10, 3)))
Y = np.eye(5)[np.arange(10) % 5]
L1 = Linear(X, 5)
B1 = Bias(L1)
R1 = Relu(B1)
L2 = Linear(R1, 8)
B2 = Bias(L2)
R2 = Relu(B2)
L3 = Linear(R2, 5)
B3 = Bias(L3)
loss = CrossEntropy(B3, Y)
L1.W[:] = 0
L2.W[:] = 0
L3.W[:] = 0
