# %% id="setup" role="given"
import matplotlib.pyplot as plt
import numpy as np

from utility import check_gradient, load_digits

# %% id="given-layer" role="given"
from assignments.numpy_network.given import Layer

# %% id="relu" role="solution" exercise="relu"
from reference.numpy_network.relu.solution import ReLU

# %% id="relu-test" role="test" exercise="relu"
pass

# %% id="dense" role="solution" exercise="dense"
from reference.numpy_network.dense.solution import Dense

# %% id="dense-test" role="test" exercise="dense"
pass

# %% id="loss" role="solution" exercise="loss"
from reference.numpy_network.loss.solution import softmax_crossentropy_with_logits, grad_softmax_crossentropy_with_logits

# %% id="loss-test" role="test" exercise="loss"
pass

# %% id="forward" role="solution" exercise="forward"
from reference.numpy_network.forward.solution import forward, predict

# %% id="forward-test" role="test" exercise="forward"
pass

# %% id="train" role="solution" exercise="train"
from reference.numpy_network.train.solution import train

# %% id="train-test" role="test" exercise="train"
pass
