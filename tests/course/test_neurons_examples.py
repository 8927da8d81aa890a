"""The small examples of `neurons`: none for a right answer, the smallest one for a wrong."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")

from autograder.box.inside.scenario import Scenario  # noqa: E402 - after the skip
from autograder.checks import Check, Student  # noqa: E402
from autograder.checks.ladder import in_words  # noqa: E402
from autograder.course import Course  # noqa: E402
from autograder.grading.batteries import load_battery  # noqa: E402
from autograder.grading.grader import Grader  # noqa: E402
from autograder.grading.sources import Source  # noqa: E402
from autograder.publish.build import source_notebook  # noqa: E402
from autograder.verdict import Example, ReportStatus  # noqa: E402

ASSIGNMENT = Course(Path(__file__).parents[2]).assignment("neurons")


@pytest.fixture(scope="module")
def right() -> dict[str, Any]:
    """The names of the notebook with the reference in its blanks, but for those of the pictures."""
    names: dict[str, Any] = {"t": torch, "__name__": "__main__"}
    for cell in source_notebook(ASSIGNMENT).cells:
        role = cell.metadata["autograder"]["role"]
        if role == "solution" or cell.id in ("given-helpers", "given-net"):
            exec("import math\nimport numpy as np\nfrom dataclasses import dataclass", names)
            exec(cell.source, names)
    return names


def example(exercise: str, names: dict[str, Any]) -> Example | None:
    """What the exercise's first check shows to somebody with these names."""

    def transport(operations: list[Any]) -> list[Any]:
        scenario = Scenario(dict(names), {})
        scenario.run(operations)
        return scenario.answers

    check: Check = load_battery(ASSIGNMENT, exercise)[0]
    assert check.smallest is not None
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return check.smallest(Student(transport))


SHOWN = ["relu", "neuron", "layer", "network", "linear_function", "tensor_relu", "forward", "loss",
         "nudge", "one_hot"]  # fmt: skip


@pytest.mark.parametrize("exercise", SHOWN)
def test_a_right_answer_meets_no_example(exercise: str, right: dict[str, Any]) -> None:
    assert example(exercise, right) is None


@pytest.mark.parametrize(
    ("exercise", "changed", "lines"),
    [
        ("relu", {"relu": lambda x: min(x, 1)}, ["relu(2)", "right: 2", "yours: 1"]),
        (
            "one_hot",
            {"one_hot_encoding": lambda i, n: torch.eye(n)[n - 1 - i]},
            ["one_hot_encoding(0, 2)", "right: [1, 0]", "yours: [0, 1]"],
        ),
        (
            "loss",
            {"loss_function": lambda wanted, got: (wanted - got).pow(2).sum()},
            ["expected_outputs = [[1, 0]]", "right: 1", "yours: 2"],
        ),
        (
            "nudge",
            {"nudge_tensor_towards_minimum": lambda x, rate: x.data.sub_(x.grad)},
            ["x.grad = [2]", "learning_rate = 3", "right: [-5]", "yours: [-1]"],
        ),
    ],
)
def test_a_wrong_answer_meets_the_smallest(
    exercise: str, changed: dict[str, Any], lines: list[str], right: dict[str, Any]
) -> None:
    shown = example(exercise, {**right, **changed})
    assert shown is not None
    for line in lines:
        assert f"  {line}" in in_words(shown).split("\n")


def test_an_answer_that_no_mistake_explains_is_graded_and_shown_its_example() -> None:
    notebook = source_notebook(ASSIGNMENT)
    (cell,) = [c for c in notebook.cells if c.cell_type == "code" and c.id == "relu"]
    cell.source = "def relu(x):\n    return max(x, 0) + 0.123 * (x > 1) * (x - 1) ** 2"
    with Grader.of(ASSIGNMENT, "unprivileged") as grader:
        data = json.dumps(notebook).encode()
        report = grader.grade_bytes(Source("a.ipynb", "a.ipynb"), data)
    assert report.status is ReportStatus.GRADED, report.reason
    (relu,) = [e for e in report.exercises if e.name == "relu"]
    assert any(check.example is not None for check in relu.checks)
