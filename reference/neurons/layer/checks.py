"""Hidden checks of `forward_pass_single_layer`: all neurons, in order, on the same inputs."""

import numpy as np

from reference.neurons.examples import Example, shown_by
from reference.neurons.neighbours import beside_right_neighbours, neuron
from reference.neurons.tensors import expect_single, expect_untouched, single

BIND = ("relu",)


def draw_layer(rng, inputs, neurons, alike=False):
    """Weights, a bias for each neuron, and inputs that light some neurons and not all.

    A layer of one neuron is lit. Alike are neurons that share one bias, the last two altogether.
    """
    while True:
        weights = single(rng.normal(size=(neurons, inputs)))
        biases, numbers = single(rng.normal(size=neurons)), single(rng.normal(size=inputs))
        if alike:
            biases[:], weights[-1] = biases[0], weights[-2]
        totals = weights.astype(float) @ numbers + biases
        lit = int((totals > 0).sum())
        if np.abs(totals).min() > 0.1 and (0 < lit < neurons or lit == neurons == 1):
            return weights, biases, numbers, np.maximum(totals, 0)


def make_layer(s, weights, biases, own):
    """The layer's neurons: right stand-ins, or instances of the student's own class."""
    if own:
        kind = s.name("Neuron")
        return [
            kind(weights=w, bias=b) for w, b in zip(weights.tolist(), biases.tolist(), strict=True)
        ]
    return [neuron(s, w, b) for w, b in zip(weights.tolist(), biases.tolist(), strict=True)]


@beside_right_neighbours("outputs", "The list holds every neuron's output, in order", 3, bind=BIND)
def outputs(student, rng, neighbours):
    problems = [draw_layer(rng, *shape) for shape in ((3, 4), (2, 1), (1, 3), (4, 4))]
    problems.append(draw_layer(rng, 3, 4, alike=True))
    with student.scenario() as s:
        own = neighbours(s)
        answers = [
            s.take(s.name("forward_pass_single_layer")(x.tolist(), make_layer(s, w, b, own)))
            for w, b, x, _ in problems
        ]
    for (_, _, _, want), answer in zip(problems, answers, strict=True):
        hints = {"in the wrong order": want[::-1]} if len(want) > 1 else {}
        expect_single(answer.value, want, "the list of outputs", hints=hints)


@beside_right_neighbours(
    "again",
    "A layer answers alike every time and leaves its inputs as they were",
    2,
    ["outputs"],
    BIND,
)
def again(student, rng, neighbours):
    (w, b, x, want), (w2, b2, x2, want2) = draw_layer(rng, 3, 4), draw_layer(rng, 2, 3)
    with student.scenario() as s:
        own = neighbours(s)
        ask, given = s.name("forward_pass_single_layer"), s.shared(x.tolist())
        layer, other = s.shared(make_layer(s, w, b, own)), s.shared(make_layer(s, w2, b2, own))
        early = ask(input=given, layer=layer)
        answers = [s.take(ask(x2.tolist(), other)), s.take(ask(given, layer)), s.take(early)]
        left = s.take(given)
        size = s.take(s.module("builtins").len(layer))
    for answer, wanted in zip(answers, (want2, want, want), strict=True):
        expect_single(answer.value, wanted, "asked once more, the list of outputs")
    expect_untouched(left, x, "`input`")
    expect_untouched(size, len(w), "the layer")


def example(weights, biases, numbers, right):
    """A layer of the student's own neurons, written down neuron by neuron."""
    made = zip(weights, biases, strict=True)
    neurons = ", ".join(f"Neuron({weights}, {bias})" for weights, bias in made)

    def ask(s):
        layer = [neuron(s, w, b) for w, b in zip(weights, biases, strict=True)]
        return s.take(s.name("forward_pass_single_layer")(numbers, layer))

    return Example(f"forward_pass_single_layer({numbers}, [{neurons}])", ask, right)


EXAMPLES = (
    ([[2]], [1], [3], [7]),
    ([[1], [2]], [0, 1], [3], [3, 7]),
    ([[1, 0], [0, -1], [1, 1]], [-1, 0, 0.5], [2, 1], [1, 0, 3.5]),
    ([[1, 1], [1, 1], [2, 1]], [1, 1, 1], [1, 2], [4, 4, 5]),
)
CHECKS = [shown_by(outputs, [example(*one) for one in EXAMPLES], BIND), again]
