"""The neurons notebook: its public tests against right answers, mistakes and blanks."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jupytext
import matplotlib
import pytest

matplotlib.use("Agg")
torch = pytest.importorskip("torch")

COURSE = Path(__file__).parents[2]
REFERENCE = COURSE / "reference" / "neurons"
EXERCISES = [
    "relu",
    "neuron",
    "layer",
    "network",
    "derivatives",
    "linear_function",
    "initialize",
    "tensor_relu",
    "forward",
    "zero_gradients",
    "loss",
    "nudge",
    "tune_once",
    "one_hot",
    "train",
]
VARIANTS = sorted(REFERENCE.glob("*/variants/*.py"))
SOLUTION = re.compile(r"^( *)### BEGIN SOLUTION\n.*?### END SOLUTION\n", re.M | re.S)


@pytest.fixture(autouse=True)
def _beside_the_course(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for folder in (COURSE, COURSE / "assignments" / "common"):
        monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "utility", raising=False)
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


def cells() -> list[Any]:
    notebook = jupytext.read(COURSE / "assignments" / "neurons" / "notebook.py", fmt="py:percent")
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def inlined(source: str) -> str:
    """A solution file without its docstring and its imports from the course."""
    tree = ast.parse(source)
    kept = [
        node
        for node in tree.body
        if not (isinstance(node, ast.ImportFrom) and str(node.module).startswith("reference"))
    ]
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


def test_every_code_cell_has_an_id_and_every_exercise_its_three_cells() -> None:
    found = cells()
    ids = [cell.metadata["id"] for cell in found]
    assert len(set(ids)) == len(ids)
    for role in ("solution", "test", "picture"):
        kept = [c.metadata["exercise"] for c in found if c.metadata["role"] == role]
        assert kept == EXERCISES


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
        ("relu", "keeps_the_size"),
        ("neuron", "bends_each_product"),
        ("neuron", "adds_the_bias_every_time"),
        ("layer", "drops_dark_neurons"),
        ("network", "uses_the_network_up"),
        ("derivatives", "lets_gradients_add_up"),
        ("linear_function", "reshapes_instead_of_transposing"),
        ("linear_function", "goes_through_numpy"),
        ("initialize", "computes_the_weights_from_others"),
        ("tensor_relu", "overwrites_its_input"),
        ("forward", "softmax_down_the_columns"),
        ("zero_gradients", "forgets_the_last_layer"),
        ("loss", "averages_over_the_rows_only"),
        ("nudge", "moves_all_by_the_first"),
        ("nudge", "binds_a_new_tensor"),
        ("tune_once", "forgets_to_clear"),
        ("one_hot", "counts_from_one"),
        ("train", "leaves_out_a_round"),
    ],
)
def test_a_common_mistake_fails_the_public_test(exercise: str, mistake: str) -> None:
    source = (REFERENCE / exercise / "mistakes" / f"{mistake}.py").read_text()
    with pytest.raises((AssertionError, IndexError)):
        run_until_test(exercise, source)


@pytest.mark.slow
def test_the_notebook_runs_from_top_to_bottom_and_learns_to_read() -> None:
    import matplotlib.pyplot as plt

    names: dict[str, Any] = {}
    titles: list[str] = []
    for cell in cells():
        exec(cell.source, names)
        if cell.metadata["role"] == "picture":
            assert len(plt.get_fignums()) == 1
            titles += [axis.get_title() for axis in plt.gcf().axes]
            plt.close("all")
    [share] = [title for title in titles if "of the unseen" in title]
    assert float(share.removeprefix("Right: ").partition("%")[0]) >= 97
