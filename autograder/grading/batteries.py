"""Loads the hidden checks of an assignment from `reference/`, and refuses batteries that are wrong.

Runs an author's code, so it belongs to the trusted side and happens once per process.
"""

from __future__ import annotations

import importlib
import sys
import traceback
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from types import ModuleType

from autograder.checks.battery import Check
from autograder.checks.probe import Probe, of_checks
from autograder.checks.sign import SignReader
from autograder.course import Assignment
from autograder.errors import AuthoringError

_FOLDERS = ("assignments", "reference")  # of a course, and what its modules' names begin with

Batteries = Mapping[str, tuple[Check, ...]]


def load_batteries(assignment: Assignment) -> Batteries:
    """Every exercise's checks, by the exercise's name."""
    for name in assignment.points:
        if name not in assignment.exercises:
            raise AuthoringError(
                f"{assignment.folder / 'assignment.toml'}: [points] names {name!r}, which is no "
                f"exercise. The exercises are: {', '.join(assignment.exercises)}."
            )
    return {name: load_battery(assignment, name) for name in assignment.exercises}


def load_battery(assignment: Assignment, exercise: str) -> tuple[Check, ...]:
    """One exercise's checks; their points add up to what assignment.toml says, if it says."""
    path = assignment.reference / exercise / "checks.py"
    module = _import(assignment, f"{exercise}.checks")
    checks = _listed(path, module)
    _refuse_disorder(str(path), checks)
    return _scaled(str(path), checks, assignment.points.get(exercise))


def load_probe(assignment: Assignment, exercise: str) -> Probe:
    """The exercise's own `PROBE`, or that of the first check which brings one, or one of all."""
    own: Probe | None = getattr(_import(assignment, f"{exercise}.checks"), "PROBE", None)
    battery = load_battery(assignment, exercise)
    brought = (check.probe for check in battery if check.probe)
    return own or next(brought, None) or of_checks(battery)


def load_sign_reader(assignment: Assignment) -> SignReader | None:
    """`signs` of the lab's `signs.py`, where there is one."""
    path = assignment.reference / "signs.py"
    if not path.is_file():
        return None
    reader = getattr(_import(assignment, "signs"), "signs", None)
    if not callable(reader):
        raise AuthoringError(f"{path}: it must define `signs(student)` (see reference/README.md).")
    read: SignReader = reader
    return read


def points_of(batteries: Batteries) -> dict[str, float]:
    """What each exercise is worth."""
    return {name: sum(check.points for check in checks) for name, checks in batteries.items()}


def _import(assignment: Assignment, module: str) -> ModuleType:
    root = str(assignment.root)
    _forget_other_courses(assignment.root.absolute())
    name = f"reference.{assignment.name}.{module}"
    sys.path.insert(0, root)
    try:
        return importlib.import_module(name)
    except AuthoringError:
        raise
    except Exception as error:
        path = assignment.reference / f"{module.replace('.', '/')}.py"
        raise AuthoringError(
            f"{_place(error, assignment.root, path)} does not load: "
            f"{type(error).__name__}: {getattr(error, 'msg', error)}"
        ) from error
    finally:
        sys.path.remove(root)


def _place(error: Exception, root: Path, path: Path) -> str:
    """File and line in the course where loading ended: where the author has to look."""
    if isinstance(error, SyntaxError) and error.filename:
        return f"{error.filename}:{error.lineno}"
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if Path(frame.filename).is_relative_to(root.absolute())]
    return f"{own[-1].filename}:{own[-1].lineno}" if own else str(path)


def _forget_other_courses(root: Path) -> None:
    """Another course's modules of the same names would be taken for this one's."""
    loaded = {n: m for n, m in sys.modules.items() if n.split(".")[0] in _FOLDERS}
    files = [file for module in loaded.values() if (file := getattr(module, "__file__", None))]
    if not all(Path(file).is_relative_to(root) for file in files):
        for name in loaded:
            del sys.modules[name]


def _listed(path: Path, module: ModuleType) -> tuple[Check, ...]:
    checks = getattr(module, "CHECKS", None)
    made = [name for name, value in vars(module).items() if isinstance(value, Check)]
    if not isinstance(checks, list | tuple):
        raise AuthoringError(
            f"{path}: CHECKS must be a list of checks. End the file with: "
            f"CHECKS = [{', '.join(made)}]"
        )
    for one in checks:
        if not isinstance(one, Check):
            name = getattr(one, "__name__", repr(one))
            raise AuthoringError(
                f"{path}: CHECKS must be a list of checks, and {name} is none. Put "
                f'@check("{name}", "What students read", points=1) above it.'
            )
    return tuple(checks)


def _refuse_disorder(path: str, checks: tuple[Check, ...]) -> None:
    if not checks:
        raise AuthoringError(f"{path}: CHECKS is empty. Nothing of the exercise would be asked.")
    seen: set[str] = set()
    for check in checks:
        if check.name in seen:
            raise AuthoringError(f"{path}: two checks are named {check.name!r}.")
        if check.points < 0:
            raise AuthoringError(f"{path}: check {check.name!r} is worth {check.points:g} points.")
        if missing := [need for need in check.needs if need not in seen]:
            raise AuthoringError(
                f"{path}: check {check.name!r} needs {missing[0]!r}, which is not above it."
            )
        seen.add(check.name)


def _scaled(path: str, checks: tuple[Check, ...], total: float | None) -> tuple[Check, ...]:
    if total is None:
        return checks
    points = sum(check.points for check in checks)
    if not points:
        raise AuthoringError(
            f"{path}: the checks are worth nothing, so they cannot be scaled to {total:g} points."
        )
    return tuple(replace(check, points=check.points * total / points) for check in checks)
