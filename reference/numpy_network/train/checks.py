"""Hidden checks of `train`: who is handed what, the loss that it returns, and that it learns.

The first five are asked on stand-ins, the last two with everything that the student has written.
"""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from autograder.checks import Answer, as_array, check, expect, fail
from autograder.checks.probe import of_checks
from reference.numpy_network.layers import divides_in
from reference.numpy_network.loss.checks import loss_gradient, losses, softmax
from reference.numpy_network.neighbours import (
    arguments,
    calls,
    draw_network,
    give_new_answers,
    one_number,
    stand_in_forward,
    stand_in_layers,
    stand_in_losses,
    with_right_neighbours,
)

SIZES = (4, 3, 5, 2, 6)  # rows, features, and the units of three layers
MAIN = ["loss", "upstream", "inputs", "order"]
LOSS = "the loss that train returns"


@dataclass(frozen=True)
class Step:
    """What one call of train returned, and what it asked of its neighbours."""

    loss: Answer
    backward: list
    asked_loss: Answer | None
    asked_gradient: Answer | None


def take_step(s, layers, network, drawn, divides, stood_in):
    """Record one call of the student's train on a network of stand-in layers."""
    asked = (None, None)
    if stood_in:
        stand_in_forward(s, drawn)
        functions = stand_in_losses(s, drawn, divides)
    loss = s.take(s.name("train")(network, drawn.X, drawn.y), one_number)
    if stood_in:
        asked = tuple(s.calls(function, "__call__") for function in functions)
    return Step(loss, [s.calls(layer, "backward") for layer in layers], *asked)


def one_step(student, rng, stood_in):
    """A drawn network and what became of it in one step."""
    drawn = draw_network(rng, *SIZES)
    with student.scenario() as s:
        layers = stand_in_layers(s, drawn)
        step = take_step(s, layers, s.shared(layers), drawn, divides_in(student), stood_in)
    return drawn, step


def handed(record, number, layers):
    """The arguments `input`, `grad_output` of the latest backward of layer `number`."""
    made = calls(record.value)
    if not made:
        fail(f"train never calls the backward of layer {number} of {layers}.")
    return arguments(made[-1][1], ["input", "grad_output"], "a layer's backward")


def expect_asked(record, drawn, what):
    """Where a loss function was stood in for: it must have been asked about the right arrays."""
    made = calls(record.value) if record is not None else []
    if not made:
        return
    logits, y = arguments(made[-1][1], ["logits", "reference_answers"], "the function of the loss")
    logits, y = as_array(logits), as_array(y)
    fits = logits is not None and logits.shape == drawn.outputs[-1].shape
    fits = fits and bool(np.all(np.abs(logits) < 1e100))
    # Logits that are shifted row by row have the same loss.
    if not fits or not np.allclose(softmax(logits), softmax(drawn.outputs[-1]), atol=1e-9):
        fail(f"train asks for {what} of something else than the logits, the network's last output.")
    if y is None or not np.array_equal(y.ravel(), drawn.y):
        fail(f"train asks for {what} with other answers than y.")


def expect_upstream(step, drawn, divides, where=""):
    layers, rows = len(drawn.outputs), {"rows in the batch": len(drawn.X)}
    expect_asked(step.asked_gradient, drawn, "the gradient of the loss")
    wanted = drawn.upstream(divides)
    for number in range(layers, 0, -1):
        _, given = handed(step.backward[number - 1], number, layers)
        what = f"{where}the `grad_output` that layer {number} of {layers} is handed"
        expect(given, wanted[number - 1], what, sizes=rows)


def expect_inputs(step, drawn, where=""):
    layers = len(drawn.outputs)
    for number in range(layers, 0, -1):
        given, _ = handed(step.backward[number - 1], number, layers)
        what = f"{where}the `input` that the backward of layer {number} of {layers} is handed"
        hints = {
            "what the layer gave, not what it was given": drawn.outputs[number - 1],
            "the batch X, which only the first layer was given": drawn.X,
        }
        expect(given, drawn.inputs[number - 1], what, hints=hints)


