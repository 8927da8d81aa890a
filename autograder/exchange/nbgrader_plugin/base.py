"""What nbgrader's commands over an exchange share: the client, names, and how errors are told."""

from __future__ import annotations

from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError, abc

from autograder.errors import AutograderError
from autograder.exchange import credentials
from autograder.exchange.client import Client


class Exchange(abc.Exchange):  # type: ignore[misc]
    """What all of them share: the client, and errors as nbgrader tells them."""

    @cached_property
    def client(self) -> Client:
        """The exchange, for whoever is logged in."""
        return Client(credentials.load())

    @property
    def lab(self) -> str:
        """The assignment that the command names."""
        return str(self.coursedir.assignment_id).rstrip("/").rpartition("/")[2]

    @property
    def folder(self) -> Path:
        """A student's own folder of the lab."""
        return Path(self.assignment_dir) / self.lab

    def init_src(self) -> None:
        """Nothing: the source is known from the names."""

    def init_dest(self) -> None:
        """Nothing: the destination is known from the names."""

    def copy_files(self) -> None:
        """Nothing, for those that only list."""

    def start(self) -> Any:
        """Do it; an error of ours ends the command as one of nbgrader's."""
        try:
            return super().start()
        except AutograderError as error:
            self.log.fatal("%s", error)
            raise ExchangeError(str(error)) from error


def stamp(one: dict[str, Any]) -> str:
    """A submission's time as nbgrader writes it."""
    return f"{datetime.fromisoformat(one['received']):%Y-%m-%d %H:%M:%S.%f} UTC"
