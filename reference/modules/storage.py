"""How a student's Linear keeps its numbers, found out in the same scenario that uses them.

`W` may be stored as (in, out) or as (out, in), and the bias in `b` or as a further row or column
of `W`. A small layer whose four possible shapes all differ shows which it is; tables with an
entry for each then serve, in the box, as the choice that a scenario cannot make.
"""

import numpy as np

from autograder.checks import as_array

INPUTS, OUTPUTS = 2, 5


def kind(s):
    """Handle to the shape of W in Linear(2, 5), and whether a bias within W stands last."""
    builtins, numpy = s.module("builtins"), s.module("numpy")
    small = s.name("Linear")(INPUTS, OUTPUTS)
    at_zero = numpy.ravel(small.forward(s.array(np.zeros((1, INPUTS)))))
    rows, columns = small.W, small.W.T
    last = [numpy.array_equal(at_zero, rows[-1]), numpy.array_equal(at_zero, columns[-1])]
    return s.tuple(small.W.shape, builtins.any(last))


def forms(W, b):
    """W and b as each kind of layer keeps them in its `W`, by the kind."""
    first, last = np.vstack([b, W]), np.vstack([W, b])
    table = {}
    for bias_last, stacked in ((False, first), (True, last)):
        table[(INPUTS, OUTPUTS), bias_last] = W
        table[(OUTPUTS, INPUTS), bias_last] = W.T
        table[(INPUTS + 1, OUTPUTS), bias_last] = stacked
        table[(OUTPUTS, INPUTS + 1), bias_last] = stacked.T
    return table


def write(s, layer, found, W, b):
    """Record that the layer's parameters are written in place, whatever their kind."""
    builtins, numpy = s.module("builtins"), s.module("numpy")
    weights = s.pairs(
        [(s.tuple(s.tuple(*shape), last), form) for (shape, last), form in forms(W, b).items()]
    )
    # An unknown kind is left as it is: the value of forward then tells.
    numpy.copyto(layer.W, weights.get(found, layer.W))
    bias = builtins.getattr(layer, "b", layer.W)
    shapes = [b, b[np.newaxis, :], b[:, np.newaxis]]
    biases = s.pairs([(s.tuple(*form.shape), form) for form in shapes])
    numpy.copyto(bias, biases.get(bias.shape, bias))


def take(s, layer, found, weights, bias, name):
    """Take the attribute `weights` or `bias` (`name` is W or b) in the form of (in, out) and (out,)."""
    builtins = s.module("builtins")
    both = [builtins.getattr(layer, attribute, None) for attribute in (weights, bias)]
    return s.take(s.shared([*both, found]), lambda value: _plain(value, name))


def _plain(value, name):
    weights, bias, (shape, last) = value
    array = as_array(weights)
    if array is None or array.ndim != 2:
        return weights if name == "W" else bias
    shape = tuple(shape)
    if shape in {(OUTPUTS, INPUTS), (OUTPUTS, INPUTS + 1)}:
        array = array.T
    if shape in {(INPUTS + 1, OUTPUTS), (OUTPUTS, INPUTS + 1)} and len(array) > 1:
        rows = {"W": array[:-1], "b": array[-1]} if last else {"W": array[1:], "b": array[0]}
        return rows[name]
    return array if name == "W" else _flat(bias)


def _flat(bias):
    """(n,), (1, n) and (n, 1) are all welcome; nothing unsummed is."""
    array = as_array(bias)
    is_line = array is not None and array.ndim == 2 and 1 in array.shape
    return array.ravel() if is_line else bias
