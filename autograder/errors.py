"""The three blames. Every error that reaches a person belongs to exactly one of them.

An authoring error says that the course is wrong, a submission error that the student's file or
code is wrong, a grader error that we are. Only a submission error may cost a student points.
"""


class AutograderError(Exception):
    """Base of the three families. The text is for a person: what, where, and what to do."""


class AuthoringError(AutograderError):
    """The course, its configuration or the command line is wrong. Exit code 2."""


class NotInstalled(AuthoringError):
    """An assignment needs an optional package that this machine lacks; all others still work."""


class SubmissionError(AutograderError):
    """A submission cannot be graded, and the reason lies in what was handed in."""


class GraderError(AutograderError):
    """The grader, its box or the machine failed. Never lowers a score. Exit code 3."""
