"""A student's commands: `list`, `fetch_assignment`, `submit` and `fetch_feedback`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from nbgrader.exchange import abc

from autograder.disk import safe_name, write_beside
from autograder.errors import AutograderError
from autograder.exchange import fetching
from autograder.exchange.nbgrader_plugin.base import Exchange, stamp


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
            about = (self.coursedir.course_id, one["student"], one["lab"], stamp(one))
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
        local = Path(self.assignment_dir) / one["lab"] / "feedback" / stamp(one)
        graded = one["status"] in ("graded", "ungradable")
        return {
            "course_id": self.coursedir.course_id,
            "student_id": one["student"],
            "assignment_id": one["lab"],
            "timestamp": stamp(one),
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
        write_beside(kept, (json.dumps(receipt, indent=1) + "\n").encode())
        about = (self.coursedir.course_id, self.lab, receipt["time"])
        self.log.info("Submitted as: %s %s %s", *about)


class ExchangeFetchFeedback(abc.ExchangeFetchFeedback, Exchange):  # type: ignore[misc]
    """`nbgrader fetch_feedback`: the pages of one's submissions, the teacher's or else ours."""

    def copy_files(self) -> None:
        """Bring them to `<lab>/feedback/<time>/`."""
        for one in self.client.submissions(self.lab):
            number, folder = one["submission"], self.folder / "feedback" / stamp(one)
            names = self.client.json("GET", f"/submissions/{number}/feedback_files")
            pages = {name: f"feedback_files/{name}" for name in names}
            try:
                for name, place in (pages or {f"{self.lab}.html": "feedback.html"}).items():
                    answer = self.client.request("GET", f"/submissions/{number}/{place}")
                    write_beside(folder / safe_name(name, "feedback"), answer.content)
                    self.log.info("Fetched feedback: %s", folder / safe_name(name, "feedback"))
            except AutograderError as error:
                self.log.warning("Attempt %s: %s", one["attempt"], error)
