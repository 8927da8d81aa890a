"""The miniflow notebook as its author runs it, and its public tests against the bank."""

from __future__ import annotations

import ast
import re
import sys
from pathlib import Path
from typing import Any

import jupytext
import matplotlib
import pytest

matplotlib.use("Agg")

COURSE = Path(__file__).parents[2]
REFERENCE = COURSE / "reference" / "miniflow"
EXERCISES = ("mul", "linear", "sigmoid", "cross_entropy_with_softmax", "sgd")
VARIANTS = sorted(REFERENCE.glob("*/variants/*.py"))
SOLUTION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION\n", re.M | re.S)


@pytest.fixture(autouse=True)
def _beside_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (COURSE, COURSE / "assignments" / "common"):
        monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "utility", raising=False)


def cells() -> list[Any]:
    notebook = jupytext.read(COURSE / "assignments" / "miniflow" / "notebook.py", fmt="py:percent")
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def inlined(source: str) -> str:
    """An answer without its docstring and its imports from the course, as it stands in a notebook.

    The imports of its own stay: a variant may use a package that the notebook does not.
    """
    tree = ast.parse(source)
    kept = [node for node in tree.body if not _is_course_import(node)]
    return ast.unparse(ast.Module(body=kept, type_ignores=[]))


def _is_course_import(node: ast.stmt) -> bool:
    if not isinstance(node, ast.ImportFrom):
        return False
    return (node.module or "").split(".")[0] in ("assignments", "reference")


def run_until_test(exercise: str, answer: str) -> None:
    """Run the given cells, the references with `answer` in one place, and that public test."""
    names: dict[str, Any] = {}
    for cell in cells():
        here = cell.metadata.get("exercise")
        if cell.metadata["role"] in {"given", "solution"}:
            exec(inlined(answer) if here == exercise else cell.source, names)
        elif cell.metadata["role"] == "test" and here == exercise:
            exec(cell.source, names)
            return
    pytest.fail(f"the notebook has no test for {exercise}")


def test_the_notebook_runs_from_top_to_bottom() -> None:
    import matplotlib.pyplot as plt

    names: dict[str, Any] = {}
    pictures = 0
    for cell in cells():
        exec(cell.source, names)
        if cell.metadata["role"] == "picture":
            pictures += len(plt.get_fignums())
            plt.close("all")
    assert pictures == len(EXERCISES)


def test_every_exercise_has_its_three_cells_in_order() -> None:
    found = cells()
    ids = [cell.metadata["id"] for cell in found]
    assert len(set(ids)) == len(ids)
    for role in ("solution", "test", "picture"):
        kept = [c.metadata["exercise"] for c in found if c.metadata["role"] == role]
        assert tuple(kept) == EXERCISES


@pytest.mark.filterwarnings("ignore:overflow encountered:RuntimeWarning")
@pytest.mark.parametrize("path", VARIANTS, ids=lambda p: f"{p.parts[-3]}-{p.stem}")
def test_a_right_answer_written_differently_passes_the_public_test(path: Path) -> None:
    run_until_test(path.parts[-3], path.read_text())


@pytest.mark.parametrize("exercise", EXERCISES)
def test_an_untouched_stub_fails_the_public_test(exercise: str) -> None:
    source = (REFERENCE / exercise / "solution.py").read_text()
    stub = SOLUTION.sub(r"\1raise NotImplementedError()\n", source)
    assert "SOLUTION" not in stub
    with pytest.raises(NotImplementedError):
        run_until_test(exercise, stub)


@pytest.mark.parametrize(
    ("exercise", "mistake"),
    [
        ("mul", "hears_only_the_first_consumer"),
        ("mul", "writes_one_half_over_the_other"),
        ("linear", "keeps_one_bias_gradient_per_row"),
        ("linear", "overwrites_in_the_loop"),
        ("sigmoid", "forgets_one_factor"),
        ("cross_entropy_with_softmax", "forgets_to_average_the_gradient"),
        ("cross_entropy_with_softmax", "adds_an_epsilon"),
        ("sgd", "climbs"),
        ("sgd", "learns_one_batch_by_heart"),
    ],
)
def test_a_common_mistake_fails_the_public_test(exercise: str, mistake: str) -> None:
    source = (REFERENCE / exercise / "mistakes" / f"{mistake}.py").read_text()
    with pytest.raises(AssertionError):
        run_until_test(exercise, source)


def test_a_graph_that_shares_an_input_has_no_say_in_the_slopes_of_another() -> None:
    names: dict[str, Any] = {}
    for cell in cells():
        if cell.metadata["role"] == "given":
            exec(cell.source, names)
    x, one, other = names["Input"](), names["Input"](), names["Input"]()
    first = names["DummyGrad"](names["Add"](x, one))
    second = names["DummyGrad"](names["Add"](x, other))
    names["value_and_grad"](first, {x: 1, one: 2, first: 10}, [x])
    _, slopes = names["value_and_grad"](second, {x: 1, other: 2, second: 3}, [x])
    assert slopes == [3]


def test_an_input_without_a_value_is_named_in_the_error() -> None:
    names: dict[str, Any] = {}
    for cell in cells():
        if cell.metadata["role"] == "given":
            exec(cell.source, names)
    x, y = names["Input"](), names["Input"]()
    with pytest.raises(ValueError, match="feed_dict"):
        names["value_and_grad"](names["Add"](x, y), {x: 1})
