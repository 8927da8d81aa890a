"""What became of generated mutants: how many the hidden checks caught, and which got through."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from autograder.audit.mutants import Mutant, listed_equivalents, mutants
from autograder.audit.trial import Outcome
from autograder.course import Assignment
from autograder.diagnosis.bank import Answer, holding, read_bank, read_solution
from autograder.grading.release import read_release

SEEDS = 2


@dataclass(frozen=True)
class Mutation:
    """The mutants of one exercise: how many were tried, caught, listed as equivalent, got through.

    `listed` holds the reasons of those that are listed; `survivors` got through without one.
    """

    tried: int
    caught: int
    listed: Mapping[Mutant, str]
    survivors: tuple[Mutant, ...]


def draw_mutants(assignment: Assignment, exercise: str, most: int) -> list[Mutant]:
    """Mutants of the solution and of every variant; at most so many, drawn with a fixed seed."""
    release = read_release(assignment)
    (given,) = (c.source for c in release.cells if (c.role, c.exercise) == ("solution", exercise))
    path = assignment.solution(exercise)
    solution = Answer(exercise, path.stem, read_solution(path), "", None, path)
    variants = [a for a in holding(read_bank(assignment, exercise), assignment) if a.is_right]
    right = [solution, *variants]
    found = [mutant for answer in right for mutant in mutants(answer, given)]
    return random.Random(exercise).sample(found, most) if len(found) > most else found


def as_answers(exercise: str, drawn: Iterable[Mutant]) -> list[Answer]:
    """Mutants as answers to try."""
    return [
        Answer(exercise, f"{m.path.stem}-{number}", m.source, "", None, m.path)
        for number, m in enumerate(drawn)
    ]


def weigh(
    assignment: Assignment, exercise: str, drawn: Sequence[Mutant], outcomes: Sequence[Outcome]
) -> Mutation:
    """Sort mutants by what became of them. Caught is what lost points under every seed."""
    reasons = listed_equivalents(assignment.reference / exercise)
    through = [m for m, o in zip(drawn, outcomes, strict=True) if o.best >= o.max_points]
    listed = {mutant: reasons[mutant.change] for mutant in through if mutant.change in reasons}
    survivors = tuple(mutant for mutant in through if mutant not in listed)
    return Mutation(len(drawn), len(drawn) - len(through), listed, survivors)
