"""An nbgrader course over one of ours: its configuration, and the sources of its assignments.

Written again after an edit of the course, it changes what is ours and leaves the gradebook and
everything else alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from autograder.course import Assignment
from autograder.disk import write_beside
from autograder.errors import AuthoringError

CONFIG = "nbgrader_config.py"
_MARK = "# Written by `autograder export nbgrader --setup`."

_TEMPLATE = """\
{mark}
# Run that again after an edit of the course; put your own settings into `nbgrader_own_config.py`,
# which is read at the end.
from nbgrader.preprocessors import CheckCellMetadata, LimitOutput

from autograder.gradebook.plugin import (
    GradeInBox,
    SaveVerdict,
    SubmissionExporter,
    name_the_notebook,
)

c = get_config()
c.CourseDirectory.course_id = {course_id!r}

COURSE = {course!r}
c.SubmissionExporter.course = COURSE
c.GradeInBox.course = COURSE
c.SaveVerdict.course = COURSE

# What was handed in is read as grading reads it, so that no broken file stops the class ...
c.Autograde.pre_convert_hook = name_the_notebook
c.Autograde.exporter_class = SubmissionExporter
c.Autograde.sanitize_preprocessors = [CheckCellMetadata]
# ... and is graded in a box, in the order: grade, shorten, record, check.
c.Autograde.autograde_preprocessors = [GradeInBox, LimitOutput, SaveVerdict, CheckCellMetadata]

load_subconfig("nbgrader_own_config.py")
"""


def setup_files(
    course: Path, assignments: Mapping[Assignment, bytes], course_id: str
) -> dict[str, bytes]:
    """The files of the nbgrader course; `assignments` gives each one's source notebook."""
    config = _TEMPLATE.format(mark=_MARK, course=str(course), course_id=course_id)
    files = {CONFIG: config.encode()}
    for assignment, notebook in assignments.items():
        folder = f"source/{assignment.name}"
        files[f"{folder}/{assignment.name}.ipynb"] = notebook
        for name, path in assignment.shipped().items():
            files[f"{folder}/{name}"] = path.read_bytes()
    return files


def write_setup(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write the files that differ. AuthoringError where a configuration of another's stands."""
    config = folder / CONFIG
    if config.exists() and not config.read_text(encoding="utf-8").startswith(_MARK):
        raise AuthoringError(
            f"{config} is not ours to change. Move its settings into nbgrader_own_config.py beside "
            "it, remove it, and run this again."
        )
    for name, data in files.items():
        path = folder / name
        if not path.is_file() or path.read_bytes() != data:
            write_beside(path, data)
