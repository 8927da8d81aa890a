"""A layer under test: how to drive it in a scenario, and what it must compute.

An exercise describes its layer once, as a subclass of Layer; the questions of questions.py then
ask everything that is asked of every layer.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from autograder.checks.compare import TOLERANCE, Array
from autograder.checks.scenario import Answer, Handle, Scenario

Values = Mapping[str, Array]


@dataclass(frozen=True)
class Sizes:
    """Counts of a drawn problem, different wherever a mix-up should show."""

    rows: int
    features: int
    outputs: int

    def named(self) -> dict[str, int]:
        """The counts in words, for messages such as "exactly 1/4 of"."""
        return {
            "rows in the batch": self.rows,
            "features": self.features,
            "outputs": self.outputs,
        }


# All different, one row, and square: a transpose, a wrong axis, a broadcast each show in one.
LADDER = (Sizes(4, 3, 5), Sizes(1, 3, 2), Sizes(3, 3, 3))

# What a counterexample may look like, the smallest first.
RUNGS = (
    Sizes(1, 1, 1),
    Sizes(1, 2, 1),
    Sizes(1, 2, 2),
    Sizes(2, 1, 2),
    Sizes(2, 2, 2),
    Sizes(2, 3, 2),
    Sizes(3, 2, 2),
    Sizes(4, 3, 2),
)


@dataclass(frozen=True)
class Unit:
    """A layer that a scenario has made, the neighbour below it, and the arrays it was given."""

    layer: Handle
    below: Handle | None = None
    held: Mapping[str, Handle] = field(default_factory=dict)


class Layer(ABC):
    """How one exercise's layer is driven, and its oracle.

    `inputs` names the values that come in batch by batch; `gradients_of` the values, inputs or
    parameters, for which backward yields a gradient; `words` says for each of these what a student
    calls that gradient, `names` what it calls a value, `value_word` what forward gives, and
    `upstream_word` the gradient that comes in. A loss has no upstream gradient and a scalar value;
    a layer that `learns` has parameters, to be written over by `step`.
    `tolerance` is how far off answers may be; a layer that allows more than others asks for the
    last digits once, by the question `digits`. `rungs` are the sizes of the smallest
    counterexamples.
    """

    inputs: tuple[str, ...] = ("X",)
    gradients_of: tuple[str, ...] = ("X",)
    words: Mapping[str, str] = {}
    names: Mapping[str, str] = {}
    value_word: str = "the value that forward returns"
    upstream_word: str = "upstream gradient"
    is_loss: bool = False
    learns: bool = False
    tolerance: float = TOLERANCE
    rungs: tuple[Sizes, ...] = RUNGS

    @abstractmethod
    def draw(self, rng: np.random.Generator, sizes: Sizes) -> dict[str, Array]:
        """Random values for the inputs and parameters, at least 0.1 away from any kink."""

    @abstractmethod
    def build(self, s: Scenario, values: Values, layout: str = "rows") -> Unit:
        """Record the making of a layer on these values, its input in this memory layout."""

    @abstractmethod
    def feed(self, s: Scenario, unit: Unit, values: Values) -> None:
        """Record that a new batch stands below the layer; its parameters stay."""

    @abstractmethod
    def forward(self, s: Scenario, unit: Unit) -> Answer:
        """Record a forward pass and take its value."""

    @abstractmethod
    def backward(self, s: Scenario, unit: Unit, upstream: Handle | None) -> None:
        """Record a backward pass. A loss gets no upstream gradient."""

    @abstractmethod
    def collect(self, s: Scenario, unit: Unit) -> dict[str, Answer]:
        """Take what the last backward pass yielded, for everything in `gradients_of`."""

    @abstractmethod
    def value(self, values: Values) -> Array:
        """What forward must return (the oracle)."""

    @abstractmethod
    def gradients(self, values: Values, upstream: Array) -> dict[str, Array]:
        """What backward must yield (the oracle): vector–Jacobian products with `upstream`."""

    def parameters(self, s: Scenario, unit: Unit) -> dict[str, Answer]:
        """Record the taking of the layer's parameters as they stand, by their names in `values`."""
        return {}

    def step(self, s: Scenario, unit: Unit, values: Values) -> None:
        """Record that the parameters of a layer that `learns` are written over, as by training."""
        raise NotImplementedError

    def upstream(self, rng: np.random.Generator, values: Values) -> Array:
        """A random upstream gradient; for a loss, the 1 that every chain ends with."""
        shape = np.shape(self.value(values))
        # Ones would let a sixth of all wrong backward passes survive.
        return np.ones(shape) if self.is_loss else rng.normal(size=shape)

    def whole(self, values: Values) -> dict[str, Array]:
        """The values with whole numbers in place of drawn ones, for an example to be read.

        Rounded away from zero, so that none comes to stand on a kink there. A layer whose inputs
        would lose their meaning (probabilities, say) has its own way.
        """
        return {
            name: np.where(array > 0, np.ceil(array), np.floor(array))
            if array.dtype.kind == "f"
            else array
            for name, array in values.items()
        }

    def say(self, name: str) -> str:
        """What a student calls the gradient of `name`."""
        return self.words.get(name, f"the gradient of {name}")

    def call(self, name: str) -> str:
        """What a student calls the value `name`."""
        return self.names.get(name, name)
