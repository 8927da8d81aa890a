"""Packs the installed package as a wheel: where the autograder runs, its sources may be gone.

The same files give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from importlib import metadata
from pathlib import Path

import autograder
from autograder.errors import GraderError

# The earliest time that a zip can hold: when a file was changed says nothing about it.
EPOCH = (1980, 1, 1, 0, 0, 0)
_TAGS = "Wheel-Version: 1.0\nGenerator: autograder\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def pack_wheel() -> tuple[str, bytes]:
    """The wheel's file name and its bytes. GraderError where the package was never installed."""
    try:
        installed = metadata.distribution("autograder")
    except metadata.PackageNotFoundError as error:
        raise GraderError(
            "The package's own metadata is missing, so no wheel can be made of it. Install it: "
            "python -m pip install ."
        ) from error
    stem = f"autograder-{installed.version}"
    info = f"{stem}.dist-info"
    files = dict(_package())
    for name in ("METADATA", "entry_points.txt"):
        text = installed.read_text(name) or installed.read_text("PKG-INFO") or ""
        files[f"{info}/{name}"] = text.encode()
    files[f"{info}/WHEEL"] = _TAGS.encode()
    files[f"{info}/RECORD"] = _record(files, f"{info}/RECORD")
    return f"{stem}-py3-none-any.whl", zip_bytes(files)


def _package() -> Iterator[tuple[str, bytes]]:
    root = Path(autograder.__file__).parent
    for path in sorted(root.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"autograder/{path.relative_to(root).as_posix()}", path.read_bytes()


def _record(files: Mapping[str, bytes], own: str) -> bytes:
    lines = [f"{name},sha256={_digest(data)},{len(data)}" for name, data in files.items()]
    return "\n".join([*lines, f"{own},,", ""]).encode()


def _digest(data: bytes) -> str:
    digest = hashlib.sha256(data).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def zip_bytes(files: Mapping[str, bytes], executable: tuple[str, ...] = ()) -> bytes:
    """A zip of these files, in their order; the same files give the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whose permissions these are
            entry.external_attr = (0o755 if name in executable else 0o644) << 16
            archive.writestr(entry, data)
    return target.getvalue()
