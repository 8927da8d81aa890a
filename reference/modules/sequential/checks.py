"""Hidden checks of `Sequential`, over recording stand-ins for the modules inside."""

import numpy as np

from autograder.checks import as_array, check, expect, fail
from autograder.checks.outcome import Raised
from reference.modules import wagons

BOTH = ["forward", "backward"]
THREE, OTHER_BATCH = (4, (3, 5, 2, 6)), (7, (3, 5, 2, 6))
VALUE, GRADIENT = "what forward returns", "what backward returns"


@check("forward", "forward sends the input through all modules, each fed by the one before", 4)
def forward(student, rng):
    for rows, widths in (THREE, (1, (2, 3, 4))):
        load = wagons.draw(rng, rows, widths)
        with student.scenario() as s:
            chain, inside = wagons.couple(s, load)
            value = s.take(chain.forward(s.array(load.X)))
            logs = [wagons.log(s, wagon) for wagon in inside]
        wagons.judge_forward(load, logs)
        expect(value.value, load.outputs[-1], VALUE)


@check("backward", "backward sends the gradient back, with the inputs that forward had", 5)
def backward(student, rng):
    for rows, widths in (THREE, (1, (2, 3, 4))):
        load = wagons.draw(rng, rows, widths)
        with student.scenario() as s:
            chain, inside = wagons.couple(s, load)
            X = s.array(load.X)
            chain.forward(X)
            before = [wagons.log(s, wagon) for wagon in inside]
            gradient = s.take(chain.backward(X, s.array(load.upstream)))
            logs = [wagons.log(s, wagon) for wagon in inside]
        wagons.judge_backward(load, before, logs)
        expect(gradient.value, load.gradients[0], GRADIENT)


@check("stores", "`output` and `gradInput` are kept as well as returned", 1, BOTH)
def stores(student, rng):
    load = wagons.draw(rng, *THREE)
    with student.scenario() as s:
        chain, _ = wagons.couple(s, load)
        X = s.array(load.X)
        chain.forward(X)
        output = s.take(chain.output)
        chain.backward(X, s.array(load.upstream))
        gradient = s.take(chain.gradInput)
    yield
    expect(output.value, load.outputs[-1], "`self.output` after a forward pass")
    expect(gradient.value, load.gradients[0], "`self.gradInput` after a backward pass")


@check("one_module", "A Sequential of a single module works like that module", 2, BOTH)
def one_module(student, rng):
    load = wagons.draw(rng, 3, (2, 4))
    try:
        with student.scenario() as s:
            chain, inside = wagons.couple(s, load)
            X = s.array(load.X)
            value = s.take(chain.forward(X))
            before = [wagons.log(s, wagon) for wagon in inside]
            gradient = s.take(chain.backward(X, s.array(load.upstream)))
            logs = [wagons.log(s, wagon) for wagon in inside]
    except Raised as error:
        fail(
            f"With a single module inside your code raises {error.type}. A train of one wagon is a "
            "train; are the first and the last module treated apart?"
        )
    where = "with a single module inside, "
    wagons.judge_forward(load, before, where)
    wagons.judge_backward(load, before, logs, where)
    expect(value.value, load.outputs[-1], where + VALUE)
    expect(gradient.value, load.gradients[0], where + GRADIENT)


@check("new_batch", "A second batch of another size works as well as the first", 1, BOTH)
def new_batch(student, rng):
    first, second = wagons.draw(rng, *THREE), wagons.draw(rng, *OTHER_BATCH)
    with student.scenario() as s:
        chain, inside = wagons.couple(s, first)
        X = s.array(first.X)
        chain.forward(X)
        chain.backward(X, s.array(first.upstream))
        for wagon, *arrays in zip(inside, second.outputs, second.gradients, strict=True):
            wagons.reload(s, wagon, *arrays)
        X = s.array(second.X)
        value = s.take(chain.forward(X))
        gradient = s.take(chain.backward(X, s.array(second.upstream)))
        logs = [wagons.log(s, wagon) for wagon in inside]
    yield
    where = "for a second batch, "
    expect(value.value, second.outputs[-1], where + VALUE)
    expect(gradient.value, second.gradients[0], where + GRADIENT)
    for number, (log, want) in enumerate(zip(logs, second.entering, strict=True), 1):
        what = f"{where}the input that module {number} of {len(logs)} is given on the way back"
        expect(log.backwards()[-1].get("input"), want, what)


@check("instances", "Two Sequentials keep their modules apart", 1, BOTH)
def instances(student, rng):
    loads = [wagons.draw(rng, *THREE), wagons.draw(rng, 2, (4, 3, 7))]
    with student.scenario() as s:
        chains = [wagons.couple(s, load)[0] for load in loads]
        inputs = [s.array(load.X) for load in loads]
        values = [s.take(c.forward(X)) for c, X in zip(chains, inputs, strict=True)]
        gradients = [
            s.take(chain.backward(X, s.array(load.upstream)))
            for chain, X, load in zip(chains, inputs, loads, strict=True)
        ]
    yield
    for load, value, gradient in zip(loads, values, gradients, strict=True):
        expect(value.value, load.outputs[-1], f"with two Sequentials at work, {VALUE}")
        expect(gradient.value, load.gradients[0], f"with two Sequentials at work, {GRADIENT}")


