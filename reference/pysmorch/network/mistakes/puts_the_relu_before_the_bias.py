"""In your blocks the relu comes before the bias. The bias is there to move the point at which the
relu opens, which it can only do from in front of it.

Caught-by: wiring
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
R1 = Relu(L1)
B1 = Bias(R1)
L2 = Linear(B1, 8)
R2 = Relu(L2)
B2 = Bias(R2)
L3 = Linear(B2, 5)
B3 = Bias(L3)
loss = CrossEntropy(B3, Y)
