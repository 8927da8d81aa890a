"""Stand-ins for the modules inside a Sequential, and what they have to tell afterwards.

They return fixed arrays and record their calls. A student may call `forward` and `backward` or the
methods behind them, by position or by keyword, and may read what comes back or `output` and
`gradInput`.
"""

from dataclasses import dataclass

import numpy as np

from autograder.checks import as_array, expect, fail

WHOLE = "the input of the whole Sequential"


@dataclass(frozen=True)
class Load:
    """What goes through a chain: what each module gives forward, and what each hands back."""

    X: np.ndarray
    outputs: list
    upstream: np.ndarray
    gradients: list

    @property
    def entering(self):
        """What each module is to be given on the way forward."""
        return [self.X, *self.outputs[:-1]]

    @property
    def arriving(self):
        """The gradient that each module is to be given on the way back."""
        return [*self.gradients[1:], self.upstream]


def draw(rng, rows, widths):
    """A random load for a chain from `widths[0]` columns to `widths[-1]`."""
    tables = [rng.normal(size=(rows, width)) for width in widths]
    slopes = [rng.normal(size=(rows, width)) for width in widths]
    return Load(tables[0], tables[1:], slopes[-1], slopes[:-1])


def stand_in(s, output, gradient, parameters=(), gradients=()):
    """Record the making of one stand-in, an instance of the student's Module."""
    output, gradient = s.array(output), s.array(gradient)
    returns = {
        "forward": output,
        "updateOutput": output,
        "backward": gradient,
        "updateGradInput": gradient,
        "accGradParameters": None,
        "zeroGradParameters": None,
        "getParameters": list(parameters),
        "getGradParameters": list(gradients),
        "train": None,
        "evaluate": None,
    }
    return s.stand_in(s.name("Module"), returns=returns, output=output, gradInput=gradient)


def reload(s, wagon, output, gradient):
    """From here on the stand-in gives other arrays."""
    output, gradient = s.array(output), s.array(gradient)
    for method in ("forward", "updateOutput"):
        s.returns(wagon, method, output)
    for method in ("backward", "updateGradInput"):
        s.returns(wagon, method, gradient)
    wagon.output, wagon.gradInput = output, gradient


def couple(s, load):
    """A Sequential of stand-ins that carries the load; and the stand-ins."""
    chain = s.name("Sequential")()
    wagons = [stand_in(s, *pair) for pair in zip(load.outputs, load.gradients, strict=True)]
    for one in wagons:
        chain.add(one)
    return chain, wagons


@dataclass(frozen=True)
class Log:
    """The recorded calls of one stand-in, as answers."""

    forward: tuple
    backward: tuple
    parameters: object

    def forwards(self):
        """The arguments of the forward calls so far, by name."""
        return [_arguments(call) for answer in self.forward for call in answer.value]

    def backwards(self):
        """The arguments of the backward calls so far, by name."""
        return [_arguments(call) for answer in self.backward for call in answer.value]

    def forgets_parameters(self):
        """Whether a gradient was asked for around `backward`, and the parameters left out."""
        whole, input_only = self.backward
        return len(input_only.value) > len(self.parameters.value)


def log(s, wagon):
    """Take the stand-in's calls so far."""
    return Log(
        tuple(s.calls(wagon, name) for name in ("forward", "updateOutput")),
        tuple(s.calls(wagon, name) for name in ("backward", "updateGradInput")),
        s.calls(wagon, "accGradParameters"),
    )


def _arguments(call):
    _, positional, keywords = call
    return {**dict(zip(("input", "gradOutput"), positional, strict=False)), **keywords}


def judge_forward(load, logs, where=""):
    """Fail unless each module ran once, on what the module before it gave."""
    for number, (one, want) in enumerate(zip(logs, load.entering, strict=True), 1):
        name = f"module {number} of {len(logs)}"
        calls = one.forwards()
        if len(calls) != 1:
            refuse(
                f"{where}{name} is run {times(len(calls))} on the way forward; it should be once."
            )
        hints = {WHOLE: load.X} if number > 1 else {}
        expect(calls[0].get("input"), want, f"{where}what {name} is given", hints=hints)


def judge_backward(load, before, logs, where=""):
    """Fail unless each module went back once, with the input that its forward had."""
    arriving = load.arriving
    for index in reversed(range(len(logs))):
        name = f"module {index + 1} of {len(logs)}"
        calls = logs[index].backwards()
        if len(logs[index].forwards()) != len(before[index].forwards()):
            refuse(
                f"{where}the way back runs the forward pass of {name} again. A Dropout would draw "
                "another mask; keep what the forward pass had."
            )
        if len(calls) != 1:
            refuse(
                f"{where}{name} is called {times(len(calls))} on the way back; it should be once."
            )
        if logs[index].forgets_parameters():
            refuse(
                f"{where}{name} is asked for the gradient of its input and never for those of its "
                "parameters. What else does a module's `backward` do?"
            )
        hints = {"what came into the Sequential itself": load.upstream}
        what = f"{where}the gradient that {name} is given"
        expect(calls[0].get("gradOutput"), arriving[index], what, hints=hints)
        want = _had(before[index], load.entering[index])
        hints = {WHOLE: load.X, "what that module itself gave": load.outputs[index]}
        what = f"{where}the input that {name} is given on the way back"
        expect(calls[0].get("input"), want, what, hints=hints)


def _had(one, entering):
    """What the module was given on the way forward, or should have been where that makes no sense.

    A wrong way forward must not cost the way back its points.
    """
    seen = one.forwards()
    array = as_array(seen[0].get("input")) if len(seen) == 1 else None
    return array if array is not None and np.all(np.isfinite(array)) else entering


def refuse(sentence):
    fail(sentence[0].upper() + sentence[1:])


def times(count):
    return "not at all" if not count else "twice" if count == 2 else f"{count} times"
