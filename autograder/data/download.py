"""Files from public mirrors, known beforehand by size and sha256.

What has arrived is kept in a `.part` file and gone on from, in this run or the next; a file gets
its name only once its digest is right. Nothing that a server says is believed but the bytes.
"""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.errors import GraderError

if TYPE_CHECKING:
    from requests import Response

CHUNK = 1 << 16
_CONTENT_RANGE = re.compile(r"bytes (\d+)-")


@dataclass(frozen=True)
class RemoteFile:
    """A file that is the same wherever it is downloaded from."""

    name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Patience:
    """How long to wait for a server, and how often to ask each one; pauses double."""

    attempts: int = 4
    connect_seconds: float = 10.0
    read_seconds: float = 30.0
    pause_seconds: float = 1.0


class _Failed(Exception):
    """An attempt that came to nothing; `again` if the same server may do better."""

    def __init__(self, reason: str, *, again: bool) -> None:
        super().__init__(reason)
        self.again = again


def fetch(
    file: RemoteFile,
    mirrors: Sequence[str],
    folder: Path,
    arrived: Callable[[int], None] = lambda count: None,
    patience: Patience | None = None,
) -> Path:
    """The file in `folder`, downloaded unless it is there already.

    `mirrors` are addresses of folders, tried in order; `arrived` is told how many bytes of the
    file there are. GraderError, which names each server's reason, if none of them has the file.
    """
    path, part = folder / file.name, folder / f"{file.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if not path.is_file() or _sha256(path) != file.sha256:
            _complete(file, mirrors, part, arrived, patience or Patience())
            os.replace(part, path)
    except OSError as error:
        raise GraderError(
            f"{part} cannot be written: {error.strerror or error}. Make room, or name another "
            "folder for caches by the variable XDG_CACHE_HOME."
        ) from error
    arrived(file.size)
    return path


def _complete(
    file: RemoteFile,
    mirrors: Sequence[str],
    part: Path,
    arrived: Callable[[int], None],
    patience: Patience,
) -> None:
    """Have the whole file in the part, from whichever server gives it."""
    reasons = []
    for mirror in mirrors:
        address = f"{mirror.rstrip('/')}/{file.name}"
        reason = _from_one(file, address, part, arrived, patience)
        if reason is None:
            return
        reasons.append(f"{address}: {reason}")
    raise GraderError(_nowhere(file, part.parent, reasons))


def _from_one(
    file: RemoteFile,
    address: str,
    part: Path,
    arrived: Callable[[int], None],
    patience: Patience,
) -> str | None:
    """Complete the part from one server; the reason why that could not be, or None."""
    for attempt in range(1, patience.attempts + 1):
        try:
            _attempt(file, address, part, arrived, patience)
            return None
        except _Failed as failed:
            reason = str(failed)
            if not failed.again:
                break
        if attempt < patience.attempts:
            time.sleep(patience.pause_seconds * 2 ** (attempt - 1))
    return reason


def _attempt(
    file: RemoteFile,
    address: str,
    part: Path,
    arrived: Callable[[int], None],
    patience: Patience,
) -> None:
    """Go on with the part, or begin it. Raises _Failed unless it is whole and right then."""
    have = part.stat().st_size if part.exists() else 0
    if have >= file.size:
        # Whole, but not renamed: the last run was ended in between, or it was wrong.
        if _sha256(part) == file.sha256:
            return
        part.unlink()
        have = 0
    _receive(file, address, part, have, arrived, patience)
    if part.stat().st_size < file.size:
        raise _Failed("it broke off before the end", again=True)
    if _sha256(part) != file.sha256:
        part.unlink()
        # What was there before may have been at fault; from the start, it is the server.
        raise _Failed("it sends another file of that name", again=have > 0)


def _receive(
    file: RemoteFile,
    address: str,
    part: Path,
    have: int,
    arrived: Callable[[int], None],
    patience: Patience,
) -> None:
    import requests  # takes a quarter of a second, so only where it is used
    from urllib3.exceptions import HTTPError

    # The bytes as they are stored: an encoding on the way would make ranges mean something else.
    headers = {"Accept-Encoding": "identity"} | ({"Range": f"bytes={have}-"} if have else {})
    waiting = (patience.connect_seconds, patience.read_seconds)
    try:
        with requests.get(address, headers=headers, stream=True, timeout=waiting) as response:
            _refuse(response, part)
            begin = have if _goes_on(response, have) else 0
            with part.open("r+b" if begin else "wb") as out:
                out.seek(begin)
                count = begin
                for chunk in response.raw.stream(CHUNK, decode_content=False):
                    kept = chunk[: file.size - count]
                    out.write(kept)
                    count += len(kept)
                    arrived(count)
                    if count == file.size:
                        break  # whatever more there is, it is not this file
    except (requests.RequestException, HTTPError) as error:
        raise _Failed(_in_words(error, patience), again=True) from error


def _refuse(response: Response, part: Path) -> None:
    status = response.status_code
    if status == 416:
        part.unlink(missing_ok=True)  # there is no such range: what we have is not this file
        raise _Failed("it has a shorter file of that name", again=True)
    if status not in (200, 206):
        again = status == 429 or status >= 500
        raise _Failed(f"it answers {status} {response.reason or ''}".rstrip(), again=again)


def _goes_on(response: Response, have: int) -> bool:
    """Whether the answer begins where we asked; a server may send all, or another range."""
    if response.status_code != 206:
        return False
    found = _CONTENT_RANGE.match(response.headers.get("Content-Range", ""))
    if found is None or int(found[1]) != have:
        raise _Failed("it sends another part than it was asked for", again=False)
    return True


def _in_words(error: Exception, patience: Patience) -> str:
    import requests
    from urllib3.exceptions import ReadTimeoutError

    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not trusted here"
    if isinstance(error, requests.ConnectTimeout):
        return f"no connection within {patience.connect_seconds:g} s"
    if isinstance(error, requests.Timeout | ReadTimeoutError):
        return f"nothing came for {patience.read_seconds:g} s"
    if isinstance(error, requests.exceptions.ProxyError):
        return "the proxy on the way does not let us through"
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return f"it is no address of the web ({error})"
    if isinstance(error, requests.ConnectionError):
        return "no connection"
    return f"it broke off ({type(error).__name__})"


def _nowhere(file: RemoteFile, folder: Path, reasons: Sequence[str]) -> str:
    listed = "\n  ".join(reasons)
    return (
        f"{file.name} could not be downloaded.\n  {listed}\n"
        "Is there a network? Behind a proxy, set HTTPS_PROXY; another server is named with "
        f"--mirror URL. A file that you have from elsewhere may be put into {folder}. What has "
        "arrived is kept: run the same command again, and it goes on from there."
    )


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
