"""Hidden checks of `train`: as many rounds as were asked for, on the whole batch."""

from autograder.checks import fail
from autograder.checks.probe import of_checks
from reference.neurons.neighbours import beside_right_neighbours
from reference.neurons.net import (
    brisk,
    draw_problem,
    draw_unsteady,
    loss,
    make_net,
    probabilities,
    trained,
)
from reference.neurons.tensors import expect_untouched, single, tensor
from reference.neurons.tune_once.checks import BIND as BELOW
from reference.neurons.tune_once.checks import expect_moved, parts

BIND = (*BELOW, "tune_weights_once")
ARGUMENTS = ["neural_net", "inputs", "expected_outputs", "learning_rate", "number_of_iterations"]


def has_own_loop(student):
    """Whether there is a `train` to ask.

    The original handout gave it, and gave the name to something else at its end; work from there
    is asked for as many rounds of its `tune_weights_once`.
    """
    if not student.foreign:
        return True
    with student.scenario() as s:
        defined = s.defined("train")
    if defined.value is not True:
        return False
    with student.scenario() as s:
        parameters = s.module("inspect").signature(s.name("train")).parameters
        names = s.take(s.module("builtins").list(parameters))
    return names.value == ARGUMENTS


def run(student, neighbours, net, x, wanted, rate, rounds):
    """The six tensors after `rounds` rounds, and the data, as they then stand."""
    loop = has_own_loop(student)
    with student.scenario() as s:
        made, given, aims = make_net(s, net), tensor(s, x), tensor(s, wanted)
        if loop:
            neighbours(s)
            s.name("train")(
                neural_net=made,
                inputs=given,
                expected_outputs=aims,
                learning_rate=rate,
                number_of_iterations=rounds,
            )
        else:
            for _ in range(rounds):
                s.name("tune_weights_once")(made, given, aims, rate)
        answers = parts(s, made)
        left = {"`inputs`": (s.take(given), x), "`expected_outputs`": (s.take(aims), wanted)}
    return answers, left


@beside_right_neighbours("rounds", "Each round is one step on the whole batch", 4, bind=BIND)
def rounds(student, rng, neighbours):
    net, x, wanted = draw_problem(rng, 6)
    rate = 0.2 * brisk(net, x, wanted)
    for number in (1, 3):
        answers, left = run(student, neighbours, net, x, wanted, rate, number)
        after = trained(net, x, wanted, rate, number)
        count = "1 round" if number == 1 else f"{number} rounds"
        expect_moved(answers, net, after, f"Trained for {count}, ")
        for name, (now, before) in left.items():
            expect_untouched(now, before, name)


@beside_right_neighbours("none", "No rounds change nothing", 1, ["rounds"], BIND)
def none(student, rng, neighbours):
    net, x, wanted = draw_problem(rng, 6)
    answers, _ = run(student, neighbours, net, x, wanted, brisk(net, x, wanted), 0)
    expect_moved(answers, net, net, "Trained for 0 rounds, ")


@beside_right_neighbours(
    "good", "A net that is nearly right, or gets worse, is trained as long", 1, bind=BIND
)
def good(student, rng, neighbours):
    """Whoever stops early, at a small loss or where it falls no more, does so here."""
    net, x, elsewhere = draw_problem(rng, 6)
    wanted = single(probabilities(net, x) + rng.uniform(-0.1, 0.1, size=elsewhere.shape))
    rate = 0.2 * brisk(net, x, elsewhere)
    answers, _ = run(student, neighbours, net, x, wanted, rate, 12)
    after = trained(net, x, wanted, rate, 12)
    where = "Trained for 12 rounds, with a small loss from the start, "
    expect_moved(answers, net, after, where, tolerance=0.01)
    net, x, wanted, rate = draw_unsteady(rng)
    answers, _ = run(student, neighbours, net, x, wanted, rate, 3)
    where = "Trained for 3 rounds, at a rate so large that the loss rises, "
    expect_moved(answers, net, trained(net, x, wanted, rate, 3), where, tolerance=0.01)


@beside_right_neighbours("many", "Forty rounds are forty", 2, ["rounds"], BIND)
def many(student, rng, neighbours):
    net, x, wanted = draw_problem(rng, 6)
    rate = 0.02 * brisk(net, x, wanted)
    answers, _ = run(student, neighbours, net, x, wanted, rate, 40)
    start = loss(net, x, wanted)
    fall = start - loss(trained(net, x, wanted, rate, 40), x, wanted)
    got = start - loss({part: answer.value for part, answer in answers.items()}, x, wanted)
    # Where a unit crosses its kink, rounding may send it either way; the loss hardly notices.
    if not abs(got - fall) <= 0.01 * fall:
        share = "less" if got < fall else "more"
        fail(f"In forty rounds the loss falls by {share} than forty steps make it fall.")


CHECKS = [rounds, none, good, many]

# Without the checks that train in earnest.
PROBE = of_checks([rounds, none])
