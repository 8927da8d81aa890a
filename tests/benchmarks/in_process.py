"""The floor: the same cells and the same checks in one bare process, with no box around them.

    python tests/benchmarks/in_process.py COURSE ASSIGNMENT NOTEBOOK...

Nobody could grade strangers' code so: it runs beside the hidden checks. It shows what the box and
the conversation with it cost on top of what has to be done anyway. Prints the processor seconds
that the notebooks took, without start-up.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import numpy as np

from autograder.box.inside import scenario, watch
from autograder.box.inside.cells import Notebook
from autograder.checks import Student, ask
from autograder.checks.outcome import NoAnswer, Raised
from autograder.course import Assignment, Course
from autograder.grading import notebook, plan, seeds
from autograder.grading.batteries import Batteries, load_batteries
from autograder.grading.release import Release, read_release

CELL_SECONDS = 60.0


def student(names: dict[str, Any], watchers: Mapping[str, watch.Watched], **about: Any) -> Student:
    """A student whose code runs in this process."""

    def transport(operations: list[Any]) -> list[Any]:
        here = scenario.Scenario(names, watchers)
        try:
            here.run(operations)
        except Exception as error:
            raise Raised(type(error).__name__) from error
        return here.answers

    def together(asked: Sequence[tuple[str, list[Any]]]) -> list[list[Any] | NoAnswer]:
        outcomes: list[list[Any] | NoAnswer] = []
        for _, operations in asked:
            try:
                outcomes.append(transport(_copied(operations)))
            except NoAnswer as silence:
                return [*outcomes, silence]
        return outcomes

    return Student(transport, together=together, **about)


def _copied(value: Any) -> Any:
    """With arrays of its own: student code may change those that it is given."""
    if isinstance(value, np.ndarray):
        return value.copy()
    if isinstance(value, list):
        return [_copied(item) for item in value]
    if isinstance(value, dict):
        return {key: _copied(item) for key, item in value.items()}
    return value


def grade(
    path: Path, release: Release, batteries: Batteries, watchers: Mapping[str, watch.Watched]
) -> float:
    """Run a notebook's cells, ask all checks, and return the points."""
    steps = plan.make_plan(notebook.read(path.name, path.read_bytes()), release)
    own = Notebook()
    with contextlib.redirect_stdout(None):
        for step in steps.steps:
            if step.checkpoint is None:
                own.run(step.cell, step.source, CELL_SECONDS)
            else:
                own.remember(step.checkpoint)
    points = 0.0
    for exercise, checks in batteries.items():
        own.go_to(steps.asked_at[exercise])
        generator = seeds.generators(path.name, exercise)
        asked = ask(checks, student(own.names, watchers), generator)
        points += sum(result.points for result in asked)
    return points


def main(course: str, name: str, *paths: str) -> None:
    """Grade the notebooks and print what they took."""
    assignment: Assignment = Course(Path(course)).assignment(name)
    release, batteries = read_release(assignment), load_batteries(assignment)
    watchers = watch.install(assignment.watch)
    for package in assignment.preload:
        __import__(package)
    sys.path.insert(0, str(assignment.release))
    grade(Path(paths[0]), release, batteries, watchers)  # what is loaded at first use
    np.random.seed(0)
    started = time.process_time()
    scores = {grade(Path(path), release, batteries, watchers) for path in paths}
    taken = time.process_time() - started
    if scores != {sum(check.points for checks in batteries.values() for check in checks)}:
        raise SystemExit(f"every notebook is right, and yet they got {sorted(scores)}")
    print(taken)


if __name__ == "__main__":
    main(*sys.argv[1:])
