"""Hidden checks of `initialize_new_three_layer_net`: sizes, leaves, spread, and a fresh start."""

import numpy as np

from autograder.checks import as_array, check, fail
from reference.neurons.net import PARTS

NAME = "initialize_new_three_layer_net"
BOUND = 1 / 20
OURS = (64, 200, 40, 10)
ORIGINAL = (784, 2000, 400, 10)  # the handout that others teach from: pictures of 28×28
NETS = 12  # how many nets it takes until ten numbers of each tell something
SIGMAS = 6.1  # one false alarm in a thousand million


def shapes(widths):
    """The shape of every part, for a net of these widths."""
    found = {}
    for number, (below, above) in enumerate(zip(widths, widths[1:], strict=False)):
        found[f"layer_{number}"] = (above, below)
        found[f"layer_{number}_bias"] = (above,)
    return found


def take_net(student):
    """The six tensors of a new net as arrays, and of each whether it is trainable."""
    with student.scenario() as s:
        net = s.name(NAME)()
        parts = {part: getattr(net, part) for part in PARTS}
        values = {part: s.take(tensor) for part, tensor in parts.items()}
        leaf = {part: (s.take(t.requires_grad), s.take(t.is_leaf)) for part, t in parts.items()}
    return {part: as_array(answer.value) for part, answer in values.items()}, leaf


@check("sizes", "All six tensors have the sizes of the plan", 3)
def sizes(student, rng):
    net, _ = take_net(student)
    allowed = [shapes(OURS), shapes(ORIGINAL)] if student.foreign else [shapes(OURS)]
    if any(all(np.shape(net[p]) == plan[p] for p in PARTS) for plan in allowed):
        return
    for part in PARTS:
        got = net[part]
        if got is None:
            fail(f"`{part}` is not a tensor of numbers.")
        if got.shape != allowed[0][part]:
            is_bias = len(allowed[0][part]) == 1
            each = "one number for each output" if is_bias else "one row for each output"
            each += ", and no second axis." if is_bias else ", one column for each input."
            fail(
                f"`{part}` has shape {got.shape}, but the plan asks for {allowed[0][part]}: {each}"
            )


@check("trainable", "All six tensors are leaves that want a gradient", 2, ["sizes"])
def trainable(student, rng):
    _, leaf = take_net(student)
    for part, (wants, is_leaf) in leaf.items():
        if wants.value is not True:
            fail(f"`{part}` does not want a gradient, so it will never learn.")
        if is_leaf.value is not True:
            fail(
                f"`{part}` is not a leaf: it was computed from another tensor, and PyTorch would "
                "keep the gradient for that one. Fill it in place, under `t.no_grad()`."
            )


@check("spread", "The numbers are spread evenly between the two bounds", 2, ["sizes"])
def spread(student, rng):
    net, _ = take_net(student)
    several = {**net, **take_small_parts(student)}
    for part in PARTS:
        if not np.all(np.abs(several[part]) <= BOUND * (1 + 1e-6)):
            fail(f"`{part}` holds numbers beyond the bound of 1/20.")
        if len(np.unique(net[part])) < 2:
            fail(f"All numbers in `{part}` are equal, so all of its units would stay equal.")
        if repeats(net[part]) or not evenly_spread(several[part]):
            fail(f"The numbers in `{part}` are not spread evenly from -1/20 to 1/20.")


def take_small_parts(student):
    """The tensors that hold a few numbers each, of many nets at once."""
    small = ("layer_0_bias", "layer_1_bias", "layer_2", "layer_2_bias")
    with student.scenario() as s:
        nets = [s.name(NAME)() for _ in range(NETS)]
        cat = s.module("torch").cat
        answers = {p: s.take(cat([getattr(n, p).flatten() for n in nets])) for p in small}
    return {part: as_array(answer.value) for part, answer in answers.items()}


def repeats(values):
    """Whether the same numbers stand in many places: few of them were drawn, and copied."""
    return 2 * len(np.unique(values)) < values.size


def evenly_spread(values):
    """Whether mean and mean square are those of uniform numbers.

    A number that comes again counts once: nets that are all the same are no more than one.
    """
    u = np.unique(values) / BOUND
    mean = np.mean(u) / np.sqrt(1 / 3 / u.size)
    square = (np.mean(u**2) - 1 / 3) / np.sqrt(4 / 45 / u.size)
    return max(abs(mean), abs(square)) < SIGMAS


@check("fresh", "Every call makes a new net with numbers of its own", 1, ["sizes"])
def fresh(student, rng):
    """Two nets differ, and no tensor lies in the memory of another."""
    with student.scenario() as s:
        first, second = s.name(NAME)(), s.name(NAME)()
        answers = {p: (s.take(getattr(first, p)), s.take(getattr(second, p))) for p in PARTS}
        memory = {
            (number, part): s.take(getattr(net, part).untyped_storage().data_ptr())
            for number, net in enumerate((first, second))
            for part in PARTS
        }
    yield
    for part, (one, other) in answers.items():
        if np.array_equal(as_array(one.value), as_array(other.value)):
            fail(f"`{part}` holds the same numbers in two new nets. Each has its own luck.")
    owners = {}
    for (number, part), where in memory.items():
        other, owner = owners.setdefault(where.value, (number, part))
        if (other, owner) != (number, part):
            fail(
                f"`{part}` and `{owner}` share their memory: whoever changes one changes the other."
            )


CHECKS = [sizes, trainable, spread, fresh]
