"""One run of grading: from the paths on a command line to the results on disk."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.grading import pool
from autograder.grading.journal import Journal
from autograder.grading.shards import Shard
from autograder.grading.sources import Source
from autograder.verdict import ReportStatus

# Who does the tasks of a job: the workers of this machine, or those of a cluster.
Executor = Callable[[pool.Job, Sequence[pool.Task]], Iterator[pool.Done]]


@dataclass
class Tally:
    """What a run has done so far."""

    graded: int = 0
    kept: int = 0
    grader_errors: int = 0


def grade(
    job: pool.Job,
    sources: Sequence[Source],
    out: Path,
    tally: Tally,
    *,
    resume: bool = False,
    shard: Shard | None = None,
    executor: Executor = pool.run,
) -> Iterator[str]:
    """Grade the sources into `out`, yielding each one's name as it is finished.

    With `resume`, what an earlier run finished under the same checks is kept as it is. However the
    run ends, every report that was finished is on disk. `sources` are those of the shard alone; a
    shard may have none.
    """
    if not sources and shard is None:
        raise AuthoringError(
            "There is nothing to grade: no .ipynb and no .py file was found. Name files, folders "
            "or zips."
        )
    with Journal(out, resume=resume, shard=shard) as journal:
        tasks = [
            pool.Task(index, source, journal.known_seed(source.name))
            for index, source in enumerate(sources)
        ]
        for done in executor(job, tasks):
            if done.report is None:
                tally.kept += 1
            else:
                journal.add(done.report)
                tally.graded += 1
                tally.grader_errors += done.report.status is ReportStatus.GRADER_ERROR
            yield done.task.source.name
        journal.finish(source.name for source in sources)
