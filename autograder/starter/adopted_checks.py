"""The `checks.py` of an exercise that was taken over from nbgrader."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from autograder.publish.reference import TESTS
from autograder.starter.nbgrader_source import Part


def checks_of(exercise: str, tests: Sequence[Part], names: Sequence[str]) -> str:
    """Checks that run the tests beside the student's code, or ask whether the names are there."""
    if not tests:
        return _DEFINED.format(exercise=exercise, name=names[0])
    rows = [
        f'    asserts_beside("{(name := module_name(test.id, "test"))}", '
        f'"The tests `{test.id}` hold", {test.points:g}, TESTS / "{name}.py"),'
        for test in tests
    ]
    return _BESIDE.format(exercise=exercise, folder=TESTS, rows="\n".join(rows))


def module_name(text: str, kind: str, taken: Iterable[str] = ()) -> str:
    """A lower-case name that Python can import, and that nothing else has."""
    plain = re.sub(r"[^a-z0-9]+", "_", text.lower()).strip("_")
    name = plain if re.match(r"[a-z]", plain) else f"{kind}_{plain}".rstrip("_")
    number = 1
    while name in taken:
        number += 1
        name = f"{plain}_{number}"
    return name


_BESIDE = '''"""Checks of `{exercise}`, taken over from nbgrader; they run beside student code.

Student code could read or patch them. Move what matters to checks that compare answers here, in
the grader: `from autograder.checks import check, expect`.
"""

from pathlib import Path

from autograder.checks.beside import asserts_beside

TESTS = Path(__file__).parent / "{folder}"

CHECKS = [
{rows}
]
'''

_DEFINED = '''"""Checks of `{exercise}`, which had no test: that it is there, for no points."""

from autograder.checks import check, fail


@check("defined", "`{name}` is defined", 0)
def defined(student, rng):
    with student.scenario() as s:
        there = s.defined("{name}")
    if there.value is not True:
        fail("There is no `{name}` in your notebook.")


CHECKS = [defined]
'''
