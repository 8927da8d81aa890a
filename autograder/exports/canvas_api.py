"""Posts scores and comments to Canvas over its REST interface, each of them once.

A comment that is posted twice stands there twice, so nothing is sent again unless Canvas itself,
asked, does not have it: what was posted is remembered by its content, and what was under way when
a connection or this process broke is looked up before it is tried again. The token is in no file
and no message.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import requests

from autograder.errors import AuthoringError, GraderError
from autograder.exports.posted import DONE, SENDING, Posted
from autograder.exports.table import number
from autograder.scores.comment import comment
from autograder.scores.ledger import Ledger

TOKEN = "CANVAS_TOKEN"
BATCH = 50
ATTEMPTS = 6
TIMEOUT = 30
MOST_POLLS = 600
_LONGEST_WAIT = 60.0


@dataclass(frozen=True)
class Place:
    """An assignment in Canvas: the school's address, and two numbers from its pages' addresses."""

    url: str
    course: str
    assignment: str

    @property
    def api(self) -> str:
        """The address that everything about the assignment's submissions begins with."""
        base = self.url.rstrip("/")
        return f"{base}/api/v1/courses/{self.course}/assignments/{self.assignment}/submissions"

    def slot(self, grade: Grade) -> str:
        """Where the grade stands: one submission in Canvas."""
        return f"{self.api}/{grade.student}"


@dataclass(frozen=True)
class Grade:
    """What is to stand in Canvas for one student."""

    student: str
    label: str
    points: str
    comment: str

    @property
    def digest(self) -> str:
        """The same for the same content, and for nothing else."""
        return hashlib.sha256(f"{self.points}\0{self.comment}".encode()).hexdigest()


@dataclass(frozen=True)
class Plan:
    """What a run would post, what stands there already, and who cannot be found in Canvas."""

    post: tuple[Grade, ...]
    posted: tuple[Grade, ...]
    without_id: tuple[str, ...]


def plan(ledger: Ledger, place: Place, posted: Posted) -> Plan:
    """What is left to post of one assignment's ledger. Talks to nobody."""
    scored = [(entry, entry.score) for entry in ledger.matched if entry.score is not None]
    grades = [
        Grade(id_, entry.student.label, number(score.points), comment(entry))
        for entry, score in scored
        if (id_ := _canvas_user(entry.student.canvas_id, entry.student.sis_id))
    ]
    done = [grade for grade in grades if posted.state(place.slot(grade), grade.digest) == DONE]
    left = [grade for grade in grades if grade not in done]
    without = [
        entry.student.label
        for entry, _ in scored
        if not (entry.student.canvas_id or entry.student.sis_id)
    ]
    return Plan(tuple(left), tuple(done), tuple(without))


def _canvas_user(canvas_id: str, sis_id: str) -> str:
    """The student as Canvas's interface takes them: its own number, or the school's with a mark."""
    return canvas_id or (f"sis_user_id:{sis_id}" if sis_id else "")


class _Unclear(Exception):
    """A request went out, and whether it did anything is not known."""


