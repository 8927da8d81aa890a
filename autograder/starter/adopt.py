"""Takes an nbgrader source notebook over as a course: the files, and what its author should know.

Solution regions become reference solutions; test cells become the exercise's public test, and
their hidden parts checks that still run beside the student's code (`autograder.checks.beside`).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from autograder.publish.markers import BEGIN_HIDDEN, hidden_lines
from autograder.publish.reference import TESTS
from autograder.starter.adopted_checks import checks_of, module_name
from autograder.starter.nbgrader_source import Kind, Part, read_parts
from autograder.starter.python_cell import bound_names, imports, marked, split_imports

PRELOADED = ("numpy", "scipy", "pandas", "matplotlib.pyplot")
_HEADING = re.compile(r"^#+ +(.+)$", re.MULTILINE)
_MAGIC = re.compile(r"^[%!]", re.MULTILINE)


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
    for exercise in course.names:
        _finish(course, exercise)
    prose = "\n".join(part.source for part in parts if part.kind is Kind.PROSE)
    heading = _HEADING.search(prose)
    title = heading[1].strip() if heading else path.stem
    folder = f"assignments/{course.lab}"
    course.files[f"{folder}/notebook.py"] = "\n\n".join(course.cells) + "\n"
    course.files[f"{folder}/assignment.toml"] = _toml(title, course.header)
    course.files[".gitignore"] = _sample("gitignore")
    course.files["README.md"] = _readme(course)
    files = {name: text.encode("utf-8") for name, text in course.files.items()}
    return Adopted(course.lab, tuple(course.names), files, "\n".join(course.advice))


def _take(course: _Course, part: Part, latest: str | None) -> str | None:
    """Take one cell over; the exercise that tests below it belong to."""
    if part.kind is Kind.PROSE:
        course.cells.append(_prose(part))
    elif part.kind is Kind.GIVEN:
        course.header += imports(part.source)
        course.cells.append(_code(part.id, "given", part.source))
    elif part.kind is Kind.SOLUTION:
        return _solution(course, part) or latest
    elif part.kind is Kind.TEST and latest is not None:
        course.tests[latest].append(part)
        if len(course.tests[latest]) == 1:  # all tests of an exercise become one cell, here
            course.cells.append(f"{TESTS} {latest}")
    else:
        why = "it is graded by hand" if part.kind is Kind.BY_HAND else "no solution stands above it"
        course.advice.append(f"  {part.id}: not taken over, because {why}.")
    return latest


def _solution(course: _Course, part: Part) -> str | None:
    names = bound_names(part.source)
    if not names:
        course.advice.append(
            f"  {part.id}: not taken over, because it defines no name that could be checked."
        )
        return None
    exercise = module_name(part.id, "exercise", course.names)
    above, body = split_imports(part.source)
    if above:  # in a solution's file, imports at the top only make the file run by itself
        course.cells.append(_code(f"{part.id[:56]}-imports", "given", above))
        course.header += imports(above)
    head = "\n".join(dict.fromkeys(course.header))
    course.files[f"{course.reference}/{exercise}/solution.py"] = (
        f'"""The cell {part.id} of {course.origin}."""\n\n{head}\n\n\n{marked(body)}\n'
    )
    module = f"reference.{course.lab}.{exercise}.solution"
    source = f"from {module} import {', '.join(names)}"
    course.cells.append(_code(part.id, "solution", source, exercise))
    course.names[exercise], course.tests[exercise] = names, []
    return exercise


def _finish(course: _Course, exercise: str) -> None:
    """Write the exercise's checks, and put its public test where its first test stood."""
    tests = course.tests[exercise]
    test_id = tests[0].id if tests else f"{exercise[:50]}-defined"
    visible = [text for test in tests if (text := _visible(test.source))]
    source = "\n\n".join(visible) or f"assert {' and '.join(course.names[exercise])} is not None"
    cell = _code(test_id, "test", source, exercise)
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
        earlier = [_visible(one.source) for one in tests[:number]]
        course.files[f"{folder}/{TESTS}/{module_name(test.id, 'test')}.py"] = "\n\n".join(
            [*filter(None, earlier), test.source, ""]
        )
    course.files[f"{folder}/checks.py"] = checks_of(exercise, tests, course.names[exercise])
    course.advice.append(_to_move(folder, tests))


def _to_move(folder: str, tests: list[Part]) -> str:
    if not tests:
        return f"  {folder}/checks.py: has no test yet and is worth no points; write a check."
    hidden = sum(BEGIN_HIDDEN in test.source for test in tests)
    points = sum(test.points for test in tests)
    return (
        f"  {folder}/checks.py: {len(tests)} tests ({hidden} with hidden parts, {points:g} points) "
        "run beside the student's code."
    )


def _visible(source: str) -> str:
    hidden = hidden_lines(source)
    lines = source.splitlines()
    marks = {n for n, line in enumerate(lines, 1) if "HIDDEN TESTS" in line}
    kept = [line for n, line in enumerate(lines, 1) if n not in hidden | marks]
    return "\n".join(kept).strip()


def _prose(part: Part) -> str:
    lines = (f"# {line}".rstrip() for line in part.source.splitlines())
    return "\n".join([f'# %% [markdown] id="{part.id}"', *lines])


def _code(cell_id: str, role: str, source: str, exercise: str | None = None) -> str:
    about = f' exercise="{exercise}"' if exercise else ""
    # In a percent-format file magics stand in comments.
    return f'# %% id="{cell_id}" role="{role}"{about}\n' + _MAGIC.sub(r"# \g<0>", source)


def _toml(title: str, header: list[str]) -> str:
    text = "\n".join(header)
    preload = [
        name for name in PRELOADED if re.search(rf"\b{re.escape(name.split('.')[0])}\b", text)
    ]
    packages = json.dumps(list(dict.fromkeys(["numpy", *preload])))
    return f"title = {json.dumps(title, ensure_ascii=False)}\npreload = {packages}\n"


def _readme(course: _Course) -> str:
    text = _sample("README.md").replace("integrals", course.lab)
    first = next(iter(course.names))
    text = text.replace("trapezoid", first).replace("with one exercise", "whose first exercise is")
    return text + _LATER.format(origin=course.origin, advice="\n".join(course.advice))


def _sample(name: str) -> str:
    return (resources.files("autograder.starter") / "course" / name).read_text("utf-8")


_LATER = """
## What to move to the trusted side

This course was taken over from `{origin}`. Tests that run beside the student's code can be read and
patched by it; a check that compares answers in the grader cannot. `reference/README.md` of the
autograder's own repository shows how such a check is written. To do:

```
{advice}
```
"""
