"""The public tests never fail right code: every lab's own, under many random seeds.

Right code draws its start at random, and so do some tests. A few seeds are tried always; as many as
the environment variable AUTOGRADER_SOAK says, where somebody has the time.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.course import Course
from autograder.errors import NotInstalled
from autograder.grading.extras import require
from autograder.publish.build import source_notebook

COURSE = Course(Path(__file__).parents[2])
LABS = [assignment.name for assignment in COURSE.assignments]
SEEDS = int(os.environ.get("AUTOGRADER_SOAK", "2"))


@pytest.fixture
def beside(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The lab's name, in the folder of its release, with its files importable."""
    release = COURSE.assignment(request.param).release
    monkeypatch.chdir(release)
    monkeypatch.syspath_prepend(str(release))
    ours = [path.stem for path in release.glob("*.py")]
    for name in ours:
        monkeypatch.delitem(sys.modules, name, raising=False)
    yield request.param
    for name in ours:
        sys.modules.pop(name, None)


def reseed(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    if "torch" in sys.modules:
        importlib.import_module("torch").manual_seed(seed)


@pytest.mark.slow
@pytest.mark.parametrize("beside", LABS, indirect=True)
def test_the_reference_passes_every_public_test_whatever_the_seed(beside: str) -> None:
    assignment = COURSE.assignment(beside)
    try:
        require(assignment)
    except NotInstalled as error:
        pytest.skip(str(error))
    names: dict[str, Any] = {"__name__": "__main__"}
    tests = []
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in source_notebook(assignment).cells:
            role = cell.metadata["autograder"]["role"]
            if role == "test":
                # As the names stand here: a later cell may bind them anew.
                tests.append((cell.id, compile(cell.source, cell.id, "exec"), dict(names)))
            elif role in ("given", "solution"):
                exec(compile(cell.source, cell.id, "exec"), names)
    for seed in range(SEEDS):
        for cell, code, bound in tests:
            reseed(seed)
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                try:
                    exec(code, dict(bound))
                except Exception as error:
                    pytest.fail(f"{cell} at seed {seed}: {error!r}\n{printed.getvalue()}")
