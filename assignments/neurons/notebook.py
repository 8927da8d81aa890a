# %% id="setup" role="given"
from dataclasses import dataclass
import numpy as np
import torch as t

# %% id="given-net" role="given"
from assignments.neurons.net import ThreeLayerNeuralNet

# %% id="relu" role="solution" exercise="relu"
from reference.neurons.relu.solution import relu

# %% id="relu-test" role="test" exercise="relu"
pass

# %% id="neuron" role="solution" exercise="neuron"
from reference.neurons.neuron.solution import Neuron

# %% id="neuron-test" role="test" exercise="neuron"
pass

# %% id="layer" role="solution" exercise="layer"
from reference.neurons.layer.solution import forward_pass_single_layer

# %% id="layer-test" role="test" exercise="layer"
pass

# %% id="network" role="solution" exercise="network"
from reference.neurons.network.solution import forward_pass_network

# %% id="network-test" role="test" exercise="network"
pass

# %% id="derivatives" role="solution" exercise="derivatives"
from reference.neurons.derivatives.solution import (
    a,
    b,
    c,
    dc_da,
    dc_db,
    one_thousand_random_points,
    gradient_of_x_squared_plus_y_squared_plus_5_thousand_times,
)

# %% id="derivatives-test" role="test" exercise="derivatives"
pass

# %% id="linear_function" role="solution" exercise="linear_function"
from reference.neurons.linear_function.solution import apply_linear_function_to_input

# %% id="linear_function-test" role="test" exercise="linear_function"
pass

# %% id="initialize" role="solution" exercise="initialize"
from reference.neurons.initialize.solution import initialize_new_three_layer_net

# %% id="initialize-test" role="test" exercise="initialize"
pass

# %% id="tensor_relu" role="solution" exercise="tensor_relu"
from reference.neurons.tensor_relu.solution import tensor_relu

# %% id="tensor_relu-test" role="test" exercise="tensor_relu"
pass

# %% id="forward" role="solution" exercise="forward"
from reference.neurons.forward.solution import forward

# %% id="forward-test" role="test" exercise="forward"
pass

# %% id="zero_gradients" role="solution" exercise="zero_gradients"
from reference.neurons.zero_gradients.solution import zero_all_gradients

# %% id="zero_gradients-test" role="test" exercise="zero_gradients"
pass

# %% id="loss" role="solution" exercise="loss"
from reference.neurons.loss.solution import loss_function

# %% id="loss-test" role="test" exercise="loss"
pass

# %% id="nudge" role="solution" exercise="nudge"
from reference.neurons.nudge.solution import nudge_tensor_towards_minimum

# %% id="nudge-test" role="test" exercise="nudge"
pass

# %% id="tune_once" role="solution" exercise="tune_once"
from reference.neurons.tune_once.solution import tune_weights_once

# %% id="tune_once-test" role="test" exercise="tune_once"
pass

# %% id="one_hot" role="solution" exercise="one_hot"
from reference.neurons.one_hot.solution import one_hot_encoding

# %% id="one_hot-test" role="test" exercise="one_hot"
pass

# %% id="train" role="solution" exercise="train"
from reference.neurons.train.solution import train

# %% id="train-test" role="test" exercise="train"
pass
