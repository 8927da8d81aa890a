"""The warm processes that an assignment's boxes are forked from."""

from __future__ import annotations

from collections.abc import Set as AbstractSet

from autograder.box.isolation import WITHOUT
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Zygote
from autograder.course import Assignment
from autograder.grading import extras
from autograder.grading.packages import Named
from autograder.grading.plan import Plan
from autograder.grading.release import Release


class Zygotes:
    """One for most submissions, and one for those that name packages of `preload_if_named`.

    A box that imports such a package by itself takes half a second for it, and a zygote that always
    has them makes every fork dearer for all. So the second comes to have what has been named so
    far; it is forked from the first, with which it shares memory. Each is started when it is first
    needed, and replaced when it has died.
    """

    def __init__(self, assignment: Assignment, release: Release, isolation: str) -> None:
        self._assignment, self._release, self._isolation = assignment, release, isolation
        self._named = Named(assignment, release)
        self._load: frozenset[str] = frozenset()
        self._usual: Zygote | None = None
        self._laden: Zygote | None = None

    def usual(self) -> Zygote:
        """The one for most submissions. NotInstalled without the assignment's packages."""
        self._usual = _living(self._usual) or self._started(frozenset())
        return self._usual

    def for_plan(self, plan: Plan) -> Zygote:
        """The one for this plan."""
        if not (used := self._named.used_by(plan)):
            return self.usual()
        if self._laden is not None and not used <= self._load:
            self._laden.close()
            self._laden = None
        self._load |= used
        self._laden = _living(self._laden) or self._started(self._load, self.usual())
        return self._laden

    def handed_to(self, assignment: Assignment, release: Release) -> Zygotes:
        """These processes for the assignment as it stands now. None are left here."""
        new = Zygotes(assignment, release, self._isolation)
        new._usual, new._laden, new._load = self._usual, self._laden, self._load
        self._usual = self._laden = None
        return new

    def close(self) -> None:
        """End them."""
        for zygote in (self._laden, self._usual):
            if zygote is not None:
                zygote.close()
        self._usual = self._laden = None

    def _started(self, load: AbstractSet[str], below: Zygote | None = None) -> Zygote:
        extras.require(self._assignment)
        return Zygote(box_settings(self._assignment, self._release, self._isolation, load), below)


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


def _living(zygote: Zygote | None) -> Zygote | None:
    """The zygote, unless it has died since it was used last."""
    if zygote is None or not zygote.ended:
        return zygote
    zygote.close()
    return None
