"""Finds a student's own code of an exercise, wherever in the notebook it was written."""

from __future__ import annotations

from autograder.diagnosis.excerpt import definitions, excerpt
from autograder.grading.names import defined_names, plain
from autograder.grading.plan import Plan
from autograder.grading.release import Release


def own_code(plan: Plan, release: Release, exercise: str) -> str:
    """The student's code of the exercise, shortened; empty where nothing was written.

    That is what its solution cells hold, or else whatever in other cells defines its names.
    """
    own = {step.cell: step.source for step in plan.steps if step.own and step.source}
    if numbers := plan.solved_in.get(exercise):
        return excerpt("\n\n\n".join(own[number] for number in numbers))
    blanks = [c.source for c in release.cells if c.role == "solution" and c.exercise == exercise]
    names = {name for source in blanks for name in defined_names(source)}
    handed_out = {source.strip() for source in blanks}
    found = [definitions(plain(s), names) for s in own.values() if s.strip() not in handed_out]
    return excerpt("\n\n\n".join(filter(None, found)))
