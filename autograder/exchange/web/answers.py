"""Values as the API's shapes, and files as answers that no browser opens."""

from __future__ import annotations

from fastapi import Response

from autograder.exchange.access import Person
from autograder.exchange.handouts import Handout
from autograder.exchange.standing import Attempt, counting
from autograder.exchange.store import Store
from autograder.exchange.terms import Terms
from autograder.exchange.web import shapes
from autograder.exchange.web.finding import shown_score


def release_answer(found: Handout) -> shapes.Release:
    """A version of a lab."""
    return shapes.Release(
        lab=found.lab,
        version=found.version,
        label=found.label,
        published=found.published,
        files=list(found.files),
    )


def attachment(data: bytes, name: str) -> Response:
    """A file to keep, never one that a browser opens: its name is its bytes' own and is quoted."""
    last = name.rpartition("/")[2]
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "._-") else "_" for c in last)
    headers = {"Content-Disposition": f'attachment; filename="{plain}"'}
    return Response(data, media_type="application/octet-stream", headers=headers)


def lab_answer(
    terms: Terms, version: int, mine: list[Attempt], person: Person, store: Store
) -> shapes.Lab:
    """A lab as it stands for a person; `mine` are the person's attempts at any lab."""
    own = [attempt for attempt in mine if attempt.lab == terms.lab]
    best = counting(own, terms.policy)
    score, most = shown_score(best, person, terms, store)
    names = ("title", "opens", "due", "closes", "extended")
    return shapes.Lab(
        **{name: getattr(terms, name) for name in names},
        name=terms.lab,
        version=version,
        is_closed=terms.is_closed(store.clock()),
        attempts=len(own),
        score=score,
        max_score=most,
    )


def submission_answer(
    attempt: Attempt, student: Person, terms: Terms, person: Person, store: Store
) -> shapes.Submission:
    """A submission as a person sees it."""
    score, most = shown_score(attempt, person, terms, store)
    names = ("submission", "lab", "attempt", "received", "sha256", "size", "filename", "way")
    return shapes.Submission(
        **{name: getattr(attempt, name) for name in names},
        student=student.login,
        status=attempt.status,
        late_seconds=attempt.late_by.total_seconds(),
        score=score,
        max_score=most,
    )
