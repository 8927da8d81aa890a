"""A teacher's commands: `release_assignment`, `collect` and `release_feedback`."""

from __future__ import annotations

import base64
from pathlib import Path

from nbgrader.exchange import abc

from autograder.disk import files_to_publish, safe_name, write_beside
from autograder.exchange.nbgrader_plugin.base import Exchange, stamp

MARK = "autograder exchange submission "


class ExchangeReleaseAssignment(abc.ExchangeReleaseAssignment, Exchange):  # type: ignore[misc]
    """`nbgrader release_assignment`: the files of `release/<lab>` as the newest version."""

    def copy_files(self) -> None:
        """Hand them out."""
        directory = self.coursedir.release_directory
        folder = Path(self.coursedir.format_path(directory, ".", self.lab))
        found = files_to_publish(folder)
        if not found:
            self.fail(f"Assignment not found at: {folder}")
        files = {name: base64.b64encode(data).decode() for name, data in found.items()}
        released = self.client.json("POST", f"/labs/{self.lab}/release", json={"files": files})
        self.log.info("Released as: %s, version %s", self.lab, released["version"])


class ExchangeCollect(abc.ExchangeCollect, Exchange):  # type: ignore[misc]
    """`nbgrader collect`: everybody's last submission into `submitted/<student>/<lab>`."""

    def copy_files(self) -> None:
        """Bring what is new, or with --update also what is newer."""
        for one in self.client.json("GET", f"/labs/{self.lab}/submissions"):
            student = safe_name(one["student"], "student")
            directory = self.coursedir.submitted_directory
            folder = Path(self.coursedir.format_path(directory, student, self.lab))
            dated = folder / "timestamp.txt"
            if dated.is_file() and (not self.update or dated.read_text() == stamp(one)):
                self.log.info("Submission already exists: %s %s", student, self.lab)
                continue
            number = one["submission"]
            data = self.client.request("GET", f"/submissions/{number}/file").content
            write_beside(folder / f"{self.lab}.ipynb", data)
            write_beside(folder / "submission_secret.txt", f"{MARK}{number}".encode())
            write_beside(dated, stamp(one).encode())
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
