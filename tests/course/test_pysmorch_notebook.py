"""The notebook as its author runs it, and its public tests against right and missing answers."""

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
REFERENCE = COURSE / "reference" / "pysmorch"
EXERCISES = ("linear", "relu", "cross_entropy", "bias", "network")
VARIANTS = sorted(REFERENCE.glob("*/variants/*.py"))
SOLUTION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION\n", re.M | re.S)


@pytest.fixture(autouse=True)
def _beside_the_course(monkeypatch: pytest.MonkeyPatch) -> None:
    for folder in (COURSE, COURSE / "assignments" / "common"):
        monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "utility", raising=False)


def cells() -> list[Any]:
    notebook = jupytext.read(COURSE / "assignments" / "pysmorch" / "notebook.py", fmt="py:percent")
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def inlined(source: str) -> str:
    """A solution file without its docstring and imports, as it stands in a notebook."""
    tree = ast.parse(source)
    kept = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)]
    return ast.unparse(ast.Module(body=kept, type_ignores=[]))


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


def test_every_code_cell_has_an_id_and_every_exercise_its_three_cells() -> None:
    found = cells()
    ids = [cell.metadata["id"] for cell in found]
    assert len(set(ids)) == len(ids)
    for role in ("solution", "test", "picture"):
        kept = [c.metadata["exercise"] for c in found if c.metadata["role"] == role]
        assert tuple(kept) == EXERCISES


@pytest.mark.parametrize("path", VARIANTS, ids=lambda p: f"{p.parts[-3]}-{p.stem}")
@pytest.mark.filterwarnings("ignore")  # a right answer may warn
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
        ("linear", "averages_the_gradient_again"),
        ("relu", "overwrites_its_input"),
        ("cross_entropy", "adds_an_epsilon"),
        ("bias", "keeps_one_gradient_per_row"),
        ("network", "skips_the_first_relu"),
    ],
)
def test_a_common_mistake_fails_the_public_test(exercise: str, mistake: str) -> None:
    source = (REFERENCE / exercise / "mistakes" / f"{mistake}.py").read_text()
    with pytest.raises(AssertionError):
        run_until_test(exercise, source)
