"""Takes an nbgrader source notebook over as a course: the files, and what its author should know.

Solution regions become reference solutions; test cells become the exercise's public test, and
their hidden parts checks that still run beside the student's code (`autograder.checks.beside`).
What has no place in an exercise stays as text, or is named with the reason; nothing gets lost
without a word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.publish.markers import BEGIN_HIDDEN
from autograder.publish.reference import TESTS
from autograder.starter import adopted_files
from autograder.starter.adopted_checks import checks_of, module_name
from autograder.starter.adopted_text import (
    code_cell,
    count,
    own_words,
    prose_cell,
    readme,
    sample,
    toml,
    visible,
)
from autograder.starter.nbgrader_source import Kind, Part, read_parts
from autograder.starter.python_cell import (
    bound_names,
    imports,
    marked,
    split_imports,
    what_is_wrong,
)

_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_AUTOTEST = re.compile(r"^### (?:HASHED )?AUTOTEST\b", re.MULTILINE)


@dataclass(frozen=True)
class Adopted:
    """The files of the new course by their paths in it, and a list for its author."""

    lab: str
    exercises: tuple[str, ...]
    files: dict[str, bytes]
    advice: str


@dataclass
class _Course:
    """A course in the making."""

    lab: str
    origin: str
    cells: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)
    tests: dict[str, list[Part]] = field(default_factory=dict)
    names: dict[str, list[str]] = field(default_factory=dict)
    header: list[str] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)

    @property
    def reference(self) -> str:
        return f"reference/{self.lab}"


def adopt(path: Path) -> Adopted:
    """The course that the notebook becomes. AuthoringError where it is no such notebook."""
    parts = read_parts(path)
    course = _Course(module_name(path.stem, "lab"), path.name)
    latest: str | None = None
    for part in parts:
        latest = _take(course, part, latest)
    if not course.names:
        raise AuthoringError(
            f"{path} has no solution cell that defines a name, so there is nothing to check:\n"
            + "\n".join(course.advice)
        )
    for exercise in course.names:
        _finish(course, exercise)
    shipped = adopted_files.pictures(parts) | adopted_files.named_files(path, parts)
    _tell_of_files(course, parts, shipped)
    prose = "\n".join(part.source for part in parts if part.kind is Kind.PROSE)
    heading = _HEADING.search(prose)
    title = heading[1].strip() if heading else path.stem
    folder = f"assignments/{course.lab}"
    course.files[f"{folder}/notebook.py"] = "\n\n".join(course.cells) + "\n"
    course.files[f"{folder}/assignment.toml"] = toml(title, course.header, shipped)
    course.files[".gitignore"] = sample("gitignore")
    course.files["README.md"] = readme(
        course.lab, course.origin, next(iter(course.names)), course.advice
    )
    files = {name: text.encode("utf-8") for name, text in course.files.items()}
    files |= {f"{folder}/{name}": data for name, data in shipped.items()}
    return Adopted(course.lab, tuple(course.names), files, "\n".join(course.advice))


def _take(course: _Course, part: Part, latest: str | None) -> str | None:
    """Take one cell over; the exercise that tests below it belong to."""
    if part.kind is Kind.PROSE:
        course.cells.append(prose_cell(part.id, adopted_files.linked(part)))
    elif part.kind is Kind.GIVEN:
        course.header += imports(part.source)
        course.cells.append(code_cell(part.id, "given", part.source))
    elif part.kind is Kind.SOLUTION or (part.kind is Kind.BY_HAND and bound_names(part.source)):
        return _solution(course, part)
    elif part.kind is Kind.BY_HAND:
        _by_hand(course, part)
    elif latest is None:
        why = "no solution that was taken over stands above it"
        course.advice.append(f"  {part.id}: this test is not taken over, because {why}.")
    else:
        course.tests[latest].append(part)
        if len(course.tests[latest]) == 1:  # all tests of an exercise become one cell, here
            course.cells.append(f"{TESTS} {latest}")
    return latest


def _by_hand(course: _Course, part: Part) -> None:
    course.cells.append(prose_cell(part.id, own_words(part)))
    course.advice.append(
        f"  {part.id}: stays in the notebook as text to be answered, worth nothing here; a person "
        f"has to grade it ({part.points:g} points)."
    )


def _tell_of_files(course: _Course, parts: list[Part], shipped: Mapping[str, bytes]) -> None:
    if shipped:
        course.advice.append(f"  Handed out beside the notebook: {', '.join(shipped)}.")
    for name in adopted_files.missing_packages(parts, list(shipped)):
        course.advice.append(
            f"  {name}: is imported, and is not installed here. Install it (pip install {name}, "
            "if it is called so there, too), or change what imports it."
        )


def _solution(course: _Course, part: Part) -> str | None:
    """The exercise that a solution cell becomes; None where it cannot become one."""
    names = bound_names(part.source)
    if not names:
        course.cells.append(prose_cell(part.id, own_words(part)))
        why = what_is_wrong(part.source) or "it defines no name that could be checked"
        course.advice.append(f"  {part.id}: stays as text and is no exercise, because {why}.")
        return None
    exercise = module_name(part.id if part.is_named else names[0], "exercise", course.names)
    above, body = split_imports(part.source)
    if above:  # in a solution's file, imports at the top only make the file run by itself
        course.cells.append(code_cell(f"{part.id[:56]}-imports", "given", above))
        course.header += imports(above)
    head = "\n".join(dict.fromkeys(course.header))
    course.files[f"{course.reference}/{exercise}/solution.py"] = (
        f'"""The cell {part.id} of {course.origin}."""\n\n{head}\n\n\n{marked(body)}\n'
    )
    module = f"reference.{course.lab}.{exercise}.solution"
    source = f"from {module} import {', '.join(names)}"
    course.cells.append(code_cell(part.id, "solution", source, exercise))
    course.names[exercise], course.tests[exercise] = names, []
    return exercise


def _finish(course: _Course, exercise: str) -> None:
    """Write the exercise's checks, and put its public test where its first test stood."""
    tests = course.tests[exercise]
    test_id = tests[0].id if tests else f"{exercise[:50]}-defined"
    shown = [text for test in tests if (text := visible(test.source))]
    source = "\n\n".join(shown) or f"assert {' and '.join(course.names[exercise])} is not None"
    cell = code_cell(test_id, "test", source, exercise)
    if tests:
        course.cells[course.cells.index(f"{TESTS} {exercise}")] = cell
    else:
        below = next(
            n
            for n, text in enumerate(course.cells)
            if f'role="solution" exercise="{exercise}"' in text
        )
        course.cells.insert(below + 1, cell)
    folder = f"{course.reference}/{exercise}"
    for number, test in enumerate(tests):
        earlier = [visible(one.source) for one in tests[:number]]
        course.files[f"{folder}/{TESTS}/{module_name(test.id, 'test')}.py"] = "\n\n".join(
            [*filter(None, earlier), test.source, ""]
        )
    course.files[f"{folder}/checks.py"] = checks_of(exercise, tests, course.names[exercise])
    course.advice.append(_to_move(folder, tests))
    course.advice += [
        f"  {test.id}: nbgrader would make its tests out of the line `### AUTOTEST`; here such a "
        "line does nothing. Write what it should assert."
        for test in tests
        if _AUTOTEST.search(test.source)
    ]


def _to_move(folder: str, tests: list[Part]) -> str:
    if not tests:
        return f"  {folder}/checks.py: has no test yet and is worth no points; write a check."
    hidden = sum(BEGIN_HIDDEN in test.source for test in tests)
    points = sum(test.points for test in tests)
    return (
        f"  {folder}/checks.py: {count(len(tests), 'test')} ({hidden} with a hidden part, "
        f"{count(points, 'point')}) beside the student's code."
    )
