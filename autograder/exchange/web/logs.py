"""Logs as lines of JSON: what happened, when, and what about it. Tokens never come near it."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

_OWN = {*vars(logging.makeLogRecord({})), "message", "asctime", "color_message"}


class JsonLines(logging.Formatter):
    """A record as one line, with the fields that it was given besides."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        plain = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
        }
        plain |= {k: v for k, v in vars(record).items() if k not in _OWN and not k.startswith("_")}
        if record.exc_info:
            plain["trace"] = self.formatException(record.exc_info)
        return json.dumps(plain, default=str)


def log_as_json(level: int = logging.INFO) -> None:
    """Write the exchange's and the web server's logs to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines())
    for name in ("autograder.exchange", "uvicorn", "uvicorn.error"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)
    logging.getLogger("uvicorn.error").handlers = []  # its parent writes it
    logging.getLogger("uvicorn.error").propagate = True
