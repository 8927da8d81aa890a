"""Hidden checks of `forward` and `predict`, on networks of recording stand-ins."""

import numpy as np

from autograder.checks import as_array, check, expect, fail
from reference.numpy_network.neighbours import (
    arguments,
    calls,
    draw_network,
    give_new_answers,
    stand_in_forward,
    stand_in_layers,
    with_right_neighbours,
)

# Networks of three, one and five layers, on batches of 4, 1 and 3 rows.
NETWORKS = ((4, 3, 5, 2, 6), (1, 3, 4), (3, 2, 4, 4, 3, 5, 2))


def expect_activations(answer, drawn, where=""):
    got, layers = answer.value, len(drawn.outputs)
    if got is None:
        fail(f"{where}forward returns None. Is there a `return`?")
    if not isinstance(got, list):
        fail(f"{where}forward does not return a list, with one entry per layer.")
    if len(got) != layers:
        fail(
            f"{where}forward returns a list of {len(got)} for a network of {layers} "
            f"layer{'s' if layers > 1 else ''}. What each layer gave belongs in it, and nothing else."
        )
    for number, (activation, want) in enumerate(zip(got, drawn.outputs, strict=True), 1):
        what = f"entry {number} of {layers} in the list that forward returns"
        expect(activation, want, where + what)


@check("activations", "`forward` returns what each layer gave, first to last", 5)
def activations(student, rng):
    drawn = [draw_network(rng, *sizes) for sizes in NETWORKS]
    with student.scenario() as s:
        answers = [s.take(s.name("forward")(stand_in_layers(s, d), d.X)) for d in drawn]
    yield
    for one, answer in zip(drawn, answers, strict=True):
        expect_activations(answer, one)


@check("chain", "Each layer runs once, on what the layer before it gave", 3)
def chain(student, rng):
    drawn = draw_network(rng, *NETWORKS[0])
    with student.scenario() as s:
        network = stand_in_layers(s, drawn)
        s.name("forward")(s.shared(network), drawn.X)
        records = [s.calls(layer, "forward") for layer in network]
    yield
    for number, (record, want) in enumerate(zip(records, drawn.inputs, strict=True), 1):
        made = calls(record.value)
        if len(made) != 1:
            fail(f"forward runs layer {number} of {len(network)} {len(made)} times, not once.")
        [given] = arguments(made[0][1], ["input"], "a layer's forward")
        expect(given, want, f"the input that layer {number} of {len(network)} gets")


@check("again", "A second call finds everything as the first one did", 2, ["activations"])
def again(student, rng):
    """The same list of layers, another batch: nothing of the first call may be in the way."""
    first, second = (draw_network(rng, rows, 3, 5, 2, 4) for rows in (4, 6))
    with student.scenario() as s:
        layers = stand_in_layers(s, first)
        network, X = s.shared(layers), s.array(first.X)
        one = s.name("forward")(network, X)
        batch = s.take(X)
        give_new_answers(s, layers, second)
        other = s.take(s.name("forward")(network, second.X))
        kept = s.take(one)
    yield
    if not np.array_equal(as_array(batch.value), first.X):
        fail("forward changes the batch X in place. It belongs to whoever calls.")
    expect_activations(other, second, "called a second time, ")
    expect_activations(kept, first, "looked at after a second call, what the first one gave: ")


@check("predict", "`predict` returns the class of the largest logit, one number per row", 4)
@with_right_neighbours
def predict(student, rng, stood_in):
    answers, wanted = [], []
    with student.scenario() as s:
        for sizes in (*NETWORKS, (5, 3, 4)):
            drawn = draw_network(rng, *sizes)
            # Logits of both signs, below zero throughout, and of a size that exp cannot take.
            if len(answers) == 2:
                drawn.outputs[-1][:] -= 10.0
                drawn.outputs[-1][:, -1] = -5.0
            if len(answers) == 3:
                drawn.outputs[-1][:, [0, -1]] = [900.0, 1000.0]
            if stood_in:
                stand_in_forward(s, drawn)
            answers.append(s.take(s.name("predict")(stand_in_layers(s, drawn), drawn.X)))
            wanted.append(drawn.outputs[-1].argmax(axis=1))
    for answer, want in zip(answers, wanted, strict=True):
        expect(answer.value, want, "what predict returns")


CHECKS = [activations, chain, again, predict]
