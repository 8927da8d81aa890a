"""The functions around the one under test, right ones, bound in place of the student's own.

So a wrong exercise does not sink the next. Each is made of the box's own packages, as operations
that a scenario records. Where an answer needs something that only the student's own neighbours
give (another name of an argument, say) it is asked a second time among those.
"""

from autograder.checks import CheckFailed, check
from autograder.checks.outcome import NoAnswer, TookTooLong
from reference.neurons.net import PARTS


def beside_right_neighbours(name, title, points, needs=(), bind=()):
    """A check that is asked among right neighbours, and if need be among the student's own.

    Its third argument binds the names in `bind` in a scenario, and tells whether the neighbours
    are the student's own.
    """

    def decorate(ask):
        def question(student, rng):
            start = rng.bit_generator.state
            try:
                ask(student, rng, lambda s: _among(s, bind))
            except (CheckFailed, NoAnswer) as first:
                if isinstance(first, TookTooLong):
                    raise
                rng.bit_generator.state = start
                try:
                    ask(student, rng, lambda s: True)
                except (CheckFailed, NoAnswer):
                    raise first from None

        return check(name, title, points, needs)(question)

    return decorate


def _among(s, names):
    bind_neighbours(s, names)
    return False


def bind_neighbours(s, names):
    """Record the binding of right neighbours under these names."""
    for name in names:
        body, parameters = NEIGHBOURS[name]
        s.bind(name, s.function(body, *parameters))


def neuron(s, weights, bias):
    """Something that is asked like a `Neuron` and answers right."""

    def compute_output(f, inputs):
        products = f.module("builtins").map(f.module("operator").mul, weights, inputs)
        total = f.module("operator").add(f.module("math").fsum(products), bias)
        return f.module("builtins").max(total, 0.0)

    return s.stand_in(
        returns={},
        weights=weights,
        bias=bias,
        compute_output=s.function(compute_output, "inputs"),
    )


def _relu(f, x):
    return f.module("builtins").max(x, 0.0)


def _single_layer(f, inputs, layer):
    ask = f.module("operator").methodcaller("compute_output", inputs)
    return f.module("builtins").list(f.module("builtins").map(ask, layer))


def _tensor_relu(f, x):
    return f.module("torch").relu(x)


def _linear(f, weights, x):
    return f.module("torch").einsum("oi,bi->bo", weights, x)


def _forward(f, x, net):
    torch = f.module("torch")
    linear = torch.nn.functional.linear
    first = torch.relu(linear(x, net.layer_0, net.layer_0_bias))
    second = torch.relu(linear(first, net.layer_1, net.layer_1_bias))
    return torch.softmax(linear(second, net.layer_2, net.layer_2_bias), -1)


def _zero(f, net):
    for part in PARTS:
        getattr(net, part).grad = None


def _loss(f, expected, actual):
    return f.module("torch").nn.functional.mse_loss(actual, expected)


def _nudge(f, x, learning_rate):
    x.data.sub_(x.grad.mul(learning_rate))


def _tune(f, net, inputs, expected, learning_rate):
    _zero(f, net)
    _loss(f, expected, _forward(f, inputs, net)).backward()
    for part in PARTS:
        _nudge(f, getattr(net, part), learning_rate)


# Each neighbour's body, and the names under which the handout passes its arguments.
NEIGHBOURS = {
    "relu": (_relu, ("x",)),
    "forward_pass_single_layer": (_single_layer, ("input", "layer")),
    "tensor_relu": (_tensor_relu, ("input_tensor",)),
    "apply_linear_function_to_input": (_linear, ("linear_function", "input_to_function")),
    "forward": (_forward, ("x", "neural_net")),
    "zero_all_gradients": (_zero, ("neural_net",)),
    "loss_function": (_loss, ("expected_outputs", "actual_outputs")),
    "nudge_tensor_towards_minimum": (_nudge, ("x", "learning_rate")),
    "tune_weights_once": (
        _tune,
        ("neural_net", "inputs", "expected_outputs", "learning_rate"),
    ),
}