def expect_loss(step, drawn, where=""):
    expect_asked(step.asked_loss, drawn, "the loss")
    rows = {"rows in the batch": len(drawn.X)}
    expect(step.loss.value, drawn.loss, where + LOSS, sizes=rows)


@check("loss", "`train` returns the average loss of the batch", 4)
@with_right_neighbours
def loss(student, rng, stood_in):
    drawn, step = one_step(student, rng, stood_in)
    expect_loss(step, drawn)


@check("upstream", "Each layer is handed the gradient that the layer after it returned", 5)
@with_right_neighbours
def upstream(student, rng, stood_in):
    drawn, step = one_step(student, rng, stood_in)
    expect_upstream(step, drawn, divides_in(student))


@check("inputs", "Each layer is handed the input that it saw on the way forward", 5)
@with_right_neighbours
def inputs(student, rng, stood_in):
    drawn, step = one_step(student, rng, stood_in)
    expect_inputs(step, drawn)


@check("order", "Each layer's `backward` runs exactly once, from the last layer to the first", 3)
@with_right_neighbours
def order(student, rng, stood_in):
    _, step = one_step(student, rng, stood_in)
    made = [calls(record.value) for record in step.backward]
    for number, record in enumerate(made, 1):
        if len(record) != 1:
            fail(f"train calls the backward of layer {number} {len(record)} times, not once.")
    moments = [record[0][0] for record in made]
    if moments != sorted(moments, reverse=True):
        fail("train calls the layers' backward in another order than from the last to the first.")


@check("again", "A second step, on another batch, finds everything as it should be", 2, MAIN)
@with_right_neighbours
def again(student, rng, stood_in):
    """The same list of layers; first and second batch differ in size."""
    drawn, divides = [draw_network(rng, rows, *SIZES[1:]) for rows in (4, 6)], divides_in(student)
    with student.scenario() as s:
        layers = stand_in_layers(s, drawn[0])
        network, X, y = s.shared(layers), s.array(drawn[0].X), s.array(drawn[0].y)
        if stood_in:
            stand_in_forward(s, drawn[0])
            stand_in_losses(s, drawn[0], divides)
        s.name("train")(network, X, y)
        batch = s.take(X), s.take(y)
        give_new_answers(s, layers, drawn[1])
        second = take_step(s, layers, network, drawn[1], divides, stood_in)
    for held, before, name in zip(batch, (drawn[0].X, drawn[0].y), "Xy", strict=True):
        if not np.array_equal(as_array(held.value), before):
            fail(f"train changes {name} in place. It belongs to whoever calls.")
    where = "in a second step, "
    expect_loss(second, drawn[1], where)
    expect_inputs(second, drawn[1], where)
    expect_upstream(second, drawn[1], divides, where)


# From here on with the student's own layers, forward and losses.


def draw_parameters(rng, *widths):
    """Weights and biases of dense layers between these widths."""
    return [
        (rng.normal(size=(a, b)) * np.sqrt(2 / a), 0.1 * rng.normal(size=b))
        for a, b in zip(widths, widths[1:], strict=False)
    ]


def outputs(parameters, X):
    """What each dense layer gives, with relus between them."""
    given = []
    for W, b in parameters:
        X = (np.maximum(given[-1], 0) if given else X) @ W + b
        given.append(X)
    return given


def gradients(parameters, X, y):
    """Of the mean loss, for the weights and biases of every dense layer (the oracle)."""
    given = outputs(parameters, X)
    back, found = loss_gradient(given[-1], y, "loss"), []
    for number in range(len(parameters) - 1, -1, -1):
        below = np.maximum(given[number - 1], 0) if number else X
        found.append((below.T @ back, back.sum(axis=0)))
        back = (back @ parameters[number][0].T) * (given[number - 1] > 0) if number else back
    return found[::-1]


def own_network(s, parameters, rate):
    """Record a network of the student's own layers; returns the list and the dense ones."""
    dense = []
    for W, b in parameters:
        layer = s.name("Dense")(*W.shape, learning_rate=rate)
        layer.weights = W
        layer.biases = b
        dense.append(layer)
    network = [part for layer in dense for part in (layer, s.name("ReLU")())][:-1]
    return s.shared(network), dense


