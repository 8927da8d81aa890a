"""Looks whether everything that has a receipt is there: bytes, signature, and a grade or a job."""

from __future__ import annotations

import json
from collections.abc import Iterator

from sqlalchemy import select

from autograder.errors import AutograderError
from autograder.exchange.receipts import verify
from autograder.exchange.store import Store
from autograder.exchange.tables import grades, jobs, people, submissions


def problems(store: Store) -> Iterator[str]:
    """A sentence for each thing that is not as it should be; none where all is well."""
    with store.database.read() as connection:
        rows = connection.execute(
            select(submissions, people.c.login, jobs.c.state, grades.c.report)
            .join(people, people.c.id == submissions.c.person)
            .outerjoin(jobs, (jobs.c.submission == submissions.c.id) & (jobs.c.regrade == 0))
            .outerjoin(grades, grades.c.id == submissions.c.grade)
        ).all()
    for row in rows:
        who = f"submission {row.id} ({row.login}, {row.lab}, attempt {row.attempt})"
        try:
            store.blobs.read(row.sha256)
            if row.report:
                store.blobs.read(row.report)
            signed = json.loads(row.receipt)
            receipt = verify(signed, store.signer.public)
        except (AutograderError, ValueError) as error:
            yield f"{who}: {error}"
            continue
        if (receipt.student, receipt.sha256) != (row.login, row.sha256):
            yield f"{who}: its receipt is for something else."
        if row.state is None or (row.state == "done" and row.grade is None):
            yield f"{who}: it has no grade and nobody is to grade it."
