"""From a course's sources to a release in memory: the stages of publishing, in order."""

from __future__ import annotations

from collections.abc import Mapping

from nbformat.notebooknode import NotebookNode

from autograder.course import Assignment
from autograder.errors import AuthoringError
from autograder.grading.batteries import load_batteries, points_of
from autograder.publish.bundle import Bundle, bundle
from autograder.publish.compose import compose
from autograder.publish.leaks import leaks
from autograder.publish.strip import strip


def source_notebook(assignment: Assignment) -> NotebookNode:
    """The notebook with its solutions: nbgrader's source, and the reference that must run."""
    return compose(assignment, _points(assignment))


def build(assignment: Assignment) -> Bundle:
    """The files of the release. Raises AuthoringError where anything secret would get out."""
    points = _points(assignment)
    built = bundle(assignment, strip(compose(assignment, points)), points)
    if found := leaks(assignment, built):
        raise AuthoringError(
            f"The release of {assignment.name} would give secrets away:\n  " + "\n  ".join(found)
        )
    return built


def _points(assignment: Assignment) -> Mapping[str, float]:
    return points_of(load_batteries(assignment))
