"""A loop over names that are put together."""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for number in range(3):
        for ending in ("", "_bias"):
            getattr(neural_net, f"layer_{number}{ending}").grad = None
