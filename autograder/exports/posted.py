"""Remembers what was posted where, by its content: one JSON file beside the results.

Written before a request goes out and again when it was answered, so that a run which was cut off
leaves behind what was under way.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from autograder.disk import write_beside
from autograder.errors import AuthoringError

SENDING, DONE = "sending", "done"


class Posted:
    """What was last sent from here to each slot, and how that ended."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._sent = _read(path)

    def state(self, slot: str, digest: str) -> str | None:
        """Whether this content is done or was being sent; None if the slot has other or none."""
        known, state = self._sent.get(slot, ("", ""))
        return state if known == digest else None

    def note(self, state: str, digests: Mapping[str, str]) -> None:
        """Remember the state of a content for each slot, on disk before this returns."""
        self._sent.update({slot: (digest, state) for slot, digest in digests.items()})
        text = json.dumps(self._sent, indent=1, sort_keys=True)
        write_beside(self.path, f"{text}\n".encode())


def _read(path: Path) -> dict[str, tuple[str, str]]:
    try:
        plain = json.loads(path.read_text(encoding="utf-8"))
        return {slot: (str(digest), str(state)) for slot, (digest, state) in plain.items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise AuthoringError(
            f"{path} says what was posted, and cannot be read ({error}). Without it grades could "
            "be posted twice. Mend it, or remove it if nothing was ever posted."
        ) from error
