"""nbgrader's own commands over an exchange: its list, fetch, submit, collect and both releases.

In nbgrader_config.py:

    from autograder.exchange.nbgrader_plugin import configure
    configure(get_config())

Who you are and where the exchange is, `autograder login` says, or the environment. The course id is
whatever you like: an exchange is one course.
"""

from __future__ import annotations

import base64
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from nbgrader.exchange import ExchangeError, abc

from autograder.disk import safe_name, write_beside
from autograder.errors import AutograderError
from autograder.exchange import credentials, fetching
from autograder.exchange.client import Client

MARK = "autograder exchange submission "


def configure(config: Any) -> None:
    """Put all of these in the place of nbgrader's own."""
    factory = config.ExchangeFactory
    factory.exchange, factory.list = Exchange, ExchangeList
    factory.fetch_assignment, factory.submit = ExchangeFetchAssignment, ExchangeSubmit
    factory.release_assignment, factory.collect = ExchangeReleaseAssignment, ExchangeCollect
    factory.release_feedback = ExchangeReleaseFeedback
    factory.fetch_feedback = ExchangeFetchFeedback


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


class ExchangeList(abc.ExchangeList, Exchange):  # type: ignore[misc]
    """`nbgrader list`: the labs, or with --inbound and --cached what one has handed in."""

    def list_files(self) -> list[dict[str, Any]]:
        """What there is, in the form that the assignment list in Jupyter reads."""
        return self._submitted() if self.inbound or self.cached else self._released()

    def remove_files(self) -> list[dict[str, Any]]:
        """Refused: nothing that was handed in is ever removed from here."""
        self.fail("An exchange removes nothing; see `autograder exchange person`.")
        return []

    def _released(self) -> list[dict[str, Any]]:
        self.log.info("Released assignments:")
        found = []
        for lab in self.client.labs():
            folder = Path(self.assignment_dir) / lab["name"]
            notebook = {"notebook_id": lab["name"], "path": str(folder / f"{lab['name']}.ipynb")}
            fetched = folder.is_dir()
            done = " (already downloaded)" if fetched else ""
            self.log.info("%s %s%s", self.coursedir.course_id, lab["name"], done)
            found.append(
                {
                    "course_id": self.coursedir.course_id,
                    "assignment_id": lab["name"],
                    "status": "fetched" if fetched else "released",
                    "path": str(folder.resolve()),
                    "notebooks": [notebook],
                }
            )
        return found

    def _submitted(self) -> list[dict[str, Any]]:
        self.log.info("Submitted assignments:")
        by_lab: dict[str, list[dict[str, Any]]] = {}
        for one in reversed(self.client.submissions(self.lab or None)):
            about = (self.coursedir.course_id, one["student"], one["lab"], _stamp(one))
            self.log.info("%s %s %s %s", *about)
            by_lab.setdefault(one["lab"], []).append(self._submission(one))
        return [
            {
                "course_id": self.coursedir.course_id,
                "student_id": tries[0]["student_id"],
                "assignment_id": lab,
                "status": "submitted",
                "submissions": tries,
            }
            for lab, tries in by_lab.items()
        ]

    def _submission(self, one: dict[str, Any]) -> dict[str, Any]:
        local = Path(self.assignment_dir) / one["lab"] / "feedback" / _stamp(one)
        graded = one["status"] in ("graded", "ungradable")
        return {
            "course_id": self.coursedir.course_id,
            "student_id": one["student"],
            "assignment_id": one["lab"],
            "timestamp": _stamp(one),
            "status": "submitted",
            "path": "",
            "notebooks": [],
            "has_local_feedback": local.is_dir(),
            "has_exchange_feedback": graded,
            "feedback_updated": False,
            "local_feedback_path": str(local) if local.is_dir() else None,
        }


class ExchangeFetchAssignment(abc.ExchangeFetchAssignment, Exchange):  # type: ignore[misc]
    """`nbgrader fetch_assignment`: the newest version, never over one's own work."""

    def copy_files(self) -> None:
        """Bring the files."""
        version, done = fetching.fetch(self.client, self.lab, self.folder)
        for one in done:
            self.log.info("%s: %s", one.path, one.what)
        self.log.info("Fetched as: %s, version %s", self.lab, version)


class ExchangeSubmit(abc.ExchangeSubmit, Exchange):  # type: ignore[misc]
    """`nbgrader submit`: the lab's notebook, for a receipt."""

    def copy_files(self) -> None:
        """Hand it in."""
        path = self.folder / f"{self.lab}.ipynb"
        if not path.is_file():
            self.fail(f"Assignment not found at: {path}")
        receipt = self.client.submit(self.lab, path.name, path.read_bytes(), "nbgrader")
        kept = self.folder / f"receipt-{self.lab}-{receipt['attempt']}.json"
        write_beside(kept, _json(receipt))
        about = (self.coursedir.course_id, self.lab, receipt["time"])
        self.log.info("Submitted as: %s %s %s", *about)


