"""What is handed out: each lab's releases, as versions that are never changed once published."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select

from autograder.course import Assignment
from autograder.disk import files_to_publish
from autograder.errors import AuthoringError
from autograder.exchange.access import NotThere
from autograder.exchange.store import Store
from autograder.exchange.tables import labs, release_files, releases
from autograder.exchange.terms import Terms, as_row, terms_of

MOST_FILES, MOST_BYTES = 500, 200 * 1024 * 1024


@dataclass(frozen=True)
class File:
    """A file of a release: its path below the lab's folder, with '/'."""

    path: str
    sha256: str
    size: int


@dataclass(frozen=True)
class Handout:
    """A version of a lab as it was published; `label` is the author's own word for it."""

    id: int
    lab: str
    version: int
    label: str
    published: datetime
    files: tuple[File, ...]


def publish(store: Store, assignment: Assignment, actor: str) -> tuple[Handout, bool]:
    """Hand out the release as it stands on disk; False where it is handed out already.

    A lab's first version brings its title, order, due time and policy; its terms are the
    exchange's after that.
    """
    if not assignment.released_notebook.is_file():
        raise AuthoringError(
            f"{assignment.name} has not been released: run `autograder release "
            f"{assignment.name}` first."
        )
    return publish_files(store, assignment, files_to_publish(assignment.release), actor)


def publish_files(
    store: Store, assignment: Assignment, files: Mapping[str, bytes], actor: str
) -> tuple[Handout, bool]:
    """Hand out these files as the lab's newest version; False where they are it already."""
    _refuse_bad_files(assignment.name, files)
    kept = [File(path, store.blobs.add(data), len(data)) for path, data in sorted(files.items())]
    digest = _digest(kept)
    with store.database.write() as connection:
        _add_lab(connection, assignment)
        newest = _newest(connection, assignment.name)
        if newest is not None and newest.digest == digest:
            return handout(connection, assignment.name), False
        version = 1 if newest is None else newest.version + 1
        row = {"lab": assignment.name, "version": version, "label": assignment.version}
        query = insert(releases).values(**row, digest=digest, published=store.stamp(connection))
        (number,) = connection.execute(query).inserted_primary_key or (0,)
        rows = [{"release": number, **vars(file)} for file in kept]
        connection.execute(insert(release_files), rows)
        store.note(connection, actor, "publish", assignment.name, version=version)
        return handout(connection, assignment.name), True


def handout(connection: Connection, lab: str, version: int | None = None) -> Handout:
    """A version of a lab, or the newest; NotThere where there is none."""
    row = _newest(connection, lab, version)
    if row is None:
        raise NotThere(f"There is no such version of {lab[:80]!r}.")
    query = select(release_files).where(release_files.c.release == row.id)
    found = connection.execute(query.order_by(release_files.c.path))
    files = tuple(File(file.path, file.sha256, file.size) for file in found)
    return Handout(row.id, row.lab, row.version, row.label, row.published, files)


def unpack(store: Store, release: Handout) -> Path:
    """The release as a folder for the grader, made if it is not there."""
    folder = store.folder / "handed_out" / f"{release.lab}-{release.version}-{release.id}"
    if folder.is_dir():
        return folder
    folder.parent.mkdir(exist_ok=True)
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=".unfinished-"))
    beside.chmod(0o755)
    for file in release.files:
        path = beside / file.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(store.blobs.read(file.sha256))
    try:
        beside.rename(folder)
    except OSError:  # another worker was first
        shutil.rmtree(beside)
    return folder


def _newest(connection: Connection, lab: str, version: int | None = None) -> Row[Any] | None:
    query = select(releases).where(releases.c.lab == lab)
    if version is None:
        latest = select(func.max(releases.c.version)).where(releases.c.lab == lab)
        query = query.where(releases.c.version == latest.scalar_subquery())
    else:
        query = query.where(releases.c.version == version)
    return connection.execute(query).first()


def _add_lab(connection: Connection, assignment: Assignment) -> None:
    try:
        terms_of(connection, assignment.name)
    except NotThere:
        terms = Terms(
            lab=assignment.name,
            title=assignment.title,
            position=assignment.order,
            due=assignment.due,
            policy=replace(assignment.policy, extensions=None),
        )
        connection.execute(insert(labs).values(name=assignment.name, **as_row(terms)))


def _refuse_bad_files(lab: str, files: Mapping[str, bytes]) -> None:
    if f"{lab}.ipynb" not in files:
        raise AuthoringError(f"A release of {lab} must hold {lab}.ipynb.")
    if len(files) > MOST_FILES or sum(map(len, files.values())) > MOST_BYTES:
        raise AuthoringError(
            f"A release holds at most {MOST_FILES} files and {MOST_BYTES // 2**20} MB."
        )
    for name in files:
        if not is_plain_path(name):
            raise AuthoringError(f"{name[:200]!r} is no plain relative path for a release's file.")


def is_plain_path(name: str) -> bool:
    """Whether it is a relative path with '/' that stays below the folder it is put in."""
    path = PurePosixPath(name)
    parts = name.split("/")
    bad = {"", ".", ".."}
    strange = any(ord(char) < 32 or char in '\\:*?"<>|' for char in name)
    return len(name) <= 400 and not path.is_absolute() and not bad & set(parts) and not strange


def _digest(files: list[File]) -> str:
    text = "".join(f"{file.path}\0{file.sha256}\n" for file in files)
    return hashlib.sha256(text.encode()).hexdigest()
