"""Makes a sample class: notebooks as students hand them in, and the verdict that each is made for.

Everything is drawn from the assignment's variants and mistakes with a fixed seed, so the class is
the same at every run.
"""

from __future__ import annotations

import ast
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from autograder.course import Assignment
from autograder.diagnosis.bank import Answer, read_bank

_NAMES = """
ada ben chloe dmitri elif farid grace hana ivan jun karim lena mateo nadia omar priya quinn rosa
sven tala uma victor wanda yuki
"""

# How many exercises a student gets wrong, one student after another.
_MISTAKES = (0, 1, 2, 0, 1, 3, 1, 0, 1)

FULL, NOTHING, ANY = "full", "nothing", "any"


@dataclass(frozen=True)
class Sample:
    """One submission: its file name and bytes, and what grading must say of it.

    `expected` holds for each exercise FULL, NOTHING, ANY (it rests on an exercise that is wrong),
    or the name of the check that must not pass. An ungradable submission expects nothing.
    """

    file: str
    data: bytes
    gradable: bool = True
    expected: Mapping[str, str] = field(default_factory=dict)


def sample_class(assignment: Assignment, release: Mapping[str, Any]) -> list[Sample]:
    """24 ordinary submissions and 6 that are not; `release` is the released notebook as JSON."""
    order = [
        cell["metadata"]["autograder"]["exercise"]
        for cell in release["cells"]
        if _role(cell) == "solution"
    ]
    banks = {exercise: read_bank(assignment, exercise) for exercise in order}
    rests_on = {exercise: _rests_on(assignment, exercise) for exercise in order}
    students = [
        _student(name, number, release, banks, rests_on)
        for number, name in enumerate(_NAMES.split())
    ]
    return students + _oddities(release, banks, rests_on)


def _student(
    name: str,
    number: int,
    release: Mapping[str, Any],
    banks: Mapping[str, Sequence[Answer]],
    rests_on: Mapping[str, set[str]],
) -> Sample:
    rng = random.Random(f"sample {name}")  # another bank changes what is wrong, not who is
    wrong = _wrong(list(banks), number, rng)
    blank = {rng.choice(list(banks))} - wrong if rng.random() < 0.2 else set()
    answers: dict[str, Answer | None] = {}
    for exercise, bank in banks.items():
        fitting = [answer for answer in bank if answer.is_right != (exercise in wrong)]
        answers[exercise] = None if exercise in blank else rng.choice(fitting)
    return Sample(
        f"{name}.ipynb",
        _bytes(filled_in(release, answers)),
        expected=_expected(answers, rests_on),
    )


def _wrong(exercises: list[str], number: int, rng: random.Random) -> set[str]:
    """What the student of this number gets wrong; each exercise is somebody's only mistake."""
    count = _MISTAKES[number % len(_MISTAKES)]
    if count == 1:
        return {exercises[number % len(exercises)]}
    return set(rng.sample(exercises, min(count, len(exercises))))


def _expected(
    answers: Mapping[str, Answer | None], rests_on: Mapping[str, set[str]]
) -> dict[str, str]:
    good = {name for name, answer in answers.items() if answer is not None and answer.is_right}
    expected = {}
    for name, answer in answers.items():
        if answer is None:
            expected[name] = NOTHING
        elif not rests_on[name] <= good:
            expected[name] = ANY
        else:
            expected[name] = answer.caught_by or FULL
    return expected


def _rests_on(assignment: Assignment, exercise: str) -> set[str]:
    """The exercises that a solution imports from."""
    tree = ast.parse((assignment.reference / exercise / "solution.py").read_text("utf-8"))
    modules = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    start = f"reference.{assignment.name}."
    return {module.split(".")[2] for module in modules if module.startswith(start)}


def _oddities(
    release: Mapping[str, Any],
    banks: Mapping[str, Sequence[Answer]],
    rests_on: Mapping[str, set[str]],
) -> list[Sample]:
    right = {name: next(a for a in bank if a.is_right) for name, bank in banks.items()}
    last = list(banks)[-1]
    all_full = _expected(right, rests_on)
    full, but_last = filled_in(release, right), {**all_full, last: NOTHING}
    return [
        Sample(
            "odd-endless-loop.ipynb",
            _bytes(_with_source(full, last, "while True:\n    pass")),
            expected=but_last,
        ),
        Sample(
            "odd-syntax-error.ipynb",
            _bytes(_with_source(full, last, "def half(:\n    return 0.5")),
            expected=but_last,
        ),
        Sample("odd-blank.ipynb", _bytes(release), expected=dict.fromkeys(banks, NOTHING)),
        Sample("odd-lost-metadata.ipynb", _bytes(_bare(full)), expected=all_full),
        Sample("odd-broken-file.ipynb", _bytes(full)[:-2000], gradable=False),
        Sample(
            "odd-cheat.ipynb",
            _bytes(_with_cell(release, CHEAT)),
            expected=dict.fromkeys(banks, NOTHING),
        ),
    ]


CHEAT = """\
import builtins, glob, os, sys
import numpy as np

# No test shall find a difference ...
np.allclose = np.array_equal = np.isclose = lambda *args, **kwargs: True
np.testing.assert_allclose = np.testing.assert_array_equal = lambda *args, **kwargs: None
builtins.AssertionError = type("Fine", (Exception,), {})

# ... every comparison shall come out well ...
class Right(np.ndarray):
    def __eq__(self, other): return True
    def __lt__(self, other): return True
    def __le__(self, other): return True

# ... and the solutions must be somewhere.
for pattern in ("/**/reference/**/solution.py", "../../reference/**/*.py"):
    for path in glob.glob(pattern, recursive=True):
        exec(open(path).read())
print(sorted(os.environ), sys.argv)
"""


def filled_in(release: Mapping[str, Any], answers: Mapping[str, Answer | None]) -> dict[str, Any]:
    """The released notebook with these answers in its cells, by exercise; None is left blank."""
    notebook = dict(release)
    for exercise, answer in answers.items():
        if answer is not None:
            notebook = _with_source(notebook, exercise, answer.source.strip())
    return notebook


def _with_source(release: Mapping[str, Any], exercise: str, source: str) -> dict[str, Any]:
    cells = [
        {**cell, "source": source}
        if _role(cell) == "solution" and cell["metadata"]["autograder"]["exercise"] == exercise
        else cell
        for cell in release["cells"]
    ]
    return {**release, "cells": cells}


def _with_cell(release: Mapping[str, Any], source: str) -> dict[str, Any]:
    cell: dict[str, Any] = {
        "cell_type": "code",
        "execution_count": None,
        "id": "my-own",
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    return {**release, "cells": [*release["cells"], cell]}


def _bare(notebook: Mapping[str, Any]) -> dict[str, Any]:
    """The notebook after a tool that keeps only the texts."""
    cells = [
        {key: value for key, value in {**cell, "metadata": {}}.items() if key != "id"}
        for cell in notebook["cells"]
    ]
    return {**notebook, "cells": cells, "metadata": {}, "nbformat_minor": 4}


def _role(cell: Mapping[str, Any]) -> str | None:
    role: str | None = cell["metadata"].get("autograder", {}).get("role")
    return role


def _bytes(notebook: Mapping[str, Any]) -> bytes:
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False).encode() + b"\n"
