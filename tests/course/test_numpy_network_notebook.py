"""The notebook as its author runs it, and its public tests against right and wrong answers."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Any

import jupytext
import matplotlib
import pytest

from autograder.course import Assignment, Course
from autograder.diagnosis.bank import Answer, holding, read_bank

matplotlib.use("Agg")

COURSE = Path(__file__).parents[2]
LAB = Course(COURSE).assignment("numpy_network")
LABS = {value: LAB.under({"loss_gradient": value}) for value in ("mean", "sum")}
EXERCISES = ("relu", "dense", "loss", "forward", "train")
SOLUTION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION\n", re.M | re.S)


@pytest.fixture(autouse=True)
def _beside_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (COURSE, COURSE / "assignments" / "common"):
        monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "utility", raising=False)


def cells(value: str = "mean") -> list[Any]:
    notebook = jupytext.read(LAB.notebook, fmt="py:percent")
    return [
        cell
        for cell in notebook.cells
        if cell.cell_type == "code"
        and cell.metadata.get("convention", f"={value}").endswith(f"={value}")
    ]


def inlined(source: str) -> str:
    """A solution file without its docstring and imports of the course, as in a notebook."""
    kept = [
        node
        for node in ast.parse(source).body
        if not (isinstance(node, ast.ImportFrom) and str(node.module).startswith("reference"))
    ]
    return ast.unparse(ast.Module(body=kept, type_ignores=[]))


def run_until_test(exercise: str, answer: str, value: str = "mean") -> None:
    """Run the given cells, the references with `answer` in one place, and that public test."""
    names: dict[str, Any] = {}
    for cell in cells(value):
        role, here = cell.metadata["role"], cell.metadata.get("exercise")
        if role == "given":
            exec(cell.source, names)
        elif role == "solution":
            own = LABS[value].solution(here).read_text()
            exec(inlined(answer if here == exercise else own), names)
        elif role == "test" and here == exercise:
            exec(cell.source, names)
            return
    pytest.fail(f"the notebook has no test for {exercise}")


def bank(lab: Assignment) -> list[Answer]:
    return [answer for e in EXERCISES for answer in holding(read_bank(lab, e), lab)]


VARIANTS = [(value, a) for value, lab in LABS.items() for a in bank(lab) if a.is_right]


def test_the_notebook_runs_from_top_to_bottom(capsys: pytest.CaptureFixture[str]) -> None:
    import matplotlib.pyplot as plt

    names: dict[str, Any] = {}
    pictures = 0
    for cell in cells():
        exec(cell.source, names)
        if cell.metadata["role"] == "picture":
            pictures += len(plt.get_fignums())
            plt.close("all")
    assert pictures == len(EXERCISES) + 1
    read = re.search(r"(\d+) of 300 read right", capsys.readouterr().out)
    assert read is not None
    assert int(read[1]) > 280


def test_every_exercise_has_its_cells_in_the_order_of_the_lab() -> None:
    for role in ("solution", "test"):
        found = [c.metadata["exercise"] for c in cells() if c.metadata["role"] == role]
        assert tuple(found) == EXERCISES


@pytest.mark.parametrize("value", LABS)
def test_the_reference_passes_every_public_test_under_either_convention(value: str) -> None:
    for exercise in EXERCISES:
        run_until_test(exercise, LABS[value].solution(exercise).read_text(), value)


@pytest.mark.parametrize(
    ("value", "variant"),
    VARIANTS,
    ids=[f"{value}-{variant.exercise}-{variant.name}" for value, variant in VARIANTS],
)
def test_a_right_answer_written_differently_passes_the_public_test(
    value: str, variant: Answer
) -> None:
    run_until_test(variant.exercise, variant.path.read_text(), value)


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_untouched_stub_fails_the_public_test(exercise: str) -> None:
    stub = SOLUTION.sub(r"\1raise NotImplementedError()\n", LAB.solution(exercise).read_text())
    assert "SOLUTION" not in stub
    with pytest.raises(NotImplementedError):
        run_until_test(exercise, stub)


@pytest.mark.parametrize(
    ("value", "exercise", "mistake"),
    [
        ("mean", "relu", "multiplies_by_the_output"),
        ("mean", "relu", "keeps_the_last_input"),
        ("mean", "dense", "averages_the_gradients_again"),
        ("sum", "dense", "adds_up_where_it_should_average"),
        ("mean", "dense", "looks_back_through_the_new_weights"),
        ("mean", "dense", "ignores_its_learning_rate"),
        ("mean", "dense", "keeps_one_bias_per_row"),
        ("mean", "loss", "averages_the_loss"),
        ("mean", "loss", "exponentiates_the_bare_logits"),
        ("mean", "loss", "adds_an_epsilon"),
        ("sum", "loss", "divides_the_gradient"),
        ("mean", "forward", "feeds_the_batch_to_every_layer"),
        ("mean", "forward", "runs_each_layer_twice"),
        ("mean", "forward", "looks_down_the_columns"),
        ("mean", "train", "hands_over_the_outputs"),
        ("mean", "train", "hands_every_layer_the_same_gradient"),
        ("mean", "train", "divides_the_gradient_again"),
    ],
)
def test_a_common_mistake_fails_the_public_test(value: str, exercise: str, mistake: str) -> None:
    source = (LAB.reference / exercise / "mistakes" / f"{mistake}.py").read_text()
    with pytest.raises(AssertionError):
        run_until_test(exercise, source, value)
