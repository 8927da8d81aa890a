"""Hidden checks of `forward_pass_network`: layer after layer, each on what the one before gave."""

import numpy as np

from reference.neurons.layer.checks import draw_layer, make_layer
from reference.neurons.neighbours import beside_right_neighbours
from reference.neurons.tensors import expect_single, expect_untouched

BIND = ("relu", "forward_pass_single_layer")


def draw_network(rng, widths):
    """Layers as (weights, biases), inputs, and the outputs; no unit near its kink.

    The numbers that one layer gives are what the next is drawn for, so some neurons of each are lit.
    """
    weights, biases, numbers, outputs = draw_layer(rng, widths[0], widths[1])
    layers = [(weights, biases)]
    for width in widths[2:]:
        while True:
            w, b, _, _ = draw_layer(rng, len(outputs), width)
            totals = w.astype(float) @ outputs + b
            if np.abs(totals).min() > 0.1 and totals.max() > 0:
                break
        layers.append((w, b))
        outputs = np.maximum(totals, 0)
    return layers, numbers, outputs


def ask(s, layers, numbers, own):
    made = [make_layer(s, w, b, own) for w, b in layers]
    return s.name("forward_pass_network")(numbers, made)


@beside_right_neighbours(
    "outputs", "Three layers hand their outputs on, from first to last", 3, bind=BIND
)
def outputs(student, rng, neighbours):
    problems = [draw_network(rng, widths) for widths in ((2, 3, 4, 2), (3, 3, 3, 3))]
    with student.scenario() as s:
        own = neighbours(s)
        answers = [s.take(ask(s, layers, x.tolist(), own)) for layers, x, _ in problems]
    for (_, _, want), answer in zip(problems, answers, strict=True):
        expect_single(answer.value, want, "what the network returns")


@beside_right_neighbours(
    "any_depth", "One layer is a network, and so are five", 2, ["outputs"], BIND
)
def any_depth(student, rng, neighbours):
    depths = {"one layer": (3, 4), "two layers": (2, 3, 1), "five layers": (2, 3, 4, 3, 2, 3)}
    problems = {name: draw_network(rng, widths) for name, widths in depths.items()}
    with student.scenario() as s:
        own = neighbours(s)
        answers = {n: s.take(ask(s, la, x.tolist(), own)) for n, (la, x, _) in problems.items()}
    for name, (_, _, want) in problems.items():
        expect_single(answers[name].value, want, f"with {name}, what the network returns")


@beside_right_neighbours(
    "again", "A network answers alike every time and stays as it was", 1, ["outputs"], BIND
)
def again(student, rng, neighbours):
    layers, numbers, want = draw_network(rng, (2, 3, 4, 2))
    with student.scenario() as s:
        own = neighbours(s)
        given = s.shared(numbers.tolist())
        made = s.shared([s.shared(make_layer(s, w, b, own)) for w, b in layers])
        run = s.name("forward_pass_network")
        run(initial_inputs=given, layers=made)
        answer = s.take(run(given, made))
        left, depth = s.take(given), s.take(s.module("builtins").len(made))
    expect_single(answer.value, want, "asked a second time, what the network returns")
    expect_untouched(left, numbers, "`initial_inputs`")
    expect_untouched(depth, len(layers), "the list of layers")


CHECKS = [outputs, any_depth, again]
