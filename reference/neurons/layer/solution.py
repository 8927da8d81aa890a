"""Reference for a layer: every neuron looks at the same inputs."""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    """The outputs of all neurons of the layer, in their order, for the same inputs."""
    for neuron in layer:
        assert len(neuron.weights) == len(input)
    ### BEGIN SOLUTION
    return [neuron.compute_output(input) for neuron in layer]
    ### END SOLUTION