@check("nested", "A Sequential may stand inside another", 1, BOTH)
def nested(student, rng):
    load = wagons.draw(rng, 4, (3, 5, 2, 6, 4))
    try:
        with student.scenario() as s:
            outer, inside = _couple_nested(s, load)
            X = s.array(load.X)
            value = s.take(outer.forward(X))
            before = [wagons.log(s, wagon) for wagon in inside]
            gradient = s.take(outer.backward(X, s.array(load.upstream)))
            logs = [wagons.log(s, wagon) for wagon in inside]
    except Raised as error:
        fail(
            f"With a Sequential inside another your code raises {error.type}. Does it go through "
            "`forward` and `backward` of each module, or around them?"
        )
    where = "with a Sequential inside another, "
    wagons.judge_forward(load, before, where)
    wagons.judge_backward(load, before, logs, where)
    expect(value.value, load.outputs[-1], where + VALUE)
    expect(gradient.value, load.gradients[0], where + GRADIENT)


def _couple_nested(s, load):
    """Four stand-ins, the two in the middle in a Sequential of their own."""
    outer, inner = s.name("Sequential")(), s.name("Sequential")()
    inside = [wagons.stand_in(s, *p) for p in zip(load.outputs, load.gradients, strict=True)]
    first, *middle, last = inside
    for module in middle:
        inner.add(module)
    for module in (first, inner, last):
        outer.add(module)
    return outer, inside


@check("parameters", "The parameters of all modules are gathered, and their gradients", 2, BOTH)
def parameters(student, rng):
    """One flat list or a list per module; but the arrays themselves, in the modules' order."""
    shapes = [[(3, 5), (5,)], [], [(5, 2), (2,)]]
    stale = rng.normal(size=(5, 2))
    owned = [[rng.normal(size=shape) for shape in module] for module in shapes]
    slopes = [[rng.normal(size=shape) for shape in module] for module in shapes]
    later = rng.normal(size=(3, 5))
    with student.scenario() as s:
        chain = s.name("Sequential")()
        arrays = [[s.array(array) for array in module] for module in owned]
        given = [[s.array(gradient) for gradient in module] for module in slopes]
        inside = [wagons.stand_in(s, *2 * [np.zeros((1, 1))], *2 * [[stale]]) for _ in shapes]
        for wagon in inside:
            chain.add(wagon)
        for wagon, mine, gradients in zip(inside, arrays, given, strict=True):
            # What a module owns may change until it is asked for: an inner train is filled later.
            s.returns(wagon, "getParameters", mine)
            s.returns(wagon, "getGradParameters", gradients)
        chain.getParameters()
        chain.getGradParameters()
        lent = chain.getParameters()
        s.module("numpy").copyto(arrays[0][0], later)
        got, gradients = s.take(lent), s.take(chain.getGradParameters())
    yield
    owned[0][0] = later
    _expect_same(got.value, owned, "getParameters")
    _expect_same(gradients.value, slopes, "getGradParameters")


def _expect_same(value, want, name):
    got, wanted = list(_flat(value)), [array for module in want for array in module]
    if len(got) != len(wanted):
        fail(
            f"`{name}()` of a Sequential gives {len(got)} arrays where its modules have "
            f"{len(wanted)} between them."
        )
    for mine, array in zip(got, wanted, strict=True):
        if mine is None or not np.array_equal(mine, array):
            fail(
                f"`{name}()` of a Sequential does not give the arrays of its modules themselves, in "
                "the order of the modules. (Copies will not do: who trains writes into them.)"
            )


def _flat(value):
    if isinstance(value, list):
        for item in value:
            yield from _flat(item)
    else:
        yield as_array(value)


@check("zero", "zeroGradParameters reaches every module", 1, BOTH)
def zero(student, rng):
    load = wagons.draw(rng, *THREE)
    with student.scenario() as s:
        chain, inside = wagons.couple(s, load)
        chain.zeroGradParameters()
        calls = [s.calls(wagon, "zeroGradParameters") for wagon in inside]
    yield
    if not all(call.value for call in calls):
        fail("`zeroGradParameters()` of a Sequential does not reach every module inside.")


@check("modes", "train and evaluate reach every module", 2, BOTH)
def modes(student, rng):
    """Whether by calling or by setting `training`; two levels deep, where a Dropout may be."""
    load = wagons.draw(rng, *THREE)
    with student.scenario() as s:
        inner, inside = wagons.couple(s, load)
        outer, first = s.name("Sequential")(), wagons.stand_in(s, load.X, load.X)
        for module in (first, inner):
            outer.add(module)
        told = {
            method: _tell(s, outer, method, not after, (first, *inside))
            for method, after in (("evaluate", False), ("train", True))
        }
        known = s.take(s.has(outer, "train"))
    yield
    for method, after in (("evaluate", False), ("train", True)):
        if method == "train" and known.value is not True:
            continue  # older handouts have none: an attribute of theirs hides it
        own, others = told[method]
        if not all(calls.value or mode.value is after for calls, mode in others):
            fail(
                f"`{method}()` of a Sequential does not reach every module inside: a Dropout there "
                f"goes on as before. Let it call `{method}()` of each module."
            )
        if not student.foreign and own.value is not after:
            fail(f"`{method}()` of a Sequential does not set `training` of the Sequential itself.")


def _tell(s, outer, method, before, inside):
    """Call the method where there is one; the mode of `outer` and what the others noticed."""
    builtins = s.module("builtins")
    for module in (outer, *inside):
        module.training = before
    builtins.getattr(outer, method, builtins.list)()
    others = [(s.calls(wagon, method), s.take(wagon.training)) for wagon in inside]
    return s.take(outer.training), others


CHECKS = [
    forward,
    backward,
    stores,
    one_module,
    new_batch,
    instances,
    nested,
    parameters,
    zero,
    modes,
]
