"""The lab's checks as otter's tests: what an author would write who uses otter for the same lab.

For each exercise one file with two cases: the public test cell, run in the student's names, and the
hidden checks of `reference/`, asked of these names in the same process, since otter has no other.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from autograder.course import Assignment

_TEST = """\
OK_FORMAT = False
name = {exercise!r}
points = {points!r}

import sys
from otter.test_files import test_case

for folder in {folders!r}:
    if folder not in sys.path:
        sys.path.insert(0, folder)


@test_case(name="public")
def test_public(env):
    exec({public!r}, env)


@test_case(name="hidden", hidden=True)
def test_hidden(env):
    from pathlib import Path

    import in_process
    from autograder.checks import ask
    from autograder.course import Course
    from autograder.grading import seeds
    from autograder.grading.batteries import load_battery

    assignment = Course(Path({root!r})).assignment({assignment!r})
    checks = [c for c in load_battery(assignment, {exercise!r}) if c.name not in {unseen!r}]
    student = in_process.student(env, {{}})
    results = ask(checks, student, seeds.generators("otter", {exercise!r}))
    assert all(result.points == result.max_points for result in results), results
"""

# These look at calls of numpy.exp by wrapping it before student code is loaded: not to be had here.
UNSEEN = ("never_positive_exponent",)


def write(assignment: Assignment, folder: Path, otter: Path) -> Path:
    """Write the tests and let `otter generate` pack them; the archive for `otter run`."""
    tests = folder / "tests"
    tests.mkdir()
    release = json.loads(assignment.released_notebook.read_text("utf-8"))
    for exercise in assignment.exercises:
        text = _test(assignment, exercise, release)
        (tests / f"{exercise}.py").write_text(text, "utf-8")
    shipped = []
    for name, path in assignment.shipped().items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(path.read_bytes())
        shipped.append(name)
    archive = folder / "autograder.zip"
    command = [otter, "generate", "-t", tests, "-o", archive, "--no-requirements", "--no-config"]
    subprocess.run(
        [*command, "--no-environment", *shipped], check=True, cwd=folder, capture_output=True
    )
    return archive


def _test(assignment: Assignment, exercise: str, release: dict) -> str:  # type: ignore[type-arg]
    cells = [
        "".join(cell["source"])
        for cell in release["cells"]
        if cell["metadata"].get("autograder", {}).get("role") == "test"
        and cell["metadata"]["autograder"].get("exercise") == exercise
    ]
    return _TEST.format(
        exercise=exercise,
        points=float(assignment.points.get(exercise, 1.0)),
        folders=[str(assignment.root), str(Path(__file__).parent)],
        public="\n".join(cells),
        root=str(assignment.root),
        assignment=assignment.name,
        unseen=UNSEEN,
    )
