"""Where a check's random numbers come from: a secret, the assignment, and the submission's bytes.

The same submission always meets the same numbers, no two submissions do, and nobody can tell them
beforehand who does not know the secret.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from numpy.random.bit_generator import ISeedSequence

from autograder.course import Assignment

SECRET_VARIABLE = "AUTOGRADER_SECRET"


def course_secret(assignment: Assignment) -> bytes:
    """The secret: from the environment, else derived from the assignment's `reference/` folder.

    Students have neither. Deriving it makes every machine that grades the same checks draw the
    same numbers, with nothing to configure; set the variable where `reference/` is public.
    """
    if secret := os.environ.get(SECRET_VARIABLE):
        return secret.encode()
    digest = hashlib.sha256()
    for path in sorted(assignment.reference.rglob("*.py")):
        digest.update(str(path.relative_to(assignment.reference)).encode() + b"\0")
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.digest()


def submission_seed(
    secret: bytes, assignment: str, sha256: str, conventions: Mapping[str, str] | None = None
) -> str:
    """The seed of one submission, as hexadecimal digits.

    `conventions` are the values that it was told to grade by: a report made under others is another
    report, which resuming must not take for this one.
    """
    chosen = "".join(f"/{name}={value}" for name, value in sorted((conventions or {}).items()))
    message = f"{assignment}/{sha256}{chosen}".encode()
    return hmac.new(secret, message, hashlib.sha256).hexdigest()


def generators(seed: str, exercise: str) -> Callable[[str], np.random.Generator]:
    """For each check of an exercise, by name, the generator that it draws from."""

    def generator(check: str) -> np.random.Generator:
        digest = hmac.digest(seed.encode(), f"{exercise}/{check}".encode(), "sha256")
        words = np.random.PCG64(_Words(digest))  # type: ignore[arg-type]
        return np.random.Generator(words)

    return generator


class _Words(ISeedSequence):
    """A digest as the start of a generator: it is mixed well, and mixing it again takes 50 µs."""

    def __init__(self, digest: bytes) -> None:
        self._digest = digest

    def generate_state(self, n_words: int, dtype: Any = np.uint32) -> Any:
        """The first `n_words` of the digest, which has just as many as PCG64 asks for."""
        return np.frombuffer(self._digest, dtype)[:n_words]
