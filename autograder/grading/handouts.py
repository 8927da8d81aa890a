"""Under which conventions foreign work was done, where its code shows it.

Only conventions that nobody has chosen are looked at: what the command line says is not
questioned. Where there is no sign, the assignment's own value holds.
"""

from __future__ import annotations

from autograder.checks.outcome import CheckFailed, NoAnswer
from autograder.checks.sign import Sign, SignReader
from autograder.checks.student import Student
from autograder.course import Assignment
from autograder.errors import AutograderError, GraderError


def read_signs(assignment: Assignment, reader: SignReader, student: Student) -> tuple[Sign, ...]:
    """The signs that change how the work is to be judged."""
    try:
        found = reader(student)
    except (CheckFailed, NoAnswer):
        return ()  # code that gives no answer gives no sign
    except AutograderError:
        raise
    except Exception as error:
        raise GraderError(
            f"{assignment.reference / 'signs.py'} broke down with {type(error).__name__}. Its "
            "author has to mend it; then grade again."
        ) from error
    in_force = assignment.in_force
    return tuple(
        sign
        for sign in found
        if sign.convention not in assignment.settled and in_force.get(sign.convention) != sign.value
    )


def under_signs(assignment: Assignment, signs: tuple[Sign, ...]) -> Assignment:
    """The assignment as the work was done; AuthoringError for a sign of no convention."""
    found = {sign.convention: sign.value for sign in signs}
    return assignment.under({**assignment.chosen, **found}) if found else assignment


def in_words(sign: Sign) -> str:
    """What the student is told of a sign."""
    return f"Judged under {sign.convention}={sign.value}: {sign.because}"
