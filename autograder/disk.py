"""Writing files whole or not at all, under names that are safe whatever a submission is called."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path, PurePath

# What editors, Python and Jupyter leave beside an author's files.
_LITTER = {"__pycache__", ".ipynb_checkpoints", ".DS_Store"}
LONGEST = 60
# Windows opens a device for these, whatever follows the first dot.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)")


def write_beside(path: Path, data: bytes) -> None:
    """Write beside and rename, so that nobody ever reads half a file. Makes missing folders."""
    unfinished = path.with_name(f".{path.name[:200]}.unfinished")
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished.write_bytes(data)
    os.replace(unfinished, path)


def is_litter(path: PurePath) -> bool:
    """Whether it is, or lies in, what such programs leave there."""
    return not _LITTER.isdisjoint(path.parts)


def files_to_publish(folder: Path) -> dict[str, bytes]:
    """The files in a folder by their paths below it, with '/'; none hidden, no litter, no links."""
    found = ((path, path.relative_to(folder)) for path in sorted(folder.rglob("*")))
    return {
        name.as_posix(): path.read_bytes()
        for path, name in found
        if path.is_file()
        and not path.is_symlink()
        and not is_litter(name)
        and not any(part.startswith(".") for part in name.parts)
    }


def safe_name(text: str, prefix: str = "submission") -> str:
    """A file name for `text`: the text itself where it is plain, else told apart by a digest.

    "Ada" and "ada" would be one file on many disks, so only lower-case names count as plain.
    """
    plain = plain_name(text, prefix)
    return plain if plain == text else with_digest(plain, text)


def plain_name(text: str, prefix: str) -> str:
    """The text in a few safe characters; different texts may give the same name."""
    decomposed = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^a-z0-9._-]+", "-", decomposed.lower())
    name = re.sub(r"\.{2,}", ".", words).strip("-._")[:LONGEST].strip("-._")
    return f"{prefix}-{name}".rstrip("-") if not name or RESERVED.match(name) else name


def with_digest(plain: str, source: str) -> str:
    """A name that no other source has."""
    digest = hashlib.sha256(source.encode("utf-8", "backslashreplace")).hexdigest()
    return f"{plain}-{digest[:10]}"
