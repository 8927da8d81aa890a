"""Whatever student code made becomes a plain value, and nothing of it runs on the way out."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.box.inside import wire
from autograder.box.inside.values import MAX_DEPTH, MAX_TEXT, plain
from autograder.box.inside.wire import Opaque


class Loud(np.ndarray):
    """An array that answers for itself wherever NumPy lets it."""

    def __array_finalize__(self, parent):
        Loud.finalized = True

    def __eq__(self, other):
        return True

    def tobytes(self, *_):
        return b"\0" * 8


class Raises:
    def __getattr__(self, name):
        raise RuntimeError("no")

    def __float__(self):
        raise RuntimeError("no")


class Tensor:
    """As torch's, told by what it can do."""

    def detach(self):
        return self

    def cpu(self):
        return self

    def numpy(self):
        return np.arange(3.0)


class Meta(type):
    @property
    def __name__(cls):
        raise RuntimeError("no")


class NumberedMeta(type):
    @property
    def __name__(cls):
        return 5


class Nameless(metaclass=Meta):
    pass


class Misnamed(metaclass=NumberedMeta):
    pass


class Long(int):
    pass


LOOP: list = []
LOOP.append(LOOP)

STRANGE = {
    "an object": (object(), Opaque("object")),
    "a function": (len, Opaque("builtin_function_or_method")),
    "a class": (int, Opaque("type")),
    "a set": ({1}, Opaque("set")),
    "a generator": ((i for i in ()), Opaque("generator")),
    "one that raises": (Raises(), Opaque("Raises")),
    "one whose type hides its name": (Nameless(), Opaque("Nameless")),
    "one whose type's name is no text": (Misnamed(), Opaque("Misnamed")),
    "texts": (np.array(["a"]), Opaque("array of <U1")),
    "complex": (np.array([1j]), Opaque("array of complex128")),
    "a record": (np.zeros(1, dtype=[("a", "f8")]), Opaque("array of [('a', '<f8')]")),
    "dates": (np.array(["2027-01-01"], dtype="M8[D]"), Opaque("array of datetime64[D]")),
    "an array of objects": (np.array([object()]), Opaque("ndarray")),
    "complex number": (1j, Opaque("complex")),
    "keys that are no text": ({(1, 2): 3}, Opaque("dict")),
    "keys that are too long": ({2**70: 3}, Opaque("dict")),
    "a number too long for a float": (10**400, Opaque("int")),
    "a long number": (2**70, float(2**70)),
    "a subclass of int": (Long(3), 3.0),
    "numpy's own number": (np.float64(1.5), 1.5),
}


@pytest.mark.parametrize("name", STRANGE)
def test_strange_values_become_plain_ones(name):
    value, expected = STRANGE[name]
    assert plain(value) == expected
    assert wire.pack(plain(value))


def test_arrays_are_fresh_and_of_no_subclass():
    array = np.arange(3.0).view(Loud)
    out = plain(array)
    assert type(out) is np.ndarray
    array[0] = 7
    assert out.tolist() == [0, 1, 2]
    assert wire.unpack(wire.pack(out)[4:]).tolist() == [0, 1, 2]


@pytest.mark.parametrize("dtype", [np.longdouble, object])
def test_other_kinds_of_numbers_become_doubles(dtype):
    assert plain(np.array([1, 2], dtype=dtype)).dtype == np.float64


def test_a_masked_array_and_a_matrix_become_arrays():
    assert type(plain(np.ma.array([1.0, 2.0], mask=[0, 1]))) is np.ndarray
    assert type(plain(np.arange(4.0).reshape(2, 2).view(Loud))) is np.ndarray


def test_a_tensor_becomes_an_array():
    assert plain(Tensor()).tolist() == [0, 1, 2]


def test_lists_end_at_a_depth_even_in_a_circle():
    out, depth = plain(LOOP), 0
    while isinstance(out, list):
        [out], depth = out, depth + 1
    assert (out, depth) == (Opaque("list"), MAX_DEPTH)


def test_long_texts_are_cut_and_broken_ones_mended():
    assert plain("x" * (MAX_TEXT + 1)) == "x" * MAX_TEXT
    assert wire.pack(plain("\ud800 and \udcff"))
    assert wire.pack(plain({"\ud800": 1}))


@given(
    st.recursive(
        st.one_of(
            st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.binary(),
            st.complex_numbers(), st.just(object()), st.just(np.arange(3)), st.decimals(),
        ),
        lambda inner: st.one_of(
            st.lists(inner, max_size=3),
            st.tuples(inner, inner),
            st.dictionaries(st.one_of(st.text(), st.integers(), st.booleans()), inner, max_size=3),
        ),
    )
)  # fmt: skip
def test_every_value_can_be_sent_once_it_is_plain(value):
    wire.unpack(wire.pack(plain(value))[4:])
