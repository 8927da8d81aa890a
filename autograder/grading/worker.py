"""A worker process: grades one source after another, told and telling by lines of JSON.

Started as `python -m autograder.grading.worker`; standard input brings a setup line and then
tasks, standard output carries a line per task. Holds one zygote per assignment, on one core.
"""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any, TextIO

from autograder.course import Course
from autograder.errors import AutograderError
from autograder.grading.fault import fault
from autograder.grading.routing import Router
from autograder.grading.sources import Source


def main() -> None:
    """Serve standard input until it closes."""
    answers = _claim_stdout()
    setup = json.loads(sys.stdin.readline())
    _pin(setup["core"])
    course = Course(Path(setup["course"]))
    assignments = course.select(tuple(setup["assignments"]), setup["conventions"])
    router = Router(assignments, setup["isolation"])
    try:
        for line in sys.stdin:
            task = json.loads(line)
            _tell(answers, _done(router, task))
    except KeyboardInterrupt:
        return  # the parent was interrupted, too, and says so
    except BrokenPipeError:  # it was killed: nobody is there to tell, and no need to complain
        os.dup2(os.open(os.devnull, os.O_WRONLY), answers.fileno())
    finally:
        router.close()


def _done(router: Router, task: dict[str, Any]) -> dict[str, Any]:
    source = Source(**task["source"])
    try:
        report = router.grade(source, task["known_seed"])
    except AutograderError as error:
        return {"fatal": str(error), "kind": type(error).__name__}
    except Exception as error:  # a fault of ours must not cost the rest of the class its grades
        reason = f"{type(error).__name__}: {error}"
        report = fault(source, reason, router.isolation, next(iter(router.assignments)))
    return {"report": report.to_json() if report else None}


def _claim_stdout() -> TextIO:
    """Keep the pipe for answers; whatever else prints (a course's checks, say) goes to stderr."""
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    return answers


def _pin(core: int | None) -> None:
    # A grader and its box take turns; on one core the hand-over costs a third.
    if core is not None:
        os.sched_setaffinity(0, {core})


def _tell(answers: TextIO, value: dict[str, Any]) -> None:
    answers.write(json.dumps(value) + "\n")
    answers.flush()


if __name__ == "__main__":
    main()