@check(
    "step",
    "With all your parts, earlier exercises included, one step moves every weight as it should",
    3,
    MAIN,
)
def step(student, rng):
    """All exercises together: an earlier mistake shows here once more."""
    rows, rate = 6, 0.5
    parameters = draw_parameters(rng, 4, 5, 7, 3)
    X, y = rng.normal(size=(rows, 4)), rng.integers(3, size=rows)
    with student.scenario() as s:
        network, dense = own_network(s, parameters, rate)
        value = s.take(s.name("train")(network, X, y), one_number)
        after = [(s.take(layer.weights), s.take(layer.biases)) for layer in dense]
    yield
    wanted = gradients(parameters, X, y)
    stepped = [
        (W - rate * gW, b - rate * gb) for (W, b), (gW, gb) in zip(parameters, wanted, strict=True)
    ]
    then, later = (losses(outputs(p, X)[-1], y).mean() for p in (parameters, stepped))
    hints = {"that of the network after the step": later}
    expect(value.value, then, f"with all your parts, {LOSS}", hints=hints)
    for number, (before, taken, want) in enumerate(zip(parameters, after, wanted, strict=True), 1):
        for name, old, new, slope in zip(("weights", "biases"), before, taken, want, strict=True):
            moved = as_array(new.value)
            if moved is None or moved.size != old.size:
                fail(
                    f"With all your parts, `{name}` of a dense layer change their shape in a step."
                )
            what = f"with all your parts, the step of the `{name}` of dense layer {number}"
            expect(
                old - moved.reshape(old.shape),
                rate * slope,
                what,
                sizes={"rows in the batch": rows},
            )


@check("learns", "With all your parts, sixty steps teach the network to read digits", 2, ["step"])
def learns(student, rng):
    """Held against the same sixty steps of the oracle: no threshold that luck could miss."""
    images, answers = digits()
    batches = [slice(start, start + 20) for start in range(0, 1200, 20)]
    parameters, rate = draw_parameters(rng, 64, 32, 10), 0.2
    with student.scenario() as s:
        network, dense = own_network(s, parameters, rate)
        for batch in batches:
            s.name("train")(network, images[batch], answers[batch])
        after = [(s.take(layer.weights), s.take(layer.biases)) for layer in dense]
    yield
    taught = [(as_array(W.value), as_array(b.value)) for W, b in after]
    for batch in batches:
        slopes = gradients(parameters, images[batch], answers[batch])
        parameters = [
            (W - rate * gW, b - rate * gb)
            for (W, b), (gW, gb) in zip(parameters, slopes, strict=True)
        ]
    if any(
        W is None or W.shape != w.shape or b is None or b.size != a.size
        for (W, b), (w, a) in zip(taught, parameters, strict=True)
    ):
        fail("After sixty steps the `weights` or `biases` of a dense layer have another shape.")
    taught = [(W, b.reshape(-1)) for W, b in taught]
    theirs, ours = (judge(p, images[1200:], answers[1200:]) for p in (taught, parameters))
    if not theirs[0] <= 1.02 * ours[0]:
        fail(
            f"After sixty steps your network reads {theirs[1]:.0%} of the digits that it has not "
            f"seen, where {ours[1]:.0%} are within reach. Is every step as good as the first one?"
        )


def judge(parameters, images, answers):
    """The average loss, and the share of digits that are read right."""
    with np.errstate(over="ignore", invalid="ignore"):  # a network may have flown apart
        logits = outputs(parameters, images)[-1]
        return losses(logits, answers).mean(), np.mean(logits.argmax(axis=1) == answers)


def digits():
    """The pictures that come with the lab, one flattened in each row and scaled to [0, 1]."""
    course = Path(__file__).parents[3]
    with np.load(course / "assignments" / "common" / "data" / "digits.npz") as file:
        return file["images"].reshape(-1, 64) / 16, file["labels"].astype(np.int64)


CHECKS = [loss, upstream, inputs, order, again, step, learns]

# Without the checks that train in earnest.
PROBE = of_checks([loss, upstream, inputs])
