"""The two marks around a solution, and everything that only looks like one.

A misspelt mark is the way in which solutions reach students, so whatever resembles a mark and is
none is refused with its line rather than ignored.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher

from autograder.errors import AuthoringError

BEGIN = "### BEGIN SOLUTION"
END = "### END SOLUTION"
BEGIN_HIDDEN = "### BEGIN HIDDEN TESTS"
END_HIDDEN = "### END HIDDEN TESTS"

# Letters only, so that spaces, dashes, colons and case cannot hide a slip.
_WORDS = tuple(
    verb + noun
    for verb in ("BEGIN", "START", "END", "STOP")
    for noun in ("SOLUTION", "HIDDENTESTS", "MARKSCHEME")
)
# nbgrader looks for these anywhere in a line, and so they count anywhere in a line.
_NBGRADER = re.compile(r"\b(BEGIN|END) (SOLUTION|HIDDEN TESTS|MARK SCHEME)")
# Between "solution" (0.84 of ENDSOLUTION), which is prose, and "begin solution here" (0.87).
_ALIKE = 0.86


def is_like_a_mark(line: str) -> bool:
    """Whether the line is a mark, or a comment that is nearly one."""
    if _NBGRADER.search(line):
        return True
    _, hash_sign, comment = line.rpartition("#")
    letters = re.sub(r"[\W\d_]", "", comment).upper()
    return bool(hash_sign) and any(_alike(letters, word) for word in _WORDS)


def _alike(letters: str, word: str) -> bool:
    if abs(len(letters) - len(word)) > 4:
        return False
    return SequenceMatcher(None, letters, word, autojunk=False).ratio() >= _ALIKE


def marks_in(text: str) -> list[int]:
    """Lines, from 1, that are marks or nearly marks."""
    return [n for n, line in enumerate(text.splitlines(), 1) if is_like_a_mark(line)]


def solution_lines(text: str, where: object) -> frozenset[int]:
    """Lines, from 1, that stand between the marks of a solution.

    `where` names the text in errors, which say `where:line`. AuthoringError for a text without
    marks and for marks that are nested, left open, closed twice, misspelt or of another kind.
    """
    lines = text.splitlines()
    inside: set[int] = set()
    opened = 0
    for number in marks_in(text):
        mark = lines[number - 1].strip()
        if mark not in (BEGIN, END):
            raise AuthoringError(
                f"{where}:{number}: {mark!r} is not a mark, but looks like one. Write exactly "
                f"'{BEGIN}' or '{END}' on a line of its own, or reword the comment."
            )
        if (mark == BEGIN) == bool(opened):
            raise AuthoringError(f"{where}:{number}: {_out_of_turn(opened)}")
        inside.update(range(opened + 1, number) if opened else ())
        opened = 0 if opened else number
    if opened:
        raise AuthoringError(f"{where}:{opened}: '{BEGIN}' is never closed; add '{END}'.")
    if not inside:
        raise AuthoringError(
            f"{where}:1: nothing stands between '{BEGIN}' and '{END}', so students would be handed "
            "the whole solution. Put the marks around what students are to write."
        )
    return frozenset(inside)


def hidden_lines(text: str) -> frozenset[int]:
    """Lines, from 1, between nbgrader's marks of hidden tests, and the marks; to the end if open.

    A line that also stands outside them is not hidden.
    """
    lines = [line.strip() for line in text.splitlines()]
    inside: set[int] = set()
    hidden = False
    for number, line in enumerate(lines, 1):
        hidden = hidden or line == BEGIN_HIDDEN
        if hidden:
            inside.add(number)
        hidden = hidden and line != END_HIDDEN
    shown = {line for number, line in enumerate(lines, 1) if number not in inside}
    return frozenset(number for number in inside if lines[number - 1] not in shown)


def _out_of_turn(opened: int) -> str:
    if opened:
        return f"'{BEGIN}' stands inside the solution that opened in line {opened}."
    return f"'{END}' closes nothing; add '{BEGIN}' above it or remove it."
