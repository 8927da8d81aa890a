"""The shapes of what the API takes and gives; the OpenAPI document is made of them.

What is shaped on the wire as it is within goes out as it is: `File`, `Change`, and elsewhere
`people.Enrolled` and `scores.ScoreRow`.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from autograder.exchange.grades import Change
from autograder.exchange.handouts import File
from autograder.exchange.terms import Shown

# Database columns hold no NUL, and no name needs an unseen character.
Plain = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=400)]


class Shape(BaseModel):
    """Refuses fields that it does not know."""

    model_config = ConfigDict(extra="forbid")


class Problem(Shape):
    """Why a request was not answered, in words."""

    detail: str


class Me(Shape):
    """Who the token says you are."""

    login: str
    name: str
    role: str
    server_time: datetime
    key: str = Field(description="The public key of this server's receipts, in base64.")


class Lab(Shape):
    """A lab as it stands for you."""

    name: str
    title: str
    version: int = Field(description="The newest release.")
    opens: datetime | None
    due: datetime | None = Field(description="With your extension, if you have one.")
    closes: datetime | None
    extended: bool
    is_closed: bool
    attempts: int
    score: float | None = Field(description="Of the attempt that counts, where you may see it.")
    max_score: float | None


class Release(Shape):
    """A version of a lab."""

    lab: str
    version: int
    label: str
    published: datetime
    files: list[File]


class Receipt(Shape):
    """That your submission is kept. Verify the signature with the server's key."""

    student: str
    lab: str
    attempt: int
    sha256: str
    size: int
    time: str = Field(description="The server's time, UTC.")
    format: str
    key: str
    signature: str
    submission: int = Field(description="Ask for its grade by this number.")


class Submission(Shape):
    """A submission and how far its grading is."""

    submission: int
    student: str
    lab: str
    attempt: int
    received: datetime
    sha256: str
    size: int
    filename: str
    way: str
    status: str = Field(description="queued, grading, graded, ungradable or grader_error")
    late_seconds: float
    score: float | None = Field(description="After the penalty for being late, where it is shown.")
    max_score: float | None


class Feedback(Shape):
    """What a submission's report says, as much of it as is shown now."""

    submission: int
    status: str
    shown: str
    ahead: int = Field(description="How many submissions are graded before this one.")
    score: float | None
    max_score: float | None
    reason: str
    notes: list[str]
    exercises: list[dict[str, Any]]


class TermsChange(Shape):
    """Terms to change; what is left out stays. Give null to take a time away."""

    opens: AwareDatetime | None = None
    due: AwareDatetime | None = None
    closes: AwareDatetime | None = None
    before_due: Shown | None = None
    after_due: Shown | None = None
    counts: Literal["latest", "best"] | None = None
    late_percent: float | None = Field(None, ge=0, le=100)
    late_most: float | None = Field(None, ge=0, le=100)
    late_days: float | None = Field(None, ge=0, le=10_000)
    grace_minutes: float | None = Field(None, ge=0, le=100_000)
    rounding: float | None = Field(None, ge=0, le=100)
    most_attempts: int | None = Field(None, ge=0, le=10_000)


class Extension(Shape):
    """Another due time for one person."""

    due: AwareDatetime
    reason: Plain = ""


class Files(Shape):
    """A release's files, each in base64."""

    files: dict[str, str] = Field(max_length=500)


class Reason(Shape):
    """Why a lab is graded again."""

    reason: Plain = ""


class Regrade(Shape):
    """A regrade, how much of it is left, and what publishing it would change."""

    id: int
    lab: str
    reason: str
    started_by: str
    state: str
    left: int
    total: int
    changes: list[Change]


class Token(Shape):
    """A token, shown this once."""

    login: str
    token: str


class AuditLine(Shape):
    """Something that was changed, by whom and when."""

    at: datetime
    actor: str
    action: str
    subject: str
    detail: dict[str, Any]
