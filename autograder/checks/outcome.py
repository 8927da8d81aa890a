"""How a hidden check can end other than well. Each ending knows the words for the student."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from autograder.errors import GraderError
from autograder.verdict import CheckStatus, Place


class CheckFailed(Exception):
    """The student's answer is wrong. The text says what is wrong, and no hidden number."""


def fail(message: str) -> NoReturn:
    """End a check: the answer is wrong, and this is what the student reads."""
    raise CheckFailed(message)


class Waived(Exception):
    """The check has nothing to ask of this work: it counts neither for the student nor against.

    The text says why.
    """


class Impossible(GraderError):
    """Answers that contradict each other in a way that only a fault of ours explains."""


class Broken(GraderError):
    """A check that raised an error of its own: a fault of its author, never of the student."""


class NoAnswer(Exception):
    """The student's code gave no answer to a scenario. Base of the reasons."""

    status = CheckStatus.ERROR

    @property
    def place(self) -> Place | None:
        """The line of the student's code where it happened, if there is one."""
        return None


@dataclass
class Raised(NoAnswer):
    """Student code raised an exception."""

    type: str
    cell: int | None = None
    line: int | None = None

    @property
    def place(self) -> Place | None:
        """The line that raised."""
        return Place(self.cell, self.line) if self.cell and self.line else None

    def __str__(self) -> str:
        if self.type == "NotImplementedError":
            return (
                "This part is not written yet, or not under the name that is asked for: it raises "
                "NotImplementedError."
            )
        if self.type == "TypeError" and not self.cell:
            return (
                "A TypeError comes up where your code is called, before a line of it runs: does a "
                "method take other arguments than it was given with, or has its name been taken by "
                "a value?"
            )
        where = f" on line {self.line} of code cell {self.cell}" if self.cell else ""
        if self.type.endswith("MemoryError"):  # NumPy has one of its own
            return f"Your code asked for more memory than a notebook may use{where}."
        return f"Your code raised {self.type}{where}."


@dataclass
class Missing(NoAnswer):
    """The submission does not define a name that the exercise asks for."""

    name: str

    def __str__(self) -> str:
        return f"There is no `{self.name}` in your notebook. Did its cell run without an error?"


@dataclass
class Lacking(NoAnswer):
    """What the student's code made does not have an attribute that the exercise asks for."""

    name: str

    def __str__(self) -> str:
        return (
            f"Nothing of the name `{self.name}` is there where it is looked for. Does your code "
            "set it, under this very name?"
        )


@dataclass
class TookTooLong(NoAnswer):
    """Student code did not come back in time."""

    seconds: float
    status = CheckStatus.TIMEOUT

    def __str__(self) -> str:
        return (
            f"Your code ran longer than {self.seconds:g} s here. Look for a loop that does not "
            "end, or for a Python loop over what NumPy can do at once."
        )


@dataclass
class OutOfBudget(NoAnswer):
    """The time for the whole submission was used up before this check."""

    seconds: float
    status = CheckStatus.TIMEOUT

    def __str__(self) -> str:
        return (
            f"Your notebook had used up its {self.seconds:g} s before this check. Look for cells, "
            "or for passes through your layers, that take long."
        )


@dataclass
class Died(NoAnswer):
    """The process with the student's code ended."""

    reason: str

    def __str__(self) -> str:
        return f"Your code did not survive this check: {self.reason}."


@dataclass
class NoData(NoAnswer):
    """The process with the student's code answered with something that is no answer."""

    detail: str

    def __str__(self) -> str:
        return "The process that runs your code answered with something that is not data."
