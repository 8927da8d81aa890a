"""Hidden checks of `forward`: two relu layers, a softmax, and the way back through all of them."""

import numpy as np

from autograder.checks import as_array, fail
from reference.neurons import net as oracle
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
        for part, answer in zip(PARTS, answers, strict=True):
            expect_gradient(answer, wanted[part], f"`{part}`", scale=1.0)


@beside_right_neighbours(
    "large", "Scores of a thousand do not break the softmax", 2, ["values"], BIND
)
def large(student, rng, neighbours):
    net, x, _ = draw_problem(rng, 5)
    for offset in (1000.0, -1000.0):
        # The same offset on every score of a row changes no probability, and overflows exp.
        moved = {**net, "layer_2_bias": single(net["layer_2_bias"] + offset)}
        with student.scenario() as s:
            neighbours(s)
            answer = s.take(s.name("forward")(tensor(s, x), make_net(s, moved)))
        got, want = as_array(answer.value), oracle.probabilities(moved, x)
        # Beside a thousand, single precision keeps four digits of a score.
        if got is None or got.shape != want.shape or not np.allclose(got, want, atol=1e-3):
            fail(
                "When all scores of a row are very large, or very negative, the probabilities are "
                "wrong. They only depend on how far apart the scores are."
            )


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


CHECKS = [values, gradients, large, again]
