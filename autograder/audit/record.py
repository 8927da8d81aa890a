"""An audit as plain values, for other programs and for the class report's page.

Written once by `autograder audit`, read by `autograder feedback`; holds no hidden number.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import Any

from autograder.audit.mutation import Mutation
from autograder.audit.recognition import Diagnosed, Recognition, share
from autograder.audit.run import Audited, Effort

SCHEMA = 1


def plain(audited: Sequence[Audited], effort: Effort) -> dict[str, Any]:
    """The audit as JSON values."""
    return {
        "schema": SCHEMA,
        "seeds": effort.seeds,
        "mutants": effort.mutants,
        "exercises": [_exercise(one) for one in audited],
    }


def _exercise(one: Audited) -> dict[str, Any]:
    return {
        "assignment": one.assignment,
        "exercise": one.exercise,
        "conventions": dict(one.conventions),
        "wrong": [sum(o.is_good for o in one.wrong), len(one.wrong)],
        "right": [sum(o.is_good for o in one.right), len(one.right)],
        "checks": one.checks,
        "idle": one.idle,
        "milliseconds": round(one.milliseconds, 3),
        "round_trips": one.round_trips,
        "mutants": _mutation(one.mutation) if one.mutation else None,
        "diagnosis": _recognition(one.recognition) if one.recognition else None,
        "answers": [
            {
                **dataclasses.asdict(outcome),
                "answer": outcome.answer.name,
                "right": outcome.answer.is_right,
                "caught_by": outcome.answer.caught_by,
                "good": outcome.is_good,
            }
            for outcome in one.outcomes
        ],
    }


def _mutation(mutation: Mutation) -> dict[str, Any]:
    return {
        "tried": mutation.tried,
        "caught": mutation.caught,
        "listed": [[*mutant.change, reason] for mutant, reason in mutation.listed.items()],
        "survivors": [[str(m.path), *m.change] for m in mutation.survivors],
    }


def _recognition(recognition: Recognition) -> dict[str, Any]:
    return {
        "bank": share(recognition.bank),
        "restyled": share(recognition.restyled),
        "unknown": [_diagnosed(one) for one in recognition.unknown if one.names],
        "answers": [_diagnosed(one) for one in recognition.bank],
        "in_another_style": [_diagnosed(one) for one in recognition.restyled],
    }


def _diagnosed(one: Diagnosed) -> dict[str, Any]:
    return {**dataclasses.asdict(one), "milliseconds": round(one.milliseconds, 3)}
