"""How hidden checks speak with PyTorch code: tensors go in, plain arrays come out.

The handout works in single precision, so the checks do, too: a right answer may fill a fresh
`t.zeros(...)`, which would round doubles.
"""

from contextlib import contextmanager

import numpy as np

from autograder.checks import as_array, expect, fail
from autograder.checks.outcome import Raised

SINGLE = 3e-6  # the tolerance for float32: sums in another order differ by about 3e-7


def single(values):
    """Numbers as float32, which is what every tensor of the handout holds."""
    return np.asarray(values, dtype=np.float32)


@contextmanager
def raising(kind, means):
    """Where student code raises this kind of exception, say what that means here."""
    try:
        yield
    except Raised as raised:
        if raised.type != kind:
            raise
        fail(f"{raised} {means}")


def tensor(s, values, grad=False):
    """A tensor of the box's; with `grad`, a leaf that wants its gradient."""
    return s.module("torch").tensor(values, requires_grad=grad)


def sideways(s, values):
    """The same numbers as `tensor`, but as a view that is not contiguous in memory."""
    return s.module("torch").tensor(np.ascontiguousarray(values.T)).t()


def expect_single(got, want, what, **options):
    """Like `expect`, for an answer in single precision."""
    expect(got, np.asarray(want, dtype=np.float64), what, tolerance=SINGLE, **options)


def expect_tensor(answer, what):
    """Fail unless `answer`, taken from `torch.is_tensor`, is true."""
    if answer.value is not True:
        fail(f"{what} is not a PyTorch tensor. No gradient can flow through anything else.")


def is_tensor(s, result):
    """Take whether a result is a tensor."""
    return s.take(s.module("torch").is_tensor(result))


def expect_untouched(answer, before, name):
    """Fail unless the tensor `name` still holds what it held."""
    after = as_array(answer.value)
    if after is None or not np.array_equal(after, np.asarray(before, dtype=np.float64)):
        fail(
            f"Your code changes {name} in place. Others still need it: compute into a new tensor "
            "instead (`a = a * b`, not `a *= b`)."
        )


def gradient(s, result, upstream, *leaves):
    """Record the way back from `result`, and take the gradient of each leaf (None: no way there).

    A result that hangs on no graph gives None for all.
    """
    s.function(_back, "result", "upstream")(result, upstream)
    return [s.take(leaf.grad) for leaf in leaves]


def _back(f, result, upstream):
    """Like `result.backward(upstream)`, but legal for a result that hangs on no graph, too."""
    torch = f.module("torch")
    anchor = torch.zeros((), requires_grad=True)
    weighed = f.module("operator").mul(result, upstream)
    return torch.add(weighed, anchor).sum().backward()


def expect_gradient(answer, want, name, **options):
    """Fail unless a tensor's gradient arrived and is right."""
    if answer.value is None:
        fail(
            f"No gradient reaches {name}. Does the result still know how it was computed? "
            "`.detach()`, `.item()`, `.data`, `.numpy()` and `t.no_grad()` all cut the thread."
        )
    expect_single(answer.value, want, f"the gradient of {name}", **options)
