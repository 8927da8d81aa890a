"""A sign by which work shows under which value of a convention it was done.

Work done against another handout says nowhere what its dropout's p means; often its code does. A
lab's `reference/<lab>/signs.py` reads such signs from foreign work.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from autograder.checks.student import Student


@dataclass(frozen=True)
class Sign:
    """The value of a convention under which work was done, and by what one sees it.

    `because` is a sentence for the student.
    """

    convention: str
    value: str
    because: str


SignReader = Callable[[Student], Sequence[Sign]]
