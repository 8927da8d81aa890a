"""What the tests of the trusted side share: a small course, and students who answer in-process."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import hypothesis
import pytest

from autograder.box.inside import wire
from autograder.box.inside.scenario import MissingAttribute, MissingName
from autograder.box.inside.scenario import Scenario as BoxScenario
from autograder.box.isolation import choose
from autograder.checks.outcome import Lacking, Missing, Raised
from autograder.checks.student import Student
from autograder.course import Assignment, Course


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--soak", action="store_true", help="run the long searches for rare faults")


def pytest_configure(config: pytest.Config) -> None:
    # No deadline: the machine may be busy with other things, and no fault is a matter of speed.
    hypothesis.settings.register_profile("short", max_examples=100, deadline=None)
    slow = [hypothesis.HealthCheck.too_slow]
    hypothesis.settings.register_profile(
        "soak", max_examples=5000, deadline=None, suppress_health_check=slow
    )
    hypothesis.settings.load_profile("soak" if config.getoption("--soak") else "short")


@pytest.fixture(scope="session")
def soak(request: pytest.FixtureRequest) -> bool:
    """Whether to search long."""
    return bool(request.config.getoption("--soak"))


@pytest.fixture(scope="session")
def runs() -> Callable[[int], bool]:
    """Whether a process still runs; one that has ended and is not collected yet does not."""

    def runs(pid: int) -> bool:
        try:
            return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
        except OSError:
            return False

    return runs


def over_the_wire(value: Any) -> Any:
    """A value as it arrives at the other side."""
    return wire.unpack(wire.pack(value)[4:])


@pytest.fixture(scope="session")
def student_of() -> Callable[..., Student]:
    """A student with these names, who answers in this process but over the wire's own bytes."""

    def make(
        names: Mapping[str, Any], watchers: Mapping[str, Any] | None = None, **about: Any
    ) -> Student:
        def transport(operations: list[Any]) -> list[Any]:
            scenario = BoxScenario(names, watchers or {})
            try:
                scenario.run(wire.unpack_questions(wire.pack(operations)[4:]))
            except MissingName as missing:
                raise Missing(str(missing)) from None
            except MissingAttribute as missing:
                raise Lacking(str(missing)) from None
            except Exception as error:
                raise Raised(type(error).__name__) from None
            answers: list[Any] = over_the_wire(scenario.answers)
            return answers

        return Student(transport, **about)

    return make


SQUARE = """\
class Square:
    def __init__(self, in_layer):
        self.in_layer = in_layer

    def forward(self):
        self.x = self.in_layer.forward()
        return self.x * self.x

    def backward(self, upstream):
        self.in_layer.backward(2 * self.x * upstream)
"""
HALF = """\
def half(x):
    return x / 2
"""
STUB_SQUARE = """\
class Square:
    def __init__(self, in_layer):
        self.in_layer = in_layer

    def forward(self):
        # YOUR CODE HERE
        raise NotImplementedError()

    def backward(self, upstream):
        # YOUR CODE HERE
        raise NotImplementedError()
"""
STUB_HALF = """\
def half(x):
    # YOUR CODE HERE
    raise NotImplementedError()
"""
SETUP = "import numpy as np\n\nSCALE = 1"
TEST_SQUARE = "print('the public test of square')\nassert Square"
TEST_HALF = "assert half(2) == 1"

CHECKS_OF_SQUARE = '''\
"""Hidden checks of the square layer."""

from autograder.checks import Layer, Unit
from autograder.checks import questions as ask


class Square(Layer):
    def draw(self, rng, sizes):
        return {"X": rng.normal(size=(sizes.rows, sizes.features))}

    def build(self, s, values, layout="rows"):
        X = s.array(values["X"], layout)
        below = s.stand_in(returns={"forward": X, "backward": None})
        return Unit(s.name("Square")(below), below, {"X": X})

    def feed(self, s, unit, values):
        s.returns(unit.below, "forward", values["X"])

    def forward(self, s, unit):
        return s.take(unit.layer.forward())

    def backward(self, s, unit, upstream):
        unit.layer.backward(upstream)

    def collect(self, s, unit):
        return {"X": s.calls(unit.below, "backward", lambda calls: calls[-1][1][0])}

    def value(self, values):
        return values["X"] ** 2

    def gradients(self, values, upstream):
        return {"X": 2 * values["X"] * upstream}


SQUARE = Square()
CHECKS = [
    ask.forward(SQUARE, 2, "forward squares"),
    ask.gradient(SQUARE, "X", 3, "backward hands down twice the input times the gradient"),
    ask.new_batch(SQUARE, 1),
]
'''
CHECKS_OF_HALF = '''\
"""Hidden checks of half()."""

from autograder.checks import check, expect


@check("halves", "half(x) is x / 2", 4)
def halves(student, rng):
    x = rng.normal(size=5)
    with student.scenario() as s:
        got = s.take(s.name("half")(x))
    expect(got.value, x / 2, "half(x)")


CHECKS = [halves]
'''

