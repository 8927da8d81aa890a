"""A backup in one file, safe while the server runs, and a restore that checks what it reads.

The rows are read at one moment; the files that they name never change. The file holds the signing
key and what is stored about everybody: it is written for its owner only. It is the same for SQLite
and PostgreSQL, so a restore can also move from one to the other.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, text

from autograder.errors import AuthoringError, GraderError
from autograder.exchange.privacy import referenced
from autograder.exchange.receipts import KEY_FILE
from autograder.exchange.store import Store
from autograder.exchange.tables import VERSION, Moment, metadata, people, sessions, state

FORMAT = "autograder-exchange-backup-1"
PIECE = 1000  # rows a time


def backup(store: Store, path: Path) -> int:
    """Write everything to `path`, which must not exist; how many files are in it."""
    beside = path.with_name(f".{path.name}.unfinished")
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "wb") as file:
            with tarfile.open(fileobj=file, mode="w") as archive:
                count = _write(store, archive)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            raise AuthoringError(f"There is a {path} already. Name another file.")
        os.replace(beside, path)
    except OSError as error:
        raise GraderError(f"The backup cannot be written to {path}: {error.strerror}.") from error
    finally:
        beside.unlink(missing_ok=True)
    return count


def _write(store: Store, archive: tarfile.TarFile) -> int:
    with store.database.read() as connection:
        if not store.database.is_sqlite:
            connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        names = sorted(referenced(connection))
        about = {"format": FORMAT, "version": VERSION, "files": len(names)}
        _add(archive, "backup.json", json.dumps(about).encode())
        for table in metadata.sorted_tables:
            if table is not sessions:  # people sign in again
                lines = "".join(f"{json.dumps(row)}\n" for row in _rows(connection, table))
                _add(archive, f"tables/{table.name}.jsonl", lines.encode())
    _add(archive, KEY_FILE, (store.folder / KEY_FILE).read_bytes())
    for name in names:
        _add(archive, f"files/{name}", store.blobs.read(name))
    return len(names)


def _rows(connection: Connection, table: Any) -> Iterator[dict[str, Any]]:
    for row in connection.execute(select(table).order_by(*table.primary_key.columns)):
        yield {name: _plain(value) for name, value in row._mapping.items()}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size, member.mode = len(data), 0o600
    archive.addfile(member, io.BytesIO(data))


def restore(path: Path, folder: Path, url: str | None = None) -> Store:
    """Make an exchange of a backup, in a folder and a database that hold none yet."""
    try:
        with tarfile.open(path, mode="r:") as archive:
            return _read(archive, folder, url)
    except (OSError, tarfile.TarError, KeyError, ValueError) as error:
        raise AuthoringError(f"{path} cannot be restored: {error}.") from error


def _read(archive: tarfile.TarFile, folder: Path, url: str | None) -> Store:
    about = json.loads(_member(archive, "backup.json"))
    if about.get("format") != FORMAT or about.get("version") != VERSION:
        raise ValueError("it is no backup that this version can read")
    if (folder / KEY_FILE).exists():
        raise ValueError(f"{folder} holds an exchange already")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = os.open(folder / KEY_FILE, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(key, "wb") as file:
        file.write(_member(archive, KEY_FILE))
    store = Store.open(folder, url)
    try:
        _take_up(archive, store)
    except BaseException:
        store.close()
        raise
    return store


def _take_up(archive: tarfile.TarFile, store: Store) -> None:
    for member in archive.getmembers():
        if member.name.startswith("files/"):
            data, name = _member(archive, member.name), member.name.removeprefix("files/")
            if hashlib.sha256(data).hexdigest() != name:
                raise ValueError(f"the file {name} in it is damaged")
            store.blobs.add(data)
    with store.database.write() as connection:
        _fill(connection, archive)
        if lost := [n for n in referenced(connection) if not store.blobs.path(n).exists()]:
            raise ValueError(f"{len(lost)} files are missing in it")
        if not store.database.is_sqlite:
            _count_on(connection)
        store.note(connection, "command line", "restore", path_name(archive))


def path_name(archive: tarfile.TarFile) -> str:
    """What the backup's file is called."""
    return Path(os.fsdecode(archive.name or "backup")).name


def _fill(connection: Connection, archive: tarfile.TarFile) -> None:
    if connection.execute(select(func.count()).select_from(people)).scalar_one():
        raise ValueError("the database holds an exchange already")
    connection.execute(delete(state))
    for table in metadata.sorted_tables:
        if table is sessions:
            continue
        moments = {c.name for c in table.columns if isinstance(c.type, Moment)}
        lines = _member(archive, f"tables/{table.name}.jsonl").decode().splitlines()
        for start in range(0, len(lines), PIECE):
            rows = [_row(json.loads(line), moments) for line in lines[start : start + PIECE]]
            connection.execute(insert(table), rows)


def _row(plain: dict[str, Any], moments: set[str]) -> dict[str, Any]:
    return {
        name: datetime.fromisoformat(value) if name in moments and value else value
        for name, value in plain.items()
    }


def _count_on(connection: Connection) -> None:
    """PostgreSQL counts rows in sequences of its own, which know nothing of those restored."""
    for table in metadata.sorted_tables:
        if "id" in table.columns and table is not state:
            connection.execute(
                text(
                    f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), "
                    f"(SELECT coalesce(max(id), 0) + 1 FROM {table.name}), false)"
                )
            )


def _member(archive: tarfile.TarFile, name: str) -> bytes:
    file = archive.extractfile(name)
    if file is None:
        raise KeyError(f"it has no {name}")
    return file.read()
