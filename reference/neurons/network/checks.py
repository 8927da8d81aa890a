"""Hidden checks of `forward_pass_network`: layer after layer, each on what the one before gave."""

import numpy as np

from reference.neurons.layer.checks import draw_layer, make_layer
from reference.neurons.examples import Example, shown_by
from reference.neurons.neighbours import beside_right_neighbours, neuron
from reference.neurons.tensors import expect_single, expect_untouched, single

BIND = ("relu", "forward_pass_single_layer")


def draw_network(rng, widths, silent=None):
    """Layers as (weights, biases), inputs, and the outputs; no unit near its kink.

    The numbers that one layer gives are what the next is drawn for, so some neurons of each are
    lit, but in the layer of the number `silent`: there all are dark.
    """
    weights, biases, numbers, outputs = draw_layer(rng, widths[0], widths[1])
    layers = [(weights, biases)]
    for number, width in enumerate(widths[2:], 1):
        while True:
            w, b, _, _ = draw_layer(rng, len(outputs), width)
            if number == silent:
                b = single(b - np.abs(b) - np.abs(w).sum(axis=1) * outputs.max() - 0.5)
            totals = w.astype(float) @ outputs + b
            if np.abs(totals).min() > 0.1 and (number == silent or _mixed(totals)):
                break
        layers.append((w, b))
        outputs = np.maximum(totals, 0)
    return layers, numbers, outputs


def _mixed(totals):
    """Whether some neurons are lit and some are dark; a single one is lit."""
    return totals.max() > 0 and (totals.min() < 0 or len(totals) == 1)


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
    "silent", "Where a whole layer is dark, the next one goes on from zeros", 1, ["outputs"], BIND
)
def silent(student, rng, neighbours):
    problems = [draw_network(rng, (2, 3, 4, 2), silent=1), draw_network(rng, (3, 4, 2, 3, 2), 2)]
    with student.scenario() as s:
        own = neighbours(s)
        answers = [s.take(ask(s, layers, x.tolist(), own)) for layers, x, _ in problems]
    for (_, _, want), answer in zip(problems, answers, strict=True):
        expect_single(answer.value, want, "with a dark layer in between, what the network returns")


@beside_right_neighbours(
    "any_depth", "One layer is a network, and so are five", 1, ["outputs"], BIND
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


def example(layers, numbers, right):
    """A network with layers of (weights, biases), written down neuron by neuron."""
    rows = [", ".join(f"Neuron({w}, {b})" for w, b in zip(*layer, strict=True)) for layer in layers]
    typed = f"forward_pass_network({numbers}, [\n  [" + "],\n  [".join(rows) + "],\n])"

    def take(s):
        made = [[neuron(s, w, b) for w, b in zip(*layer, strict=True)] for layer in layers]
        return s.take(s.name("forward_pass_network")(numbers, made))

    return Example(typed, take, right)


TWO_ROWS = (([[1, -1], [0, 1]], [2, 0]), ([[3, -1]], [0.5]))
EXAMPLES = (
    ((([[2]], [1]),), [3], [7]),
    ((([[2]], [1]), ([[1]], [-2])), [3], [5]),
    (TWO_ROWS, [1, 2], [1.5]),
    ((*TWO_ROWS, ([[2], [-1]], [1, 4])), [1, 2], [4, 2.5]),
)
CHECKS = [
    shown_by(outputs, [example(*one) for one in EXAMPLES], BIND),
    silent,
    any_depth,
    again,
]
