"""Stand-ins answer as told, record what they were given as it was, and pass for their bases."""

import numpy as np
import pytest

from autograder.box.inside.stand_in import make
from autograder.box.inside.wire import Opaque


class Module:
    def __init__(self):
        self.children = []

    def forward(self):
        raise AssertionError("the stand-in answers instead")


def test_it_has_its_attributes_and_answers():
    below = make((), {"out_dims": (4, 3)}, {"forward": 1.5})
    assert (below.out_dims, below.forward(), below.forward()) == ((4, 3), 1.5, 1.5)


def test_it_passes_for_its_base_and_is_initialised_as_one():
    below = make((Module,), {}, {"forward": 1})
    assert isinstance(below, Module)
    assert (below.children, below.forward()) == ([], 1)


def test_calls_are_recorded_as_they_were_when_made():
    below = make((), {}, {"backward": None})
    gradient = np.ones(2)
    below.backward(gradient, scale=[1, object()])
    gradient[:] = 0
    [[_, [seen], keywords]] = below._recording.calls["backward"]
    assert seen.tolist() == [1, 1]
    assert keywords == {"scale": [1, Opaque("object")]}


def test_a_method_that_it_was_not_given_is_none_of_its():
    with pytest.raises(AttributeError):
        make((), {}, {"forward": 1}).backward(1)


def test_a_base_that_cannot_be_made_alone_raises():
    class Needy:
        def __init__(self, required):
            pass

    with pytest.raises(TypeError):
        make((Needy,), {}, {})
