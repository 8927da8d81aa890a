"""Both passes on every problem of the ladder, asked once for all the checks that look at them.

Most answers are right. Whose value and gradients are right here is asked nothing more by the checks
of the passes; for everybody else each of them asks by itself, and what comes then is the verdict:
so a backward pass that raises costs nothing of the forward pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from autograder.checks.compare import as_array, close
from autograder.checks.layer import LADDER, Layer
from autograder.checks.outcome import CheckFailed, NoAnswer
from autograder.checks.questions.problem import draw, push_and_collect
from autograder.checks.relations import Problem
from autograder.checks.scenario import Answer
from autograder.checks.student import Student

ASKED_BY = "both passes"


@dataclass(frozen=True)
class Passes:
    """The problems, and for each the value and the gradients that came."""

    layer: Layer
    problems: Sequence[Problem]
    answers: list[tuple[Answer, dict[str, Answer]]]

    def are_right(self, of: str | None) -> bool:
        """Whether all values (None), or all gradients of this name, have come and are right."""
        return all(
            self._is_right(value, problem.value)
            if of is None
            else self._is_right(got[of], problem.gradients[of])
            for problem, (value, got) in zip(self.problems, self.answers, strict=True)
        )

    def _is_right(self, answer: Answer, want: np.ndarray) -> bool:
        try:
            got = as_array(answer.value) if answer.has_come else None
        except (CheckFailed, NoAnswer):  # what came cannot be read
            return False
        return got is not None and close(got, want, self.layer.tolerance)


def both_passes(layer: Layer, student: Student, rng: np.random.Generator) -> Passes | None:
    """Record both passes, if nobody has yet; None where every check is asked by itself anyhow."""
    if student.together is None:
        return None
    if (passes := student.shared.get(layer)) is None:
        passes = student.shared[layer] = Passes(layer, [draw(layer, rng, z) for z in LADDER], [])
        with student.scenario(ASKED_BY) as s:
            for problem in passes.problems:
                unit = layer.build(s, problem.values)
                value = layer.forward(s, unit)
                got = push_and_collect(layer, s, unit, problem.upstream)
                passes.answers.append((value, got))
    assert isinstance(passes, Passes)
    return passes
