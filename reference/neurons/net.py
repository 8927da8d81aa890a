"""The three-layer net: how a scenario makes one, and the oracle for all that it computes.

The oracle is NumPy in double precision, with every gradient from the chain rule by hand.
"""

import numpy as np

from reference.neurons.tensors import single, tensor

PARTS = ("layer_0", "layer_0_bias", "layer_1", "layer_1_bias", "layer_2", "layer_2_bias")
WIDTHS = (5, 7, 4, 3)  # inputs, two hidden layers, outputs: all different


def draw_net(rng, widths=WIDTHS):
    """Random numbers for the six tensors."""
    net = {}
    for number, (below, above) in enumerate(zip(widths, widths[1:], strict=False)):
        net[f"layer_{number}"] = single(rng.normal(size=(above, below)) / np.sqrt(below / 2))
        net[f"layer_{number}_bias"] = single(rng.normal(size=above) / 2)
    return net


def draw_problem(rng, rows, widths=WIDTHS):
    """A net, inputs and wanted outputs, such that no unit stands near its kink or is all silent."""
    while True:
        net = draw_net(rng, widths)
        inputs = single(rng.normal(size=(rows, widths[0])))
        wanted = single(rng.dirichlet(np.ones(widths[-1]), size=rows))
        first, second, _ = activations(net, inputs)
        near = min(np.abs(first).min(), np.abs(second).min())
        awake = all((z.max(axis=0) > 0).mean() > 0.5 for z in (first, second))
        if near > 1e-3 and awake:
            return net, inputs, wanted


def make_net(s, net, grad=True):
    """Record the making of a ThreeLayerNeuralNet with these numbers; its tensors are leaves."""
    return s.name("ThreeLayerNeuralNet")(**{part: tensor(s, net[part], grad) for part in PARTS})


def activations(net, inputs):
    """What the hidden units get before their relu, and the probabilities that come out."""
    wide = {part: values.astype(np.float64) for part, values in net.items()}
    first = inputs.astype(np.float64) @ wide["layer_0"].T + wide["layer_0_bias"]
    second = np.maximum(first, 0) @ wide["layer_1"].T + wide["layer_1_bias"]
    logits = np.maximum(second, 0) @ wide["layer_2"].T + wide["layer_2_bias"]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return first, second, powers / powers.sum(axis=1, keepdims=True)


def probabilities(net, inputs):
    """What `forward` must return."""
    return activations(net, inputs)[2]


def gradients(net, inputs, upstream):
    """What arrives in each tensor's `.grad` when `upstream` is sent back from the probabilities."""
    *hidden, shares = activations(net, inputs)
    back = shares * (upstream - np.sum(upstream * shares, axis=1, keepdims=True))
    return _sent_back(net, inputs, hidden, back)


def gradient_sizes(net, inputs, upstream):
    """The same for the sizes of all terms, which do not cancel: rounding is measured by the largest.

    In single precision a term loses as much where others cancel it as where none does.
    """
    *hidden, shares = activations(net, inputs)
    size = np.abs(upstream)
    back = shares * (size + np.sum(size * shares, axis=1, keepdims=True))
    sizes = {part: np.abs(values) for part, values in net.items()}
    found = _sent_back(sizes, np.abs(inputs), hidden, back)
    return {part: float(values.max()) for part, values in found.items()}


def _sent_back(net, inputs, hidden, back):
    """What arrives in each tensor when `back` arrives at the scores."""
    first, second = (np.maximum(units, 0) for units in hidden)
    found = {}
    for number, below in ((2, second), (1, first), (0, inputs)):
        found[f"layer_{number}"] = back.T @ below
        found[f"layer_{number}_bias"] = back.sum(axis=0)
        if number:
            back = (back @ net[f"layer_{number}"].astype(np.float64)) * (below > 0)
    return found


def loss_gradients(net, inputs, wanted):
    """The gradient of the mean squared error for each tensor."""
    excess = probabilities(net, inputs) - wanted
    return gradients(net, inputs, 2 * excess / excess.size)


def loss(net, inputs, wanted):
    """The mean squared error."""
    return float(np.mean((probabilities(net, inputs) - wanted) ** 2))


def trained(net, inputs, wanted, learning_rate, steps=1):
    """The six tensors after some steps downhill."""
    for _ in range(steps):
        slopes = loss_gradients(net, inputs, wanted)
        net = {part: net[part] - learning_rate * slopes[part] for part in PARTS}
    return net


def draw_unsteady(rng, steps=3):
    """A problem and a learning rate so large that the loss rises in the second of the steps.

    All of them move the net, and no unit comes near its kink on the way.
    """
    while True:
        net, inputs, wanted = draw_problem(rng, 6)
        for factor in (1.5, 2, 3, 4, 6, 8):
            rate = factor * brisk(net, inputs, wanted)
            nets = [trained(net, inputs, wanted, rate, number) for number in range(steps + 1)]
            losses = [loss(one, inputs, wanted) for one in nets]
            last = max(np.abs(nets[-1][part] - nets[-2][part]).max() for part in PARTS)
            near = min(np.abs(z).min() for one in nets for z in activations(one, inputs)[:2])
            if losses[2] > 1.02 * losses[1] and last > 0.05 and near > 1e-3:
                return net, inputs, wanted, rate


def brisk(net, inputs, wanted):
    """A learning rate under which the largest change of a number is about one half."""
    slopes = loss_gradients(net, inputs, wanted)
    return float(round(0.5 / max(np.abs(slope).max() for slope in slopes.values()), 2))
