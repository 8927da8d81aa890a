"""Everybody's last submission of a lab as a folder, in the layout of nbgrader's `submitted/`."""

from __future__ import annotations

from pathlib import Path

from autograder.disk import safe_name, write_beside
from autograder.exchange.people import everybody
from autograder.exchange.standing import attempts_of
from autograder.exchange.store import Store
from autograder.exchange.terms import terms_of


def collect(store: Store, lab: str, out: Path) -> int:
    """Write `OUT/<student>/<lab>/<lab>.ipynb` and `timestamp.txt` for each; how many there were."""
    with store.database.read() as connection:
        terms_of(connection, lab)
        tries = [
            (person, attempts[0])
            for person in everybody(connection)
            if (attempts := attempts_of(connection, person.id, lab))
        ]
    for person, attempt in tries:
        folder = out / safe_name(person.login, "student") / lab
        suffix = ".py" if attempt.filename.lower().endswith(".py") else ".ipynb"
        write_beside(folder / f"{lab}{suffix}", store.blobs.read(attempt.sha256))
        stamp = f"{attempt.received:%Y-%m-%d %H:%M:%S.%f} UTC"
        write_beside(folder / "timestamp.txt", stamp.encode())
    return len(tries)
