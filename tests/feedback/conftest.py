"""A class of 32 made-up submissions, as varied as a real one. No grader is needed to make it."""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass

import pytest

from autograder.verdict import (
    CellProblem,
    CheckResult,
    CheckStatus,
    ExerciseResult,
    Report,
    ReportStatus,
)

TITLES = {
    "linear": "The linear layer",
    "relu": "ReLU",
    "cross_entropy": "Cross-entropy",
    "bias": "Bias",
    "network": "A network of three layers",
}


@dataclass(frozen=True)
class Asked:
    name: str
    title: str
    points: float
    message: str
    mistake: str | None = None


ASKED = {
    "linear": (
        Asked("forward", "`forward` returns X @ W", 1, "Your output is the transpose of X @ W."),
        Asked(
            "gradient",
            "`backward` stores the gradient of W in `self.G`",
            1.5,
            "Your gradient is exactly 1/M of the right one: the loss already divides by the "
            "batch.\nFor X = [[1, 2]], W = [[1], [0]] and an upstream gradient of [[1]]\n"
            "expected G = [[1], [2]]\n     got G = [[0.5], [1]]",
            "linear/mean_gradient",
        ),
        Asked("upstream", "`backward` hands its gradient to the layer below", 1, "Nothing was."),
        Asked("in_place", "Neither pass changes its input", 0.5, "`forward` changed its input."),
    ),
    "relu": (
        Asked("forward", "Negative inputs become zero", 0.5, "−1 came out as −1."),
        Asked(
            "backward",
            "The gradient passes only where the input was positive",
            1,
            "The gradient passes everywhere: the mask is missing.",
            "relu/no_mask",
        ),
        Asked("twice", "A second `forward` replaces the first", 0.5, "The first mask was kept."),
    ),
    "cross_entropy": (
        Asked("value", "The loss is the mean over the batch", 1, "It is the sum over the batch."),
        Asked(
            "stable",
            "Large scores stay finite and exact",
            1,
            "You exponentiate a positive number: subtract each row's maximum first.",
            "cross_entropy/no_shift",
        ),
        Asked("gradient", "Each row of the gradient sums to zero", 1, "Row 1 sums to 0.5."),
        Asked("labels", "`set_labels` takes labels for a new batch", 0.5, "The old were used."),
    ),
    "bias": (
        Asked("forward", "`forward` adds W to every row", 0.5, "Only the first row changed."),
        Asked(
            "gradient",
            "The gradient is summed over the batch",
            1,
            "Your gradient still has one row a sample: sum it over the batch.",
            "bias/unsummed",
        ),
    ),
    "network": (
        Asked("step", "One step changes all six parameters", 1, "The biases did not change."),
        Asked("learns", "A short run lowers the loss", 1, "The loss rose from 2.3 to 4.1."),
    ),
}

STUDENTS = (
    "ada.lovelace", "alan.turing", "barbara.liskov", "chien-shiung.wu", "claude.shannon",
    "david.hilbert", "donald.knuth", "edsger.dijkstra", "emmy.noether", "evariste.galois",
    "frances.allen", "Gödel, Kurt", "grace.hopper", "hedy.lamarr", "henri.poincare",
    "ida.rhodes", "john.backus", "karen.sparck-jones", "katherine.johnson", "leonhard.euler",
    "lise.meitner", "李善兰", "margaret.hamilton", "mary.somerville", "niels.abel",
    "radia.perlman", "sofia.kovalevskaya", "srinivasa.ramanujan",
    "hubert-blaine.wolfeschlegelsteinhausenbergerdorff",
)  # fmt: skip


def result(asked: Asked, draw: random.Random, skill: float) -> CheckResult:
    """Hard checks (those with a known mistake) are missed more often."""
    roll = draw.random()
    chance = skill - (0.12 if asked.mistake else 0.0)
    if roll < chance:
        return CheckResult(asked.name, asked.title, CheckStatus.PASSED, asked.points, asked.points)
    if roll > 0.985:
        status, message = CheckStatus.TIMEOUT, "It did not finish within 5 seconds."
    elif roll > 0.95:
        status = CheckStatus.ERROR
        message = "ValueError: operands could not be broadcast together (line 14 of your cell)."
    else:
        status, message = CheckStatus.FAILED, asked.message
    earned = asked.points / 2 if status is CheckStatus.FAILED and roll > 0.9 else 0.0
    mistake = asked.mistake if status is CheckStatus.FAILED and roll < 0.85 else None
    return CheckResult(
        asked.name, asked.title, status, earned, asked.points, message, mistake
    )  # fmt: skip


def graded(student: str, skill: float) -> Report:
    draw = random.Random(f"{student} {skill}")
    exercises = tuple(
        ExerciseResult(name, tuple(result(asked, draw, skill) for asked in checks))
        for name, checks in ASKED.items()
    )
    seconds = draw.uniform(0.2, 0.9)
    return Report(
        assignment="pysmorch",
        submission=f"submitted/{student}/pysmorch/pysmorch.ipynb",
        student=student,
        sha256=hashlib.sha256(student.encode()).hexdigest(),
        status=ReportStatus.GRADED,
        isolation="strict",
        seed="b3f1c0ffee",
        exercises=exercises,
        output="epoch 1: loss 2.301\nepoch 2: loss 0.412\n",
        timing={"cells": seconds, "checks": seconds / 4, "read": 0.01},
    )


def ungraded(student: str, status: ReportStatus, reason: str) -> Report:
    return Report(
        assignment="pysmorch",
        submission=f"submitted/{student}/pysmorch/pysmorch.ipynb",
        student=student,
        sha256=hashlib.sha256(student.encode()).hexdigest(),
        status=status,
        isolation="strict",
        seed="b3f1c0ffee",
        reason=reason,
    )


def a_class() -> list[Report]:
    draw = random.Random(7)
    skills = [min(draw.betavariate(4, 1.2) + 0.12, 1.2) for _ in STUDENTS]
    reports = [graded(*pair) for pair in zip(STUDENTS, skills, strict=True)]
    return [
        *reports,
        graded("zeno.of-elea", 0.0),
        ungraded(
            "charles.babbage",
            ReportStatus.UNGRADABLE,
            "The notebook is not valid JSON: line 212 ends in the middle of a string. "
            "Download it again and hand in the new file.",
        ),
        ungraded(
            "joan.clarke",
            ReportStatus.GRADER_ERROR,
            "The box ended while it was being asked: killed by signal 9.",
        ),
    ]


@pytest.fixture
def reports() -> list[Report]:
    return a_class()


@pytest.fixture
def titles() -> dict[str, str]:
    return dict(TITLES)


@pytest.fixture
def perfect() -> Report:
    return graded("ada.lovelace", 1.2)


@pytest.fixture
def troubled() -> Report:
    """Two cells raised, a note, an exercise whose later checks were skipped."""
    report = graded("grace.hopper", 0.6)
    skipped = tuple(
        CheckResult(asked.name, asked.title, CheckStatus.SKIPPED, 0, asked.points,
                    "`Bias` could not be built.")
        for asked in ASKED["bias"]
    )  # fmt: skip
    kept = [exercise for exercise in report.exercises if exercise.name != "bias"]
    return Report(
        **{
            **vars(report),
            "exercises": (*kept, ExerciseResult("bias", skipped)),
            "notes": ("The notebook had lost its cell ids; names were looked up at its end.",),
            "cells": (
                CellProblem(7, "error", "NameError", "no name 'np'", 3, "y = np.ones(3)"),
                CellProblem(11, "timeout", "Timeout", "stopped after 10 seconds"),
            ),
        }
    )  # fmt: skip
