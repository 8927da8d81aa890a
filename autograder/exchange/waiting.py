"""Waits for a submission's grade, asking more and more seldom."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from autograder.exchange.client import Client

PATIENCE = 900.0


def until_graded(
    client: Client, submission: int, sleep: Callable[[float], None] = time.sleep
) -> dict[str, Any]:
    """The feedback once the submission is graded, or as it stands after a quarter of an hour."""
    waited, pause = 0.0, 0.5
    while True:
        found = client.feedback(submission)
        if found["status"] not in ("queued", "grading") or waited > PATIENCE:
            return found
        sleep(pause)
        waited += pause
        pause = min(pause * 1.3, 10.0)
