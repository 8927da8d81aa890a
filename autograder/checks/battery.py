"""A battery: an exercise's checks in the order in which they are asked, and the asking."""

from __future__ import annotations

import inspect
import math
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from autograder.checks.outcome import Broken, CheckFailed, NoAnswer, Waived
from autograder.checks.student import Student
from autograder.checks.wave import Begun, ask_together, can_begin
from autograder.errors import AuthoringError, GraderError
from autograder.verdict import CheckResult, CheckStatus, Example

# A generator yields where it needs the answers to what it has asked so far; see wave.py.
Question = Callable[[Student, np.random.Generator], Iterator[None] | None]
Generators = Callable[[str], np.random.Generator]

# After so many checks that ended in silence the rest of the exercise is not asked any more: each
# costs its full time limit, and a class waits.
PATIENCE = 2


@dataclass(frozen=True)
class Check:
    """One hidden check.

    `title` says to the student what is asked; `needs` names checks of the same exercise without
    which this one means nothing (it is skipped, not failed, when one of them did not pass).
    `question` raises CheckFailed when the answer is wrong and draws all its numbers from the
    generator that it is given. `smallest` asks for the smallest counterexample, where a failed
    check can be shown by one; `probe` asks a few things that tell wrong answers apart. Both use
    numbers that are the same for everyone, never hidden ones, and count for nothing.
    """

    name: str
    title: str
    points: float
    question: Question
    needs: tuple[str, ...] = ()
    smallest: Callable[[Student], Example | None] | None = None
    probe: Callable[[Student], list[Any]] | None = None

    def ask(self, student: Student, rng: np.random.Generator) -> None:
        """Ask the question by itself, to its end, whether it is a generator or not.

        Broken where it returns a verdict: what is returned would be lost, and the check would pass.
        """
        asked = self.question(student, rng)
        if asked is not None and not isinstance(asked, Iterator):
            raise Broken(
                f"The hidden check {self.name!r} returned a {type(asked).__name__} "
                f"({_short(*_begins(self.question))}). A check returns nothing: it ends by "
                "`expect(...)` or `fail(...)`. Its author has to mend it; then grade again."
            )
        for _ in asked or ():
            pass


def check(
    name: str, title: str, points: float, needs: Sequence[str] = ()
) -> Callable[[Question], Check]:
    """Make a check of a function `(student, rng) -> None`.

    AuthoringError, with the function's place, where it is no such function or no such check.
    """

    def made(question: Question) -> Check:
        if problem := _misuse(title, points, needs) or _not_a_question(question):
            file, line = _begins(question)
            raise AuthoringError(f"{file}:{line}: check {name!r}: {problem}")
        return Check(name, title, points, question, tuple(needs))

    return made


def _misuse(title: object, points: object, needs: object) -> str:
    if not isinstance(points, int | float) or isinstance(points, bool) or not math.isfinite(points):
        return f"points is {points!r}; it must be a number, such as points=4."
    if not isinstance(title, str):
        return f"its title is {title!r}; it must be the sentence that students read."
    if isinstance(needs, str):
        return f'needs is a text; it must be a list, such as needs=["{needs}"].'
    return ""


def _not_a_question(question: object) -> str:
    try:
        inspect.signature(question).bind(None, None)  # type: ignore[arg-type]
    except TypeError:
        return "it must be a function of two arguments: def name(student, rng)."
    return ""


def ask(
    checks: Sequence[Check], student: Student, generator: Generators
) -> tuple[CheckResult, ...]:
    """Ask every check in order; `generator` gives each its own random numbers by name.

    A check that raises anything but its verdict is Broken, which is no student's fault.
    """
    results: dict[str, CheckResult] = {}
    silences = 0
    begun = _begin(checks, student, generator)
    for one in checks:
        if silences >= PATIENCE:
            results[one.name] = _skip(one, "Not asked: the checks before it did not come back.")
        elif waived := [need for need in one.needs if _waived(results[need])]:
            results[one.name] = _waive(one, results[waived[0]].message)
        elif unmet := _unmet(one, results):
            titles = ", ".join(f"“{results[need].title}”" for need in unmet)
            results[one.name] = _skip(one, f"Not asked yet: it needs {titles} first.")
        else:
            student.turn_to(one.name)
            results[one.name] = _judge(one, begun.get(one.name), student, generator)
            silences += results[one.name].status is CheckStatus.TIMEOUT
    return tuple(results.values())


def _begin(checks: Sequence[Check], student: Student, generator: Generators) -> dict[str, Begun]:
    """Ask in one round trip what can be asked so, where that is more than one check.

    That some of it needs another check is no matter yet: most answers are right, and what was
    asked for nothing is not judged.
    """
    due = [one for one in checks if can_begin(one)]
    if len(due) < 2 or student.together is None:
        return {}
    begun = {one.name: Begun(one, student, generator(one.name)) for one in due}
    ask_together(list(begun.values()), student)
    return begun


def _unmet(one: Check, results: Mapping[str, CheckResult]) -> list[str]:
    return [need for need in one.needs if not _passed(results[need])]


def _passed(result: CheckResult) -> bool:
    return result.status is CheckStatus.PASSED


def _waived(result: CheckResult) -> bool:
    return result.status is CheckStatus.SKIPPED and not result.max_points


def _judge(one: Check, begun: Begun | None, student: Student, generator: Generators) -> CheckResult:
    try:
        if begun is not None:
            begun.finish()
        else:
            one.ask(student, generator(one.name))
    except CheckFailed as failed:
        return _lost(one, CheckStatus.FAILED, str(failed))
    except NoAnswer as silence:
        return replace(_lost(one, silence.status, str(silence)), place=silence.place)
    except Waived as reason:
        return _waive(one, str(reason))
    except GraderError:
        raise
    except Exception as error:
        # The message stays here: students may read the reason, and it may hold hidden numbers.
        file, line = _place(error)
        broken = Broken(
            f"The hidden check {one.name!r} broke down with {type(error).__name__} "
            f"({_short(file, line)}). Its author has to mend it; then grade again."
        )
        broken.add_note(f"{file}:{line}: {type(error).__name__}: {error}")  # for its author alone
        raise broken from error
    return CheckResult(one.name, one.title, CheckStatus.PASSED, one.points, one.points)


def _place(error: Exception) -> tuple[str, int]:
    """The file and line where the error arose: its author's own, if one of the frames is that."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if "reference" in Path(frame.filename).parts]
    last = (own or frames)[-1]
    return last.filename, last.lineno or 1


def _begins(question: object) -> tuple[str, int]:
    """Where a function is written; for another callable, nowhere in particular."""
    code = getattr(question, "__code__", None)
    return (code.co_filename, code.co_firstlineno) if code else ("checks.py", 1)


def _short(file: str, line: int) -> str:
    """A place without the machine's own folders: students may read it."""
    return f"{'/'.join(Path(file).parts[-3:])}, line {line}"


def _lost(one: Check, status: CheckStatus, message: str) -> CheckResult:
    return CheckResult(one.name, one.title, status, 0.0, one.points, message)


def _skip(one: Check, message: str) -> CheckResult:
    return _lost(one, CheckStatus.SKIPPED, message)


def _waive(one: Check, message: str) -> CheckResult:
    return CheckResult(one.name, one.title, CheckStatus.SKIPPED, 0.0, 0.0, message)
