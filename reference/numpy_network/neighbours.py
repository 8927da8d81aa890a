"""Right neighbours for the functions that use other exercises' work: layers, forward, the losses.

Layers are stand-ins that answer with drawn arrays and record their calls. The functions that a
student's code calls by name are stood in for as well, by the right answers for these arrays.
"""

from dataclasses import dataclass

import numpy as np

from autograder.checks import CheckFailed, as_array, fail
from autograder.checks.outcome import Missing, Raised
from reference.numpy_network.loss.checks import GRADIENT_NAME, LOSS_NAME, loss_gradient, losses


@dataclass(frozen=True)
class Drawn:
    """A batch on its way through a network of stand-ins.

    `outputs[i]` is what layer i's forward returns, `handed_back[i]` what its backward returns; the
    gradient handed to layer i is therefore `handed_back[i + 1]`, and that of the loss for the last.
    """

    X: np.ndarray
    y: np.ndarray
    outputs: list
    handed_back: list

    @property
    def inputs(self):
        return [self.X, *self.outputs[:-1]]

    @property
    def loss(self):
        """The average loss, from the right formula."""
        return losses(self.outputs[-1], self.y).mean()

    def upstream(self, divides):
        """What each layer's backward must be handed as `grad_output`."""
        last = loss_gradient(self.outputs[-1], self.y, divides)
        return [*self.handed_back[1:], last]


def draw_network(rng, rows, *widths):
    """A batch with `widths[0]` features for layers that give `widths[1:]` units."""
    arrays = [rng.normal(size=(rows, width)) for width in widths]
    back = [rng.normal(size=(rows, width)) for width in widths[:-1]]
    return Drawn(arrays[0], rng.integers(widths[-1], size=rows), arrays[1:], back)


def stand_in_layers(s, drawn):
    """Record the making of the network's layers, each an instance of the notebook's `Layer`."""
    return [
        s.stand_in(s.name("Layer"), returns={"forward": output, "backward": back})
        for output, back in zip(drawn.outputs, drawn.handed_back, strict=True)
    ]


def give_new_answers(s, layers, drawn):
    """From here on the stand-in layers answer with the arrays of another batch."""
    for layer, output, back in zip(layers, drawn.outputs, drawn.handed_back, strict=True):
        s.returns(layer, "forward", output)
        s.returns(layer, "backward", back)


def stand_in_forward(s, drawn):
    """From here on the student's code finds a right `forward`."""
    s.bind("forward", s.stand_in(returns={"__call__": drawn.outputs}))


def stand_in_losses(s, drawn, divides):
    """From here on the student's code finds right losses; returns them, for their records."""
    logits, y = drawn.outputs[-1], drawn.y
    loss = s.stand_in(returns={"__call__": losses(logits, y)})
    gradient = s.stand_in(returns={"__call__": loss_gradient(logits, y, divides)})
    s.bind(LOSS_NAME, loss)
    s.bind(GRADIENT_NAME, gradient)
    return loss, gradient


def with_right_neighbours(question):
    """Ask `question(student, rng, stood_in)` with the functions above in place of the student's.

    Where that goes wrong it is asked once more with the student's own, and their answer counts if
    it is right: code may call its neighbours in ways that a stand-in cannot answer.
    """

    def asked(student, rng):
        try:
            question(student, rng, True)
        except (CheckFailed, Raised, Missing) as first:
            try:
                question(student, rng, False)
            except (CheckFailed, Raised, Missing):
                raise first from None

    return asked


def arguments(call, names, who):
    """The arguments of a recorded call, by name; fails the check where they are not these."""
    positional, keywords = call
    given = {**dict(zip(names, positional, strict=False)), **keywords}
    if len(positional) + len(keywords) != len(names) or set(given) != set(names):
        fail(f"Your code calls {who} with other arguments than ({', '.join(names)}).")
    return [given[name] for name in names]


def calls(value):
    """Recorded calls as (order, (positional, keywords)), whatever the box sent."""
    try:
        return [(int(order), (list(args), dict(keywords))) for order, args, keywords in value]
    except (TypeError, ValueError):
        fail("The calls of the layers around your code could not be followed.")


def one_number(value):
    """A number; an array of one entry is one, too."""
    array = as_array(value)
    return array.reshape(()) if array is not None and array.size == 1 else value