SMALL = {
    "assignments/small/assignment.toml": """\
        title = "A small lab"
        preload = ["numpy"]
        preload_if_named = ["colorsys"]
        watch = ["numpy.exp"]

        [limits]
        cell_seconds = 0.5
        scenario_seconds = 0.5
        submission_seconds = 20.0
        cpu_seconds = 15
        memory_mib = 256
        output_kib = 8
        """,
    "assignments/small/notebook.py": """\
        # %% [markdown]
        # # A small lab

        # %% id="setup" role="given"
        import numpy as np

        SCALE = 1

        # %% id="square" role="solution" exercise="square"
        from reference.small.square.solution import Square

        # %% id="square-test" role="test" exercise="square"
        print('the public test of square')
        assert Square

        # %% id="half" role="solution" exercise="half"
        from reference.small.half.solution import half

        # %% id="half-test" role="test" exercise="half"
        assert half(2) == 1
        """,
    "reference/small/square/checks.py": CHECKS_OF_SQUARE,
    "reference/small/square/solution.py": '''\
        """Squares."""


        class Square:
            def __init__(self, in_layer):
                self.in_layer = in_layer

            def forward(self):
                ### BEGIN SOLUTION
                self.x = self.in_layer.forward()
                return self.x * self.x
                ### END SOLUTION

            def backward(self, upstream):
                ### BEGIN SOLUTION
                self.in_layer.backward(2 * self.x * upstream)
                ### END SOLUTION
        ''',
    "reference/small/square/mistakes/forgets_the_two.py": '''\
        """The derivative of x² is 2x.

        Caught-by: gradient_X
        """


        class Square:
            def __init__(self, in_layer):
                self.in_layer = in_layer

            def forward(self):
                self.x = self.in_layer.forward()
                return self.x * self.x

            def backward(self, upstream):
                self.in_layer.backward(self.x * upstream)
        ''',
    "reference/small/square/variants/with_a_power.py": '''\
        """With `**`."""


        class Square:
            def __init__(self, below):
                self.below = below

            def forward(self):
                self.seen = self.below.forward()
                return self.seen**2

            def backward(self, upstream):
                self.below.backward(upstream * self.seen * 2)
        ''',
    "reference/small/half/checks.py": CHECKS_OF_HALF,
    "reference/small/half/solution.py": '''\
        """Halves."""


        def half(x):
            ### BEGIN SOLUTION
            return x / 2
            ### END SOLUTION
        ''',
    "reference/small/half/mistakes/doubles.py": '''\
        """You double where you should halve.

        Caught-by: halves
        """


        def half(x):
            return x * 2
        ''',
    "reference/small/half/variants/times_a_half.py": '''\
        """Multiplies."""


        def half(x):
            return 0.5 * x
        ''',
}


def released_cell(id: str, source: str, role: str, exercise: str | None = None) -> dict[str, Any]:
    """A code cell as the release has it."""
    own = {"role": role} | ({"exercise": exercise} if exercise else {})
    return {
        "cell_type": "code",
        "execution_count": None,
        "id": id,
        "metadata": {"autograder": own, "nbgrader": {"grade_id": id, "schema_version": 3}},
        "outputs": [],
        "source": source,
    }


def small_release() -> dict[str, Any]:
    """The released notebook of the small lab, by hand: nbgrader takes seconds to load."""
    prose = {"cell_type": "markdown", "id": "prose-1", "metadata": {}, "source": "# A small lab"}
    return {
        "cells": [
            prose,
            released_cell("setup", SETUP, "given"),
            released_cell("square", STUB_SQUARE.rstrip(), "solution", "square"),
            released_cell("square-test", TEST_SQUARE, "test", "square"),
            released_cell("half", STUB_HALF.rstrip(), "solution", "half"),
            released_cell("half-test", TEST_HALF, "test", "half"),
        ],
        "metadata": {
            "autograder": {"assignment": "small"},
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }


def write_small_course(root: Path) -> Path:
    """The small course below `root`, released."""
    for name, text in SMALL.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    released = root / "release/small/small.ipynb"
    released.parent.mkdir(parents=True)
    released.write_text(json.dumps(small_release(), indent=1), encoding="utf-8")
    return root


@pytest.fixture
def small_root(tmp_path: Path) -> Path:
    """A small course of this test's own, whose files may be edited."""
    return write_small_course(tmp_path / "course")


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Assignment:
    """The small lab, which all tests share and none changes."""
    root = write_small_course(tmp_path_factory.mktemp("small"))
    return Course(root).assignment("small")


@pytest.fixture(scope="session")
def blank() -> Callable[[], dict[str, Any]]:
    """The small lab's released notebook as JSON values, fresh at every call."""
    return small_release


@pytest.fixture(scope="session")
def filled() -> Callable[..., dict[str, Any]]:
    """The small lab's notebook with these sources in its cells, by id; right answers by default."""

    def make(**sources: str) -> dict[str, Any]:
        notebook = small_release()
        given = {"square": SQUARE, "half": HALF, **sources}
        for cell in notebook["cells"]:
            cell["source"] = given.get(cell["id"].replace("-", "_"), cell["source"])
        return notebook

    return make


@pytest.fixture(scope="session")
def code_cell() -> Callable[..., dict[str, Any]]:
    """A code cell of a student's own."""

    def make(source: str, **fields: Any) -> dict[str, Any]:
        return {
            "cell_type": "code",
            "execution_count": None,
            "metadata": {},
            "outputs": [],
            "source": source,
            **fields,
        }

    return make


@pytest.fixture(scope="session")
def isolation() -> str:
    """The strongest isolation that this machine gives."""
    return choose(None)
