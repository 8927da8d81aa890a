"""Hidden checks of `zero_all_gradients`: all six, whatever was in them, and nothing else."""

import numpy as np

from autograder.checks import as_array, check, fail
from reference.neurons.net import PARTS, draw_net, make_net
from reference.neurons.tensors import expect_untouched, raising, single, tensor

NONE_YET = (
    "Before the first way back every `.grad` is None, which has nothing in it that could be "
    "cleared. Ask first whether it is there, or bind it to None in any case."
)


def clear(student, rng, filled):
    """Clear a net whose `filled` parts have a gradient; its numbers, and what was taken of it."""
    net = draw_net(rng)
    with student.scenario() as s:
        made = make_net(s, net)
        before = {part: getattr(made, part) for part in PARTS}
        for part in filled:
            before[part].grad = tensor(s, single(rng.normal(size=net[part].shape)))
        s.name("zero_all_gradients")(made)
        after = {part: getattr(made, part) for part in PARTS}
        grads = {part: s.take(after[part].grad) for part in PARTS}
        same = {part: s.take(s.same(before[part], after[part])) for part in PARTS}
        values = {part: s.take(after[part]) for part in PARTS}
        wants = {part: s.take(after[part].requires_grad) for part in PARTS}
    return net, grads, same, values, wants


def expect_cleared(grads, where):
    for part, answer in grads.items():
        got = as_array(answer.value)
        if answer.value is not None and (got is None or np.any(got)):
            fail(f"{where}the gradient of `{part}` is still there.")


@check("all_six", "All six gradients are gone, or zero", 3)
def all_six(student, rng):
    _, grads, *_ = clear(student, rng, PARTS)
    expect_cleared(grads, "Afterwards ")


@check("none_there", "A net that has no gradients yet is no problem", 1, ["all_six"])
def none_there(student, rng):
    for filled in ((), PARTS[:2], PARTS[3:]):
        with raising("AttributeError", NONE_YET):
            _, grads, *_ = clear(student, rng, filled)
        expect_cleared(grads, "Where some tensors had no gradient yet, ")


@check("keeps", "The tensors themselves stay as they are", 1, ["all_six"])
def keeps(student, rng):
    net, _, same, values, wants = clear(student, rng, PARTS)
    for part in PARTS:
        expect_untouched(values[part], net[part], f"`{part}`")
        if wants[part].value is not True:
            fail(f"`{part}` does not want a gradient any more, so it cannot learn.")
        if same[part].value is not True:
            fail(f"`{part}` is another tensor than before. Clear the gradient, keep the tensor.")


CHECKS = [all_six, none_there, keeps]
