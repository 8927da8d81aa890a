"""What hidden checks are made of: scenarios, comparisons, differences, and a layer's questions.

Everything here runs in the trusted grader and sees student code only through the answers to
scenarios. Knows no exercise by name and nothing of the box. An exercise's `checks.py` needs only
the names below.
"""

from autograder.checks.battery import Check, ask, check
from autograder.checks.compare import Array, as_array, difference, expect
from autograder.checks.layer import Layer, Sizes, Unit, Values
from autograder.checks.outcome import CheckFailed, fail
from autograder.checks.scenario import Answer, Handle, Scenario
from autograder.checks.sign import Sign
from autograder.checks.student import Student

__all__ = [
    "Answer",
    "Array",
    "Check",
    "CheckFailed",
    "Handle",
    "Layer",
    "Scenario",
    "Sign",
    "Sizes",
    "Student",
    "Unit",
    "Values",
    "as_array",
    "ask",
    "check",
    "difference",
    "expect",
    "fail",
]
