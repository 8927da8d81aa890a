"""A course of one lab with two exercises, small enough to be seen at once."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from autograder.course import Assignment, Course

FILES = {
    "assignments/tiny/assignment.toml": """
        title = "A tiny lab"
        version = "3"
        due = 2027-03-01T23:59:00Z
        hours = 1.5
        ship = ["utility.py", "data/numbers.bin"]
        """,
    "assignments/tiny/notebook.py": """
        # %% [markdown] id="intro"
        # # Scales
        #
        # A layer multiplies; another adds.

        # %% id="setup" role="given"
        import numpy as np
        from utility import numbers

        # %% id="layer" role="given"
        from assignments.tiny.layer import Layer

        # %% [markdown]
        # ## Scale

        # %% id="scale" role="solution" exercise="scale"
        from reference.tiny.scale.solution import Scale

        # %% id="scale-test" role="test" exercise="scale"
        assert np.allclose(Scale(3.0).forward(np.ones(2)), [3.0, 3.0])

        # %% id="scale-picture" role="picture" exercise="scale"
        print("scaled:", Scale(2.0).forward(numbers()))

        # %% id="shift" role="solution" exercise="shift" tags=["wide"]
        from reference.tiny.shift.solution import (
            Shift,  # its own line
        )

        # %% id="shift-test" role="test" exercise="shift"
        assert Shift(1.0).forward(2.0) == 3.0
        """,
    "assignments/tiny/layer.py": '''
        """Given code; this docstring stays behind."""

        import numpy as np


        # Every layer keeps what it was given.
        class Layer:
            def remember(self, inputs):
                self.inputs = np.array(inputs)
        ''',
    "assignments/common/utility.py": '''
        """Beside the notebook."""


        def numbers():
            with open("data/numbers.bin", "rb") as file:
                return len(file.read())
        ''',
    "reference/tiny/scale/solution.py": '''
        """Multiply by a number."""

        import numpy as np

        from assignments.tiny.layer import Layer


        # The factor is fixed.
        class Scale(Layer):
            """A layer that multiplies by `factor`."""

            def __init__(self, factor):
                self.factor = factor

            def forward(self, inputs):
                """The scaled inputs, of the same shape."""
                ### BEGIN SOLUTION
                self.remember(inputs)
                return np.multiply(self.inputs, self.factor)
                ### END SOLUTION
        ''',
    "reference/tiny/scale/checks.py": """
        def check_doubles(box):
            hidden_answer = box.call("forward", 21.0) * 2
        """,
    "reference/tiny/scale/mistakes/adds.py": """
        class Scale(Layer):
            def __init__(self, factor):
                self.factor = factor

            def remember(self, inputs):
                self.inputs = np.array(inputs)

            def forward(self, inputs):
                return np.add(inputs, self.factor)
        """,
    "reference/tiny/scale/variants/inplace.py": """
        class Scale(Layer):
            def forward(self, inputs):
                product = self.factor * inputs
                return product
        """,
    "reference/tiny/shift/solution.py": '''
        class Shift:
            """A layer that adds `offset`."""

            def __init__(self, offset):
                self.offset = offset

            def forward(self, inputs):
                ### BEGIN SOLUTION
                moved = inputs + self.offset
                return moved
                ### END SOLUTION
        ''',
    "reference/tiny/shift/checks.py": """
        POINTS = 1
        """,
}

POINTS = {"scale": 2.0, "shift": 1.5}


@pytest.fixture
def points() -> dict[str, float]:
    return dict(POINTS)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The course's directory; its files may be edited before anything is built."""
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text).lstrip("\n"), encoding="utf-8")
    (tmp_path / "assignments/tiny/data").mkdir()
    (tmp_path / "assignments/tiny/data/numbers.bin").write_bytes(b"\xff\x00\x01")
    return tmp_path


@pytest.fixture
def tiny(root: Path) -> Assignment:
    return Course(root).assignment("tiny")
