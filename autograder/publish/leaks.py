"""The last look before a release: no line of the reference may stand in it.

Looks at the bundle's bytes and not at how they were made, so that a fault in any earlier stage,
in the author's prose or in a shipped file is seen alike.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from autograder.course import Assignment
from autograder.publish.bundle import Bundle
from autograder.publish.markers import is_like_a_mark
from autograder.publish.reference import Secret, read_reference, tokens


@dataclass(frozen=True)
class _Passage:
    """A text in the release; `given` if students are given it as code to build on."""

    where: str
    text: str
    given: bool = False


def leaks(assignment: Assignment, bundle: Bundle) -> list[str]:
    """One sentence for each line of the release that must not be there; empty if it is clean.

    Refused are lines of solutions (between their marks) and of checks wherever they stand, lines
    of mistakes and variants unless students are given the same line, and marks of any spelling.
    Lines are compared without comments and spaces; trivial ones (`is_trivial`) do not count.
    """
    passages = list(_passages(bundle))
    reference = read_reference(assignment)
    public = "\n".join([reference.stubs, *(tokens(p.text) for p in passages if p.given)])
    secrets = {s.tokens: s for s in reference.bank if not _within(s, public)}
    # Of equal lines the first of the gravest kind is the one to name.
    secrets |= {s.tokens: s for s in reversed(reference.answers)}
    found = [sentence for passage in passages for sentence in _marks(passage)]
    for passage in passages:
        found += _lines(passage, secrets, assignment)
    return found


def _within(secret: Secret, text: str) -> bool:
    return f" {secret.tokens} " in text


def _marks(passage: _Passage) -> Iterator[str]:
    for number, line in enumerate(passage.text.splitlines(), 1):
        if is_like_a_mark(line):
            yield (
                f"{passage.where}, line {number}: {line.strip()!r} is a mark of a solution, or "
                "looks like one. Correct or remove it in the source."
            )


def _lines(passage: _Passage, secrets: dict[str, Secret], assignment: Assignment) -> Iterator[str]:
    whole = tokens(passage.text)
    lines = whole.split("\n")
    # The whole text first: nearly always there is nothing, and the lines need not be walked.
    for secret in [secret for secret in secrets.values() if _within(secret, whole)]:
        source = secret.path.relative_to(assignment.root).as_posix()
        for number, line in enumerate(lines, 1):
            if _within(secret, line):
                yield (
                    f"{passage.where}, line {number} holds {source}:{secret.line}, which is not "
                    f"public: {secret.text}"
                )


def _passages(bundle: Bundle) -> Iterator[_Passage]:
    for name, data in bundle.files.items():
        if name == bundle.notebook:
            yield from _cells(name, json.loads(data))
            continue
        try:
            yield _Passage(name, data.decode("utf-8"))
        except UnicodeDecodeError:
            continue  # data and pictures hold no lines


def _cells(name: str, notebook: dict[str, Any]) -> Iterator[_Passage]:
    """Each cell's source, and then every other text: metadata, outputs, attachments."""
    for cell in notebook.pop("cells"):
        where = f"{name}, cell {cell['id']!r}"
        given = cell["metadata"].get("autograder", {}).get("role") == "given"
        yield _Passage(where, "".join(cell.pop("source")), given)
        yield _Passage(f"{where}, beside its source", "\n".join(_texts(cell)))
    yield _Passage(f"{name}, metadata", "\n".join(_texts(notebook)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from (key, *_texts(inner))
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
