"""A log that nobody reads, for libraries which log what they also raise."""

from __future__ import annotations

import logging


def quiet_log(name: str) -> logging.Logger:
    """A logger of its own, known to no other and cut off from standard error."""
    log = logging.Logger(name)
    log.addHandler(logging.NullHandler())
    return log
