"""Grades submissions of one assignment: the one function from a file's bytes to its Report.

Keeps a zygote warm between submissions and replaces it when it dies. A fault of ours becomes a
report that says so and holds no score.
"""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from autograder.box.isolation import WITHOUT
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Zygote
from autograder.checks.battery import ask
from autograder.checks.sign import Sign, SignReader
from autograder.checks.student import Student
from autograder.course import Assignment
from autograder.diagnosis.examine import Examiner
from autograder.diagnosis.recognise import Asked
from autograder.diagnosis.recording import PROBE_SEED, Recorder
from autograder.errors import GraderError, NotInstalled, SubmissionError
from autograder.grading import exceeded, extras, notebook, seeds
from autograder.grading.batteries import Batteries, load_batteries, load_probe, load_sign_reader
from autograder.grading.excerpts import own_cells, own_code, own_parts
from autograder.grading.handouts import in_words, read_signs, under_signs
from autograder.grading.packages import Named
from autograder.grading.plan import Plan, make_plan
from autograder.grading.release import Release, read_release
from autograder.grading.session import Session, own_problems
from autograder.grading.sources import Source
from autograder.verdict import CellProblem, CheckStatus, ExerciseResult, Report, ReportStatus

PYTHON_2 = "Missing parentheses in call to 'print'"
# How notebooks take in a student's own file; nobody imports a package of others so.
_STAR_IMPORT = re.compile(r"from \w+ import \*")