class Canvas:
    """A connection to one assignment in Canvas. `sleep` is there for tests."""

    def __init__(self, place: Place, token: str, sleep: Callable[[float], None] = time.sleep):
        if not token:
            raise AuthoringError(
                f"Canvas needs an access token in the environment variable {TOKEN}: in Canvas, "
                "Account, Settings, New Access Token."
            )
        self.place = place
        self._sleep = sleep
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def post(self, grades: Iterable[Grade], posted: Posted) -> Iterator[Grade]:
        """Post the grades in batches, yielding each one as soon as Canvas has it.

        GraderError where Canvas cannot be reached or fails for good; what was posted until then is
        remembered.
        """
        left = list(grades)
        while left:
            batch, left = left[:BATCH], left[BATCH:]
            yield from self._post_batch(batch, posted)

    def _post_batch(self, batch: Sequence[Grade], posted: Posted) -> Iterator[Grade]:
        interrupted = [grade for grade in batch if self._state(grade, posted) == SENDING]
        there = [grade for grade in interrupted if self._is_there(grade)]
        waiting = [grade for grade in batch if grade not in there]
        for attempt in range(ATTEMPTS):
            if not waiting:
                break
            self._note(SENDING, waiting, posted)
            try:
                self._send(waiting)
                waiting = []
            except _Unclear:
                self._sleep(min(2.0**attempt, _LONGEST_WAIT))
                waiting = [grade for grade in waiting if not self._is_there(grade)]
        if waiting:
            raise GraderError(
                f"Canvas did not take {len(waiting)} grades in {ATTEMPTS} attempts. Run the "
                "command again later: nothing is posted twice."
            )
        self._note(DONE, batch, posted)
        yield from batch

    def _state(self, grade: Grade, posted: Posted) -> str | None:
        return posted.state(self.place.slot(grade), grade.digest)

    def _note(self, state: str, grades: Sequence[Grade], posted: Posted) -> None:
        posted.note(state, {self.place.slot(grade): grade.digest for grade in grades})

    def _send(self, grades: Sequence[Grade]) -> None:
        """One bulk update, followed until Canvas has worked it off."""
        form: dict[str, str] = {}
        for grade in grades:
            form[f"grade_data[{grade.student}][posted_grade]"] = grade.points
            form[f"grade_data[{grade.student}][text_comment]"] = grade.comment
        answer = self._ask("POST", f"{self.place.api}/update_grades", data=form)
        progress = answer.json()
        for _ in range(MOST_POLLS):
            if progress.get("workflow_state") not in ("queued", "running"):
                break
            self._sleep(1.0)
            progress = self._get(f"{self.place.url.rstrip('/')}/api/v1/progress/{progress['id']}")
        if progress.get("workflow_state") != "completed":
            raise _Unclear

    def _is_there(self, grade: Grade) -> bool:
        """Whether Canvas, asked, has the grade with its comment."""
        found = self._get(f"{self.place.slot(grade)}?include[]=submission_comments")
        comments = [each.get("comment") or "" for each in found.get("submission_comments") or []]
        # Canvas's own late policy may have changed the score since it was entered.
        score = found.get("entered_score", found.get("score"))
        same = score is not None and number(float(score)) == grade.points
        return same and grade.comment.split() in [text.split() for text in comments]

    def _get(self, url: str) -> dict[str, Any]:
        """A question, which may be asked again as often as needed."""
        for attempt in range(ATTEMPTS):
            try:
                found: dict[str, Any] = self._ask("GET", url).json()
                return found
            except _Unclear:
                self._sleep(min(2.0**attempt, _LONGEST_WAIT))
        raise GraderError("Canvas does not answer. Run the command again later.")

    def _ask(self, method: str, url: str, data: Mapping[str, str] | None = None) -> Any:
        """One request. Being told to wait is waited out; _Unclear for a fault on the way."""
        for _ in range(ATTEMPTS):
            try:
                answer = self._session.request(
                    method, url, data=data, timeout=TIMEOUT, allow_redirects=False
                )
            except (requests.ConnectionError, requests.Timeout) as error:
                raise _Unclear from error
            if not _is_throttled(answer):
                break
            self._sleep(_wait(answer))
        if answer.status_code >= 500 or _is_throttled(answer):
            raise _Unclear
        if answer.status_code >= 300:  # a redirected POST would arrive as an empty GET
            raise AuthoringError(_refusal(answer, self.place))
        return answer


def _is_throttled(answer: requests.Response) -> bool:
    """Canvas refuses what comes too fast with 429, and did with 403 and a sentence."""
    return answer.status_code == 429 or (
        answer.status_code == 403 and "Rate Limit Exceeded" in answer.text
    )


def _wait(answer: requests.Response) -> float:
    try:
        return min(float(answer.headers.get("Retry-After", 2)), _LONGEST_WAIT)
    except ValueError:
        return 2.0


def _refusal(answer: requests.Response, place: Place) -> str:
    to = answer.headers.get("Location", "elsewhere")
    what = {
        301: f"it has moved to {to}",
        302: f"it has moved to {to}",
        401: f"the token in {TOKEN} is wrong or has expired",
        403: "the token's owner may not grade this course",
        404: f"there is no assignment {place.assignment} in course {place.course}",
    }.get(answer.status_code, answer.text[:200])
    return f"Canvas at {place.url} refuses ({answer.status_code}): {what}."
