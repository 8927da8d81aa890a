"""Reference for the whole net: three linear layers with biases, two relus, one cross-entropy."""

import numpy as np

from assignments.pysmorch.given import Data
from reference.pysmorch.bias.solution import Bias
from reference.pysmorch.cross_entropy.solution import CrossEntropy
from reference.pysmorch.linear.solution import Linear
from reference.pysmorch.relu.solution import Relu

# Ten goats: three mast readings for each, and a one-hot row for the meadow it stands in.
X = Data(np.random.default_rng(28).normal(size=(10, 3)))
Y = np.eye(5)[np.arange(10) % 5]
### BEGIN SOLUTION
L1 = Linear(X, 5)
B1 = Bias(L1)
R1 = Relu(B1)
L2 = Linear(R1, 8)
B2 = Bias(L2)
R2 = Relu(B2)
L3 = Linear(R2, 5)
B3 = Bias(L3)
loss = CrossEntropy(B3, Y)
### END SOLUTION