@dataclass
class Grader:
    """Grades one assignment under one isolation. Close it after use, or use it in a `with`."""

    assignment: Assignment
    release: Release
    batteries: Batteries
    secret: bytes
    isolation: str
    _zygote: Zygote | None = field(default=None, repr=False)
    _laden: Zygote | None = field(default=None, repr=False)  # with packages that few name
    _load: frozenset[str] = frozenset()  # these packages
    _examiners: dict[tuple[tuple[str, str], ...], Examiner] = field(
        default_factory=dict, repr=False
    )

    @classmethod
    def of(cls, assignment: Assignment, isolation: str, folder: Path | None = None) -> Grader:
        """A grader for an assignment as it stands on disk, with its release or that in `folder`."""
        release = read_release(assignment, folder)
        secret = seeds.course_secret(assignment)
        return cls(assignment, release, load_batteries(assignment), secret, isolation)

    def grade(self, source: Source, known_seed: str | None = None) -> Report | None:
        """Grade what was handed in; None where `known_seed` shows that it was graded already."""
        try:
            data = source.read()
        except SubmissionError as error:
            return self.refuse(source, str(error))
        if known_seed is not None and self._seed(_sha256(data)) == known_seed:
            return None
        return self.grade_bytes(source, data)

    def refuse(self, source: Source, reason: str) -> Report:
        """The report on a source that is not graded, with the reason."""
        return self._report(source, "", ReportStatus.UNGRADABLE, reason=reason)

    def grade_bytes(self, source: Source, data: bytes) -> Report:
        """Grade the contents of a file; `source` gives it its names."""
        started = time.perf_counter()
        sha256 = _sha256(data)
        try:
            plan = make_plan(notebook.read(source.name, data), self.release)
            report = self.grade_plan(plan, source, sha256)
        except SubmissionError as error:
            return self._report(source, sha256, ReportStatus.UNGRADABLE, reason=str(error))
        except (GraderError, NotInstalled) as error:
            self.close()
            return self._report(source, sha256, ReportStatus.GRADER_ERROR, reason=str(error))
        report.timing["total"] = round(time.perf_counter() - started, 6)
        return report

    def grade_plan(self, plan: Plan, source: Source, sha256: str) -> Report:
        """Run a plan in a box and ask every exercise."""
        started, seed = time.perf_counter(), self._seed(sha256)
        session = Session(self.warm_for(plan), plan, self.assignment.limits, int(seed[:8], 16))
        try:
            session.run_cells()
            ran = time.perf_counter()
            signs = self._signs(session)
            under = under_signs(self.assignment, signs)
            exercises = tuple(
                self.ask(session, name, seed, under) for name in self.release.exercises
            )
        finally:
            session.close()
        problems = tuple(own_problems(session))
        _refuse_python_2(problems, exercises)
        timing = {
            "cells": round(ran - started, 6),
            "checks": round(time.perf_counter() - ran, 6),
            "cpu": round(session.cpu, 6),
        }
        return self._report(
            source,
            sha256,
            ReportStatus.GRADED,
            exercises=exercises,
            cells=problems,
            output=session.output,
            timing=timing,
            notes=(*_notes(plan, session), *map(in_words, signs)),
        )

    def _signs(self, session: Session) -> tuple[Sign, ...]:
        """Under which conventions foreign work was done, as far as it shows and nobody has said."""
        if not session.plan.foreign or self.sign_reader is None:
            return ()
        transport = session.transport(self.release.exercises[0])
        student = Student(transport, foreign=True, conventions=self.assignment.in_force)
        return read_signs(self.assignment, self.sign_reader, student)

    def ask(
        self, session: Session, exercise: str, seed: str, assignment: Assignment
    ) -> ExerciseResult:
        """Ask a submission one exercise, and find out what is wrong with a wrong answer.

        `assignment` is this grader's, under the conventions by which the work is to be judged.
        """
        recorder = Recorder(
            session.transport(exercise),
            lambda: session.last_seed,
            session.transport(exercise, PROBE_SEED),
        )
        student = Student(
            recorder,
            session.plan.foreign,
            assignment.in_force,
            recorder.through(session.together(exercise)),
            recorder.turn_to,
        )
        generator = recorder.following(seeds.generators(seed, exercise))
        try:
            results = ask(self.batteries[exercise], student, generator)
        except GraderError as error:
            raise GraderError(f"{exercise}: {error}") from error
        parts = own_parts(session.plan, self.release, exercise)
        cells = own_cells(session.plan, parts)
        if all(result.status is CheckStatus.PASSED for result in results):
            return ExerciseResult(exercise, results, cells=cells)
        code = own_code(parts)
        asked = Asked(exercise, results, student, recorder, code)
        probe = load_probe(self.assignment, exercise)
        examiner = self._examiner(assignment)
        examined = examiner.examine(asked, self.batteries[exercise], probe)
        return replace(examined, cells=cells)

    def _examiner(self, assignment: Assignment) -> Examiner:
        """Knows the bank of mistakes under these conventions; made when it is first needed."""
        key = tuple(assignment.in_force.items())
        if key not in self._examiners:
            cells, folder = self.release.cells, self.release.folder
            self._examiners[key] = Examiner(assignment, cells, folder)
        return self._examiners[key]

    @cached_property
    def sign_reader(self) -> SignReader | None:
        """Reads under which conventions foreign work was done, if the lab knows signs of it."""
        return load_sign_reader(self.assignment)

    def _report(
        self,
        source: Source,
        sha256: str,
        status: ReportStatus,
        *,
        exercises: tuple[ExerciseResult, ...] = (),
        reason: str = "",
        notes: tuple[str, ...] = (),
        cells: tuple[CellProblem, ...] = (),
        output: str = "",
        timing: dict[str, float] | None = None,
    ) -> Report:
        return Report(
            assignment=self.assignment.name,
            submission=source.name,
            student=source.student,
            sha256=sha256,
            status=status,
            isolation=self.isolation,
            seed=self._seed(sha256) if sha256 else "",
            exercises=exercises,
            reason=reason,
            notes=notes,
            cells=cells,
            output=output,
            timing=timing or {},
            submitted=source.submitted,
        )

    def _seed(self, sha256: str) -> str:
        assignment = self.assignment
        told = {name: assignment.in_force[name] for name in assignment.settled}
        return seeds.submission_seed(self.secret, assignment.name, sha256, told)

    def warm(self) -> Zygote:
        """The zygote, started if there is none that lives. NotInstalled without its packages."""
        self._zygote = _living(self._zygote)
        if self._zygote is None:
            extras.require(self.assignment)
            self._zygote = Zygote(box_settings(self.assignment, self.release, self.isolation))
        return self._zygote

    def warm_for(self, plan: Plan) -> Zygote:
        """The zygote for this plan: the usual one, or one that has imported what the plan names.

        A box that imports such packages by itself takes half a second for it, and a zygote that
        always has them makes every fork dearer for all. So there is one that comes to have those
        that have been named so far.
        """
        if not (used := self._named.used_by(plan)):
            return self.warm()
        self._laden = _living(self._laden)
        if self._laden is None or not used <= self._load:
            extras.require(self.assignment)
            if self._laden is not None:
                self._laden.close()
            self._load |= used
            self._laden = Zygote(
                box_settings(self.assignment, self.release, self.isolation, self._load)
            )
        return self._laden

    @cached_property
    def _named(self) -> Named:
        return Named(self.assignment, self.release)

    def read_again(self) -> Grader:
        """A grader of the course as it stands on disk now. This one's zygotes go over to it."""
        new = Grader.of(self.assignment, self.isolation, self.release.folder)
        new._zygote, new._laden, new._load = self._zygote, self._laden, self._load
        self._zygote = self._laden = None
        return new

    def close(self) -> None:
        """End the zygotes."""
        for zygote in (self._zygote, self._laden):
            if zygote is not None:
                zygote.close()
        self._zygote = self._laden = None

    def __enter__(self) -> Grader:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _living(zygote: Zygote | None) -> Zygote | None:
    """The zygote, unless it has died since it was used last."""
    if zygote is None or not zygote.ended:
        return zygote
    zygote.close()
    return None


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def box_settings(
    assignment: Assignment, release: Release, isolation: str, named: AbstractSet[str] = frozenset()
) -> BoxSettings:
    """What the boxes of an assignment share, with those of `preload_if_named` that are named."""
    shipped = [name[:-3] for name in assignment.ship if name.endswith(".py") and "/" not in name]
    limits, maybe = assignment.limits, assignment.preload_if_named
    numbered = enumerate(release.cells, 1)
    return BoxSettings(
        folder=release.folder.resolve(),
        preload=(*assignment.preload, *(p for p in maybe if p in named), *shipped),
        defer=tuple(p for p in maybe if p not in named),
        given=tuple((n, cell.source) for n, cell in numbered if cell.role == "given"),
        watch=assignment.watch,
        memory_mib=limits.memory_mib,
        cpu_seconds=limits.cpu_seconds,
        open_files=limits.open_files,
        threads=limits.threads,
        scratch_mib=limits.scratch_mib,
        file_mib=limits.file_mib,
        output_kib=limits.output_kib,
        without=WITHOUT[isolation],
        secret=(assignment.root / "reference",),
    )


def _refuse_python_2(
    problems: tuple[CellProblem, ...], exercises: tuple[ExerciseResult, ...]
) -> None:
    if any(exercise.score for exercise in exercises):
        return
    for problem in problems:
        if PYTHON_2 in problem.message:
            raise SubmissionError(
                f"It is written in Python 2: code cell {problem.cell}, line {problem.line} has a "
                "`print` without parentheses. Write it for Python 3 and hand it in again."
            )


def _notes(plan: Plan, session: Session) -> tuple[str, ...]:
    notes = []
    if plan.foreign:
        notes.append(
            "This is not the notebook that was handed out. The given cells were run first, and "
            "your names were looked up as they stand at the end."
        )
    notes += [
        f"`{problem.source}` found no such file. What it defines was not handed in, and cannot be "
        "graded: hand in that file, or copy its contents into the notebook."
        for problem in own_problems(session)
        if problem.type == "ModuleNotFoundError" and _STAR_IMPORT.fullmatch(problem.source)
    ]
    if session.cut:
        notes.append(exceeded.output(session.limits))
    return tuple(notes)
