"""The net gets new tensors in every round. They are no leaves that want gradients, or they are not
those that others hold; move the old ones.

Caught-by: keeps
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function
from reference.neurons.zero_gradients.solution import zero_all_gradients


def tune_weights_once(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
) -> None:
    zero_all_gradients(neural_net)
    outputs = forward(inputs, neural_net)
    loss = loss_function(expected_outputs=expected_outputs, actual_outputs=outputs)
    loss.backward()
    for name in list(vars(neural_net)):
        old = getattr(neural_net, name)
        new = (old - learning_rate * old.grad).detach().requires_grad_()
        setattr(neural_net, name, new)
