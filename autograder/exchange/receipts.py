"""Receipts: who handed in what and when, signed, so that anybody can verify one offline.

A receipt is signed with Ed25519 over its canonical JSON. The private key lies in the data folder,
readable by its owner only; the public key is given out freely.
"""

from __future__ import annotations

import base64
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError, GraderError, NotInstalled

FORMAT = "autograder-receipt-1"
KEY_FILE = "receipts.key"


@dataclass(frozen=True)
class Receipt:
    """What the exchange says it has: `time` is the server's, `size` in bytes."""

    student: str
    lab: str
    attempt: int
    sha256: str
    size: int
    time: str
    format: str = FORMAT

    def canonical(self) -> bytes:
        """The bytes that are signed."""
        return json.dumps(asdict(self), sort_keys=True, separators=(",", ":")).encode()


def moment_text(moment: datetime) -> str:
    """A moment as receipts write it: UTC, to the microsecond."""
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Signer:
    """Signs receipts with the key in a folder, which is made there the first time."""

    def __init__(self, folder: Path) -> None:
        ed25519 = _ed25519()
        path = folder / KEY_FILE
        if not path.exists():
            _write_once(path, ed25519.Ed25519PrivateKey.generate().private_bytes_raw())
        try:
            self._key = ed25519.Ed25519PrivateKey.from_private_bytes(path.read_bytes())
        except ValueError as error:
            raise GraderError(f"{path} is no signing key. Restore it from a backup.") from error

    @property
    def public(self) -> str:
        """The public key, in base64."""
        return base64.b64encode(self._key.public_key().public_bytes_raw()).decode()

    def sign(self, receipt: Receipt) -> dict[str, Any]:
        """The receipt as plain JSON values, with its signature."""
        signature = base64.b64encode(self._key.sign(receipt.canonical())).decode()
        return {**asdict(receipt), "key": self.public, "signature": signature}


def verify(signed: dict[str, Any], public: str) -> Receipt:
    """The receipt, if it was signed with this key and nothing in it was changed.

    The key that the receipt itself names is not believed. AuthoringError says what is wrong.
    """
    from cryptography.exceptions import InvalidSignature

    fields = ("student", "lab", "attempt", "sha256", "size", "time", "format")
    try:
        receipt = Receipt(**{name: signed[name] for name in fields})
        signature = base64.b64decode(str(signed["signature"]), validate=True)
        key = _ed25519().Ed25519PublicKey.from_public_bytes(base64.b64decode(public))
        key.verify(signature, receipt.canonical())
    except (KeyError, ValueError, TypeError) as error:
        raise AuthoringError("This is no whole receipt of an exchange.") from error
    except InvalidSignature as error:
        raise AuthoringError(
            "The receipt's signature does not fit: it was changed, or another exchange signed it."
        ) from error
    return receipt


def _write_once(path: Path, data: bytes) -> None:
    """For the owner only, and never over a key that another process has just made."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()


def _ed25519() -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ModuleNotFoundError as error:
        raise NotInstalled(
            "Receipts need the package cryptography: pip install 'autograder[serve]'"
        ) from error
    return ed25519
