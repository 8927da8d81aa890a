"""No attack gains a point, learns a thing, or touches a neighbour, under any isolation there is."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import catalogue
import matrix
import pytest
from catalogue import FENCED, LAYERS, Attack
from documents import ARCHIVES, FORGERIES
from ground import ROOT, TOKEN, ground
from unfenced import UNFENCED

from autograder.box.isolation import STRICT, UNPRIVILEGED, missing_for_strict
from autograder.course import Course
from autograder.demo.sample import FULL, sample_class
from autograder.grading import session
from autograder.grading.grader import Grader
from autograder.grading.sources import Source, collect
from autograder.limits import Limits
from autograder.verdict import ReportStatus

MODES = [
    pytest.param(
        STRICT,
        marks=pytest.mark.skipif(bool(missing_for_strict()), reason=missing_for_strict()),
    ),
    UNPRIVILEGED,
]
LIMITS = Limits(
    cell_seconds=0.5,
    scenario_seconds=0.5,
    submission_seconds=6.0,
    cpu_seconds=5,
    memory_mib=128,
)
EVERY = 12  # an honest submission after so many attacks


@pytest.fixture(scope="module")
def lab():
    return dataclasses.replace(Course(ROOT).assignment("pysmorch"), limits=LIMITS)


@pytest.fixture(scope="module")
def blank(lab):
    return json.loads(lab.released_notebook.read_text("utf-8"))


@pytest.fixture(scope="module")
def honest(lab, blank):
    """Somebody who has everything right, and somebody who has not."""
    ordinary = sample_class(lab, blank)[:24]
    right = next(s for s in ordinary if set(s.expected.values()) == {FULL})
    wrong = next(s for s in ordinary if set(s.expected.values()) != {FULL})
    return [right, wrong]


@pytest.fixture(scope="module", params=MODES)
def grader(request, lab):
    patch = pytest.MonkeyPatch()
    patch.setattr(session, "GRACE", 0.4)
    patch.setenv("AUTOGRADER_SECRET", "a secret of the course")
    with Grader.of(lab, request.param) as made:
        yield made
    patch.undo()


def grade(grader, name, data):
    return grader.grade_bytes(Source(f"{name}.ipynb", ""), data)


def with_cell(blank, code):
    cell = {"cell_type": "code", "id": "mine", "metadata": {}, "outputs": [], "source": code}
    return json.dumps({**blank, "cells": [*blank["cells"], cell]}).encode()


class Class:
    """A class being graded: two honest students between whatever else is handed in."""

    def __init__(self, grader, honest):
        self.grader, self.honest, self.count = grader, honest, 0
        self.before = [self.of(sample) for sample in honest]
        assert self.before[0][0] > self.before[1][0]

    def of(self, sample):
        report = grade(self.grader, sample.file, sample.data)
        assert report.status is ReportStatus.GRADED, report.reason
        return report.score, report.exercises

    def faults(self, attack, report, deserved=ReportStatus.GRADED):
        """What is wrong with an attack's report, and with a neighbour's after it."""
        faults = []
        if report.status is not deserved:
            faults.append(f"{attack.id}: {report.status}: {report.reason}")
        if report.score:
            faults.append(f"{attack.id}: gains {report.score}")
        if TOKEN in report.output and not getattr(attack, "ends_well", False):
            faults.append(f"{attack.id}: {TOKEN}")
        if "secret of the course" in report.to_json():
            faults.append(f"{attack.id}: reads the secret")
        self.count += 1
        if self.count % EVERY == 0:
            which = self.count // EVERY % 2
            if self.of(self.honest[which]) != self.before[which]:
                faults.append(f"{attack.id}, or one before it, changes a neighbour's grade")
        return faults


def known(grader, attack):
    """What only namespaces hold is told of where there are none."""
    return grader.isolation == UNPRIVILEGED and attack.held_by == (catalogue.NAMESPACES,)


def test_no_attack_gains_leaks_or_touches_a_neighbour(grader, blank, honest):
    faults, class_ = [], Class(grader, honest)
    with ground() as here:
        for attack in [*FENCED, *UNFENCED]:
            if attack.before:
                grade(grader, "before", with_cell(blank, attack.before))
            if not known(grader, attack):
                report = grade(grader, "attack", with_cell(blank, here.fill(attack.code)))
                faults += class_.faults(attack, report)
        assert Path(here.secret).read_text() == "secret"
        assert sorted(os.listdir(here.outside)) == ["secret", "socket", "spare"]
    assert faults == []


def test_no_forged_file_gains_or_touches_a_neighbour(grader, blank, honest, tmp_path):
    faults, class_ = [], Class(grader, honest)
    for forgery in FORGERIES:
        deserved = ReportStatus.GRADED if forgery.graded else ReportStatus.UNGRADABLE
        handed_in = tmp_path / "forgery.ipynb"
        handed_in.write_bytes(forgery.make(blank))
        report = grader.grade(Source(handed_in.name, str(handed_in)))
        faults += class_.faults(forgery, report, deserved)
    assert faults == []


def test_no_archive_reaches_out_of_itself(grader, blank, tmp_path):
    faults, handed_in = [], tmp_path / "a" / "b" / "c"
    handed_in.mkdir(parents=True)
    for archive in ARCHIVES:
        (handed_in / "class.zip").write_bytes(archive.make(json.dumps(blank).encode()))
        found = collect([str(handed_in)], ["pysmorch"]).sources
        if len(found) != archive.submissions:
            faults.append(f"{archive.id}: {len(found)} submissions")
        for report in map(grader.grade, found):
            if report.score or report.status is ReportStatus.GRADER_ERROR:
                faults.append(f"{archive.id}: {report.status} {report.score} {report.reason}")
    assert faults == []
    assert [p for p in tmp_path.rglob("*") if p.is_file()] == [handed_in / "class.zip"]
    assert not Path("/tmp/escaped.ipynb").exists()


def test_a_verdict_can_be_bad(grader, blank, honest):
    class_ = Class(grader, honest)
    through = Attack("none", "an honest cell", "x = 1", LAYERS)
    with ground() as here:
        report = grade(grader, "attack", with_cell(blank, here.fill(through.code)))
    assert class_.faults(through, report) == [f"none: an honest cell: {TOKEN}"]
    full = grade(grader, "attack", honest[0].data)
    assert "gains" in class_.faults(through, full)[0]


def test_every_layer_stops_what_it_should(capsys):
    measured = matrix.measure()
    with capsys.disabled():
        print("\n" + "\n".join(matrix.table(measured).splitlines()[-8:]))
    assert measured.faults() == []


def test_the_matrix_sees_a_layer_that_has_come_down():
    everything = {attack.id for attack in FENCED}
    lost = matrix.Matrix(set(), set(), everything, {}, dict.fromkeys(LAYERS, everything))
    faults = " ".join(lost.faults())
    for layer in LAYERS:
        assert f"no longer stopped by {layer}" in faults
    assert matrix.Matrix(everything, set(), everything, {}, {}).faults()
    assert matrix.Matrix(set(), set(), set(), {}, {}).faults()


def test_there_are_attacks_of_every_kind():
    attacks = [*FENCED, *UNFENCED, *FORGERIES, *ARCHIVES]
    assert len({attack.id for attack in attacks}) == len(attacks) >= 80
    assert {layer for attack in FENCED for layer in attack.held_by} == set(LAYERS)
