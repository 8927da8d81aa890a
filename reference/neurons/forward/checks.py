"""Hidden checks of `forward`: two relu layers, a softmax, and the way back through all of them."""

import numpy as np

from autograder.checks import as_array, fail
from reference.neurons import net as oracle
from reference.neurons.examples import Example, shown_by
from reference.neurons.neighbours import beside_right_neighbours
from reference.neurons.net import PARTS, draw_problem, make_net
from reference.neurons.tensors import (
    expect_gradient,
    expect_single,
    expect_tensor,
    expect_untouched,
    gradient,
    is_tensor,
    single,
    tensor,
)

BIND = ("tensor_relu", "apply_linear_function_to_input")
WIDTHS = ((5, 7, 4, 3), (4, 4, 4, 4), (2, 3, 5, 6))


@beside_right_neighbours("values", "A batch goes in, its probabilities come out", 5, bind=BIND)
def values(student, rng, neighbours):
    problems = [draw_problem(rng, r, w) for r, w in zip((6, 4, 1), WIDTHS, strict=True)]
    with student.scenario() as s:
        neighbours(s)
        results = [s.name("forward")(tensor(s, x), make_net(s, net)) for net, x, _ in problems]
        answers = [(s.take(result), is_tensor(s, result)) for result in results]
    for (got, is_one), (net, x, _) in zip(answers, problems, strict=True):
        _, second, want = oracle.activations(net, x)
        logits = np.maximum(second, 0) @ net["layer_2"].T + net["layer_2_bias"]
        powers = np.exp(logits)
        hints = {
            "the scores before the softmax": logits,
            "what comes out if the softmax runs down the columns": powers / powers.sum(axis=0),
        }
        if len(x) > 1:
            expect_single(got.value, want, "the table of probabilities", hints=hints)
        expect_single(got.value, want, "for a batch of one, the table of probabilities")
        expect_tensor(is_one, "What is returned")


@beside_right_neighbours(
    "gradients", "Gradients flow back to all six tensors of the net", 3, ["values"], BIND
)
def gradients(student, rng, neighbours):
    for rows, widths in ((6, WIDTHS[0]), (4, WIDTHS[1])):
        net, x, _ = draw_problem(rng, rows, widths)
        upstream = single(rng.normal(size=(rows, widths[-1])))
        with student.scenario() as s:
            neighbours(s)
            made = make_net(s, net)
            result = s.name("forward")(neural_net=made, x=tensor(s, x))
            parts = [getattr(made, part) for part in PARTS]
            answers = gradient(s, result, tensor(s, upstream), *parts)
        wanted = oracle.gradients(net, x, upstream)
        sizes = oracle.gradient_sizes(net, x, upstream)
        for part, answer in zip(PARTS, answers, strict=True):
            expect_gradient(answer, wanted[part], f"`{part}`", scale=sizes[part])


def wild_nets(net, x):
    """Nets with scores of a thousand, and what to say of the rows in which these stand."""
    _, second, _ = oracle.activations(net, x)
    awake = np.maximum(second, 0).sum(axis=1)
    # The same offset on every score of a row changes no probability, and overflows exp. The last
    # but one: each row has an offset of its own, and some are hundreds apart.
    apart = net["layer_2"] + 1000 / awake.max()
    spread = net["layer_2_bias"] + [1000, 0, -1000]
    return (
        ("layer_2_bias", net["layer_2_bias"] + 1000, "all scores of a row are very large"),
        ("layer_2_bias", net["layer_2_bias"] - 1000, "all scores of a row are very negative"),
        ("layer_2", apart, "the scores of one row are much larger than those of another"),
        ("layer_2_bias", spread, "the scores of a row are far apart"),
    )


@beside_right_neighbours(
    "large", "Scores of a thousand do not break the softmax", 2, ["values"], BIND
)
def large(student, rng, neighbours):
    net, x, _ = draw_uneven(rng)
    for part, values, where in wild_nets(net, x):
        moved = {**net, part: single(values)}
        with student.scenario() as s:
            neighbours(s)
            answer = s.take(s.name("forward")(tensor(s, x), make_net(s, moved)))
        got, want = as_array(answer.value), oracle.probabilities(moved, x)
        # Beside a thousand, single precision keeps four digits of a score.
        if got is None or got.shape != want.shape or not np.allclose(got, want, atol=1e-3):
            fail(
                f"When {where}, the probabilities are wrong. Those of a row depend on nothing but "
                "how far its own scores are apart."
            )


def draw_uneven(rng):
    """A problem in which some row lights its last hidden layer half as much as another."""
    while True:
        net, x, wanted = draw_problem(rng, 5)
        awake = np.maximum(oracle.activations(net, x)[1], 0).sum(axis=1)
        if awake.min() < 0.5 * awake.max():
            return net, x, wanted


@beside_right_neighbours(
    "again", "Nets and batches take turns, and nothing is changed in place", 2, ["values"], BIND
)
def again(student, rng, neighbours):
    (net, x, _), (other, y, _) = draw_problem(rng, 6), draw_problem(rng, 3, WIDTHS[2])
    with student.scenario() as s:
        neighbours(s)
        made, given = make_net(s, net, grad=False), tensor(s, x)
        early = s.name("forward")(given, made)
        second = s.take(s.name("forward")(tensor(s, y), make_net(s, other)))
        first = s.take(s.name("forward")(given, made))
        kept = {"`x`": (s.take(given), x)}
        kept |= {f"`{part}`": (s.take(getattr(made, part)), net[part]) for part in PARTS}
        early = s.take(early)
    for name, (after, before) in kept.items():
        expect_untouched(after, before, name)
    for answer, (n, batch) in ((second, (other, y)), (first, (net, x)), (early, (net, x))):
        want = oracle.probabilities(n, batch)
        expect_single(answer.value, want, "with two nets in turn, the table of probabilities")


def example(parts, x):
    """A tiny net and a batch; the right answer is worked out, as a softmax is no whole number."""
    net = {part: single(numbers) for part, numbers in zip(PARTS, parts, strict=True)}
    lines = [f"{part} = {numbers}" for part, numbers in zip(PARTS, parts, strict=True)]
    typed = "\n".join(["a net with", *(f"  {line}" for line in lines), f"forward({x}, net)"])

    def take(s):
        return s.take(s.name("forward")(tensor(s, single(x)), make_net(s, net)))

    return Example(typed, take, oracle.probabilities(net, single(x)))


EXAMPLES = (
    ([[1]], [-1], [[3]], [-1], [[1], [0]], [0, 2], [[2]]),
    ([[1]], [-1], [[3]], [-1], [[1], [0]], [0, 2], [[2], [-4]]),
    ([[1, 0], [1, -1]], [0, 1], [[1, -1], [2, 0]], [1, 0], [[1, 0], [-1, 1]], [0, 1], [[1, 2]]),
)
CHECKS = [
    shown_by(values, [example(parts, x) for *parts, x in EXAMPLES], BIND),
    gradients,
    large,
    again,
]
