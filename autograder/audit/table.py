"""An audit in words: a table of 80 columns, what has to be mended, and how good diagnosis is."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from autograder.audit.mutants import Mutant
from autograder.audit.recognition import Diagnosed, Told, share
from autograder.audit.run import Audited
from autograder.audit.trial import Outcome
from autograder.conventions import in_words

NAME = 28
HEADS = ("wrong", "right", "mutants", "told", "restyled", "ms", "trips")
WIDTHS = (8, 6, 8, 7, 9, 7, 6)

LEGEND = """\
wrong     known mistakes caught by the check that they name, of all
right     right answers, written differently, that lose nothing
mutants   generated wrong answers that lose points; equivalent ones are left out
told      known mistakes that answer, and are told to students by their name
restyled  the same mistakes in another style
ms trips  asking a right answer: milliseconds, and round trips to the box"""


def table(audited: Sequence[Audited]) -> str:
    """The audit as a text to print."""
    lines: list[str] = []
    for name in dict.fromkeys(one.assignment for one in audited):
        lines.append(_row(name, HEADS))
        lines += [
            _row(f"  {_short(one)}", _cells(one)) for one in audited if one.assignment == name
        ]
    lines += ["", LEGEND, *_of_diagnosis(audited)]
    complaints = [_wrapped(text) for one in audited for text in _complaints(one)]
    return "\n".join([*lines, *(["", *complaints] if complaints else [])])


def _wrapped(text: str) -> str:
    """The text in lines of 80 columns; what has lines already is code, and stays."""
    if "\n" in text:
        return text
    long = {"break_long_words": False, "break_on_hyphens": False}
    return textwrap.fill(text, 80, subsequent_indent="  ", **long)  # type: ignore[arg-type]


def _row(name: str, cells: Sequence[str]) -> str:
    columns = "".join(f"{cell:>{width}}" for cell, width in zip(cells, WIDTHS, strict=True))
    return f"{name:{NAME}} {columns}"


def _short(one: Audited) -> str:
    return one.label.partition("/")[2]


def _cells(one: Audited) -> tuple[str, ...]:
    mutation, recognition = one.mutation, one.recognition
    return (
        _of(sum(o.is_good for o in one.wrong), len(one.wrong)),
        _of(sum(o.is_good for o in one.right), len(one.right)),
        _of(mutation.caught, mutation.tried - len(mutation.listed)) if mutation else "-",
        _of(*share(recognition.bank)) if recognition else "-",
        _of(*share(recognition.restyled)) if recognition else "-",
        f"{one.milliseconds:.1f}",
        str(one.round_trips),
    )


def _of(some: int, all_: int) -> str:
    return f"{some}/{all_}"


def _complaints(one: Audited) -> Iterator[str]:
    yield from (_complaint(one, outcome) for outcome in one.bad)
    yield from (
        _survived(one, mutant) for mutant in (one.mutation.survivors if one.mutation else ())
    )
    if not one.outcomes and not one.conventions:
        yield (
            f"{one.label}: its bank is empty. Put wrong answers into "
            f"reference/{one.assignment}/{one.exercise}/mistakes/ and right ones into variants/."
        )
    elif one.idle and not one.conventions:
        yield (
            f"{one.label}: no mistake needs {', '.join(one.idle)}. "
            "Delete the check, or find its mistake."
        )
    told = [*one.recognition.bank, *one.recognition.restyled] if one.recognition else []
    for diagnosed in told:
        if diagnosed.told is Told.OTHER:
            names = ", ".join(diagnosed.names)
            yield f"{one.label}: {diagnosed.name} is told to be {names}."


def _survived(one: Audited, mutant: Mutant) -> str:
    return (
        f"{one.label}: a mutant of {mutant.path.name} gets through:\n"
        f"    {mutant.before}\n  → {mutant.after}"
    )


def _complaint(one: Audited, outcome: Outcome) -> str:
    answer = outcome.answer
    under = f" ({in_words(one.conventions.items())})" if one.conventions else ""
    if answer.is_right:
        lost = ", ".join(f"{name} ({count})" for name, count in outcome.lost.items())
        return (
            f"{answer.path}{under}: a right answer loses points at {lost}: {outcome.message} "
            f"Look at it: {_look(one, outcome)}"
        )
    others = ", ".join(f"{name} ({count})" for name, count in outcome.lost.items()) or "nothing"
    return (
        f"{answer.path}{under}: {answer.caught_by!r} does not catch it under {outcome.missed} of "
        f"{outcome.seeds} seeds; caught by: {others}. {_look(one, outcome)} shows what came back."
    )


def _look(one: Audited, outcome: Outcome) -> str:
    """The command that shows an author everything about this answer."""
    return f"autograder try {one.assignment}/{one.exercise} {outcome.answer.path}"


def _of_diagnosis(audited: Sequence[Audited]) -> Iterator[str]:
    found = [one.recognition for one in audited if one.recognition]
    if not found:
        return
    bank = [d for recognition in found for d in recognition.bank]
    if not bank:
        return
    yield ""
    yield f"Told by their own name: {_share(bank)} of the bank's mistakes that answer,"
    yield f"  {_share([d for r in found for d in r.restyled])} of them in another style."
    raising = sum(d.told is Told.LINE for d in bank)
    if raising:
        yield f"  {raising} raise or never end: they are told the line instead."
    if unknown := [d for recognition in found for d in recognition.unknown]:
        names = [d for d in unknown if d.names]
        false = sum(d.told is Told.OTHER for d in names)
        yield f"Of {len(unknown)} generated wrong answers {len(names)} get a known mistake's name;"
        yield f"  {false} of these names did not hold on other numbers."
    milliseconds = sum(d.milliseconds for d in bank) / max(len(bank), 1)
    yield f"A wrong answer costs the grader {milliseconds:.1f} ms of its processor, on average."


def _share(diagnosed: Sequence[Diagnosed]) -> str:
    right, answering = share(diagnosed)
    return f"{right} of {answering} ({right / max(answering, 1):.0%})"