class ExchangeReleaseAssignment(abc.ExchangeReleaseAssignment, Exchange):  # type: ignore[misc]
    """`nbgrader release_assignment`: the files of `release/<lab>` as the newest version."""

    def copy_files(self) -> None:
        """Hand them out."""
        directory = self.coursedir.release_directory
        folder = Path(self.coursedir.format_path(directory, ".", self.lab))
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        if not paths:
            self.fail(f"Assignment not found at: {folder}")
        files = {
            path.relative_to(folder).as_posix(): base64.b64encode(path.read_bytes()).decode()
            for path in paths
            if not path.name.startswith(".")
        }
        found = self.client.json("POST", f"/labs/{self.lab}/release", json={"files": files})
        self.log.info("Released as: %s, version %s", self.lab, found["version"])


class ExchangeCollect(abc.ExchangeCollect, Exchange):  # type: ignore[misc]
    """`nbgrader collect`: everybody's last submission into `submitted/<student>/<lab>`."""

    def copy_files(self) -> None:
        """Bring what is new, or with --update also what is newer."""
        for one in self.client.json("GET", f"/labs/{self.lab}/submissions"):
            student = safe_name(one["student"], "student")
            directory = self.coursedir.submitted_directory
            folder = Path(self.coursedir.format_path(directory, student, self.lab))
            stamp = folder / "timestamp.txt"
            if stamp.is_file() and (not self.update or stamp.read_text() == _stamp(one)):
                self.log.info("Submission already exists: %s %s", student, self.lab)
                continue
            number = one["submission"]
            data = self.client.request("GET", f"/submissions/{number}/file").content
            write_beside(folder / f"{self.lab}.ipynb", data)
            write_beside(folder / "submission_secret.txt", f"{MARK}{number}".encode())
            write_beside(stamp, _stamp(one).encode())
            self.log.info("Collecting submission: %s %s", student, self.lab)


class ExchangeReleaseFeedback(abc.ExchangeReleaseFeedback, Exchange):  # type: ignore[misc]
    """`nbgrader release_feedback`: pages that nbgrader made, to the submissions they are of."""

    def copy_files(self) -> None:
        """Send every page of the lab."""
        student = self.coursedir.student_id or "*"
        directory = self.coursedir.feedback_directory
        pattern = Path(self.coursedir.format_path(directory, student, self.lab))
        anchor = Path(pattern.anchor)
        for folder in sorted(anchor.glob(str(pattern.relative_to(anchor)))):
            secret = folder / "submission_secret.txt"
            said = secret.read_text() if secret.is_file() else ""
            if not said.startswith(MARK):
                self.log.warning("%s was not collected from this exchange: left out", folder)
                continue
            number = int(said.removeprefix(MARK))
            for page in sorted(folder.glob("*.html")):
                place = f"/submissions/{number}/feedback_files/{page.name}"
                self.client.request("PUT", place, data=page.read_bytes())
                self.log.info("Feedback released: %s", page)


class ExchangeFetchFeedback(abc.ExchangeFetchFeedback, Exchange):  # type: ignore[misc]
    """`nbgrader fetch_feedback`: the pages of one's submissions, the teacher's or else ours."""

    def copy_files(self) -> None:
        """Bring them to `<lab>/feedback/<time>/`."""
        for one in self.client.submissions(self.lab):
            number, folder = one["submission"], self.folder / "feedback" / _stamp(one)
            names = self.client.json("GET", f"/submissions/{number}/feedback_files")
            pages = {name: f"feedback_files/{name}" for name in names}
            try:
                for name, place in (pages or {f"{self.lab}.html": "feedback.html"}).items():
                    answer = self.client.request("GET", f"/submissions/{number}/{place}")
                    write_beside(folder / safe_name(name, "feedback"), answer.content)
                    self.log.info("Fetched feedback: %s", folder / safe_name(name, "feedback"))
            except AutograderError as error:
                self.log.warning("Attempt %s: %s", one["attempt"], error)


def _stamp(one: dict[str, Any]) -> str:
    """A submission's time as nbgrader writes it."""
    return f"{datetime.fromisoformat(one['received']):%Y-%m-%d %H:%M:%S.%f} UTC"


def _json(value: dict[str, Any]) -> bytes:
    import json

    return (json.dumps(value, indent=1) + "\n").encode()
