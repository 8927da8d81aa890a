"""Reference for clearing all gradients of a net."""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    """Forget the gradients of all six tensors; the tensors themselves stay as they are."""
    ### BEGIN SOLUTION
    neural_net.layer_0.grad = None
    neural_net.layer_0_bias.grad = None
    neural_net.layer_1.grad = None
    neural_net.layer_1_bias.grad = None
    neural_net.layer_2.grad = None
    neural_net.layer_2_bias.grad = None
    ### END SOLUTION
