"""Names the arguments, and reads the widths from the labels."""

import numpy as np

from assignments.pysmorch.given import Data
from reference.pysmorch.bias.solution import Bias
from reference.pysmorch.cross_entropy.solution import CrossEntropy
from reference.pysmorch.linear.solution import Linear
from reference.pysmorch.relu.solution import Relu

X = Data(np.random.default_rng(28).normal(size=(10, 3)))
Y = np.eye(5)[np.arange(10) % 5]
L1 = Linear(in_layer=X, num_out_features=5)
B1 = Bias(in_layer=L1)
R1 = Relu(in_layer=B1)
L2 = Linear(in_layer=R1, num_out_features=8)
B2 = Bias(in_layer=L2)
R2 = Relu(in_layer=B2)
L3 = Linear(in_layer=R2, num_out_features=Y.shape[1])
B3 = Bias(in_layer=L3)
loss = CrossEntropy(in_layer=B3, ones_hot=Y)
