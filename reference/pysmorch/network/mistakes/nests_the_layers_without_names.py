"""Your chain is right, but its layers have no names. Whoever trains the net has to get at each of
them: L1, B1, R1 and so on.

Caught-by: layers
"""

import numpy as np

from assignments.pysmorch.given import Data
from reference.pysmorch.bias.solution import Bias
from reference.pysmorch.cross_entropy.solution import CrossEntropy
from reference.pysmorch.linear.solution import Linear
from reference.pysmorch.relu.solution import Relu

X = Data(np.random.default_rng(28).normal(size=(10, 3)))
Y = np.eye(5)[np.arange(10) % 5]
loss = CrossEntropy(Bias(Linear(Relu(Bias(Linear(Relu(Bias(Linear(X, 5))), 8))), 5)), Y)
