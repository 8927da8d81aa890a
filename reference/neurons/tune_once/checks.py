"""Hidden checks of `tune_weights_once`: one step of all six tensors, whatever was there before.

What is compared is how far each tensor has moved, against the chain rule by hand.
"""

import numpy as np

from autograder.checks import as_array, fail
from reference.neurons.neighbours import beside_right_neighbours
from reference.neurons.net import PARTS, brisk, draw_problem, make_net, trained
from reference.neurons.tensors import expect_untouched, single, tensor

BIND = (
    "tensor_relu",
    "apply_linear_function_to_input",
    "zero_all_gradients",
    "forward",
    "loss_function",
    "nudge_tensor_towards_minimum",
)
STEP = 1e-4  # steps are differences of float32 numbers, three layers deep: 2e-6 was the worst seen


def tune(s, made, x, wanted, rate):
    """Record one round, with tensors of its own for data."""
    s.name("tune_weights_once")(made, tensor(s, x), tensor(s, wanted), rate)


def parts(s, made):
    """Take the six tensors as they stand."""
    return {part: s.take(getattr(made, part)) for part in PARTS}


def expect_moved(answers, before, after, where, tolerance=STEP):
    """Fail unless every tensor has moved from `before` to `after`."""
    for part in PARTS:
        got = as_array(answers[part].value)
        if got is None or got.shape != before[part].shape:
            fail(f"{where}`{part}` is no longer a tensor of the same shape.")
        way, right = got - before[part], after[part] - before[part]
        size = max(np.abs(right).max(), 0.01)
        if np.abs(way - right).max() <= tolerance * size:
            continue
        if np.abs(way).max() <= STEP * size:  # gradients that cancel leave some rounding
            fail(f"{where}`{part}` has not moved at all.")
        if np.abs(way + right).max() <= tolerance * size:
            fail(f"{where}`{part}` has moved uphill.")
        if np.vdot(way, right) > 0 and _same_line(way, right):
            fail(f"{where}`{part}` has moved the right way, but by a wrong length.")
        fail(f"{where}`{part}` has not moved as its gradient says.")


def _same_line(one, other):
    return abs(np.vdot(one, other)) > (1 - 1e-6) * np.linalg.norm(one) * np.linalg.norm(other)


@beside_right_neighbours("step", "All six tensors take one step downhill", 6, bind=BIND)
def step(student, rng, neighbours):
    problems = [draw_problem(rng, rows, w) for rows, w in ((6, (5, 7, 4, 3)), (4, (4, 4, 4, 4)))]
    for net, x, wanted in problems:
        rate = brisk(net, x, wanted)
        with student.scenario() as s:
            neighbours(s)
            made = make_net(s, net)
            tune(s, made, x, wanted, rate)
            answers = parts(s, made)
        expect_moved(answers, net, trained(net, x, wanted, rate), "After one round ")


@beside_right_neighbours("stale", "Old gradients play no part", 2, ["step"], BIND)
def stale(student, rng, neighbours):
    net, x, wanted = draw_problem(rng, 6)
    rate = brisk(net, x, wanted)
    with student.scenario() as s:
        neighbours(s)
        made = make_net(s, net)
        for part in PARTS:
            getattr(made, part).grad = tensor(s, single(rng.normal(size=net[part].shape)))
        tune(s, made, x, wanted, rate)
        answers = parts(s, made)
    after = trained(net, x, wanted, rate)
    expect_moved(answers, net, after, "With gradients left over from before, ")


@beside_right_neighbours(
    "twice", "Two rounds are two steps, each with its own batch", 2, ["step"], BIND
)
def twice(student, rng, neighbours):
    net, x, wanted = draw_problem(rng, 6)
    rate = 0.2 * brisk(net, x, wanted)
    halfway = trained(net, x, wanted, rate)
    with student.scenario() as s:
        neighbours(s)
        made = make_net(s, net)
        tune(s, made, x, wanted, rate)
        tune(s, made, x[:4], wanted[:4], 0.5 * rate)
        answers = parts(s, made)
    after = trained(halfway, x[:4], wanted[:4], 0.5 * rate)
    expect_moved(answers, net, after, "After a second round ")


@beside_right_neighbours(
    "keeps", "The net keeps its tensors, and the data stay as they were", 2, ["step"], BIND
)
def keeps(student, rng, neighbours):
    net, x, wanted = draw_problem(rng, 6)
    with student.scenario() as s:
        neighbours(s)
        made, given, aims = make_net(s, net), tensor(s, x), tensor(s, wanted)
        before = {part: getattr(made, part) for part in PARTS}
        s.name("tune_weights_once")(
            neural_net=made, inputs=given, expected_outputs=aims, learning_rate=0
        )
        same = {part: s.take(s.same(getattr(made, part), before[part])) for part in PARTS}
        leaf = {part: s.take(before[part].is_leaf) for part in PARTS}
        wants = {part: s.take(before[part].requires_grad) for part in PARTS}
        answers = parts(s, made)
        s.name("tune_weights_once")(make_net(s, net), given, aims, brisk(net, x, wanted))
        left = {"`inputs`": (s.take(given), x), "`expected_outputs`": (s.take(aims), wanted)}
    for part in PARTS:
        if same[part].value is not True:
            fail(f"`{part}` is another tensor than before. Move the one that is there.")
        if leaf[part].value is not True or wants[part].value is not True:
            fail(f"`{part}` is no longer a leaf that wants its gradient.")
    expect_moved(answers, net, net, "At a learning rate of zero ")
    for name, (after, first) in left.items():
        expect_untouched(after, first, name)


CHECKS = [step, stale, twice, keeps]
