"""The questions that hidden checks ask of every layer, each a Check that an exercise lists.

Forward, backward and consistency are asked apart (passes.py): a wrong forward pass must not cost a
student the backward pass that belongs to it. The other questions (manners.py) catch what those
three cannot see: state kept from an earlier batch, arrays changed in place, instances that share,
numbers of other types.
"""

from autograder.checks.layer import LADDER, Sizes
from autograder.checks.questions.manners import (
    digits,
    expect_kept,
    instances,
    keeps_inputs,
    new_batch,
    number_types,
    scale,
    twice,
)
from autograder.checks.questions.passes import forward, gradient
from autograder.checks.questions.problem import (
    OTHER_BATCH,
    draw,
    expect_answer,
    push,
    push_and_collect,
    solve,
)

__all__ = [
    "LADDER",
    "OTHER_BATCH",
    "Sizes",
    "digits",
    "draw",
    "expect_answer",
    "expect_kept",
    "forward",
    "gradient",
    "instances",
    "keeps_inputs",
    "new_batch",
    "number_types",
    "push",
    "push_and_collect",
    "scale",
    "solve",
    "twice",
]
