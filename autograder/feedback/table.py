"""The class table for terminals and logs: a row a submission, then the class in one line.

Writes nothing to disk and prints nothing itself. Falls back to ASCII where the console cannot
show more, and to the rows that need a look where a class is too long to read.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from string import ascii_letters

from rich import box
from rich.cells import cell_len, chop_cells
from rich.console import Console, ConsoleOptions, RenderResult
from rich.table import Table
from rich.text import Text

from autograder.feedback.glance import Glance
from autograder.verdict import ExerciseResult, Report, ReportStatus
from autograder.words import (
    REPORT_WORDS,
    label,
    one_line,
    percent,
    points,
    share,
)

NAME_WIDTH = 24
SPREAD = 16  # exercises whose marks have room between them in 80 columns
BETWEEN = 2  # columns between two cells: padding and the frame's own


@dataclass(frozen=True)
class Signs:
    """How full, part and no points are drawn, and what stands for text left out."""

    full: str
    part: str
    none: str
    left_out: str
    frame: box.Box
    ascii_only: bool = False

    def text(self, text: str, width: int | None = None) -> str:
        """The text on one line, in these signs, with its end left out beyond `width` columns."""
        text = one_line(text)
        if self.ascii_only:
            text = text.encode("ascii", "replace").decode("ascii")
        if width is None or cell_len(text) <= width:
            return text
        return chop_cells(text, max(width - len(self.left_out), 1))[0] + self.left_out

    def mark(self, result: ExerciseResult | None) -> str:
        """One character for an exercise; blank where the report does not have it or waives it."""
        if result is None or result.waived:
            return " "
        part = share(result.score, result.max_score)
        return self.full if part == 1 else self.part if part > 0 else self.none


# Only a rule below the header; rich has no such box in ASCII.
ASCII_RULE = box.Box("    \n    \n -- \n    \n    \n    \n    \n    \n", ascii=True)
UNICODE = Signs("✓", "◐", "·", "…", box.SIMPLE_HEAD)
ASCII = Signs("#", "+", ".", "..", ASCII_RULE, ascii_only=True)


@dataclass(frozen=True)
class ClassTable:
    """The table of one assignment's reports, for `Console.print`.

    `elapsed` is the run's wall time in seconds; `everything` names the file that holds every
    row, for when not all of them are shown.
    """

    glance: Glance
    title: str = ""
    exercise_titles: Mapping[str, str] = field(default_factory=dict)
    elapsed: float | None = None
    everything: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        signs = ASCII if options.ascii_only else UNICODE
        shown, names = self.glance.shown, self.glance.exercises
        if self.title:
            yield Text(signs.text(self.title), style="bold")
        yield _rows(shown, names, signs, options.max_width)
        if names:
            titles = [signs.text(self.exercise_titles.get(name, name)) for name in names]
            yield Text(_legend(titles, signs, options.max_width), style="dim")
        if len(shown) < self.glance.count:
            yield Text(signs.text(self._not_shown(len(shown))), style="italic")
        yield Text(summary(self.glance, self.elapsed), style="bold")

    def _not_shown(self, shown: int) -> str:
        where = f" All of them: {one_line(self.everything)}" if self.everything else ""
        return f"Shown: the {shown} of {self.glance.count} that most need a look.{where}"


def plain_table(table: ClassTable, width: int = 80, encoding: str = "utf-8") -> str:
    """The table as text of at most `width` columns, without colour codes or trailing blanks.

    Raises nothing for an encoding that cannot hold the text: what it lacks becomes `?`.
    """
    target = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace", newline="\n")
    console = Console(
        file=target, width=width, color_system=None, force_terminal=False, legacy_windows=False
    )
    console.print(table)
    target.seek(0)
    return "\n".join(line.rstrip() for line in target.read().split("\n"))


def summary(glance: Glance, elapsed: float | None = None) -> str:
    """The class in one line. Trouble is named only where there is some, speed only if timed."""
    told = [f"{glance.graded} graded"]
    if glance.mean is not None and glance.median is not None:
        told += [f"mean {percent(glance.mean)}", f"median {percent(glance.median)}"]
    for status, plural in ((ReportStatus.UNGRADABLE, ""), (ReportStatus.GRADER_ERROR, "s")):
        if count := glance.lost[status]:
            told.append(f"{count} {REPORT_WORDS[status]}{plural if count > 1 else ''}")
    if elapsed and glance.count:
        told.append(f"{glance.count / elapsed:.1f} submissions per second")
    return ", ".join(told)


def middle(text: str, width: int, left_out: str) -> str:
    """The text in at most `width` columns, with its middle left out where it is longer."""
    if cell_len(text) <= width:
        return text
    room = width - cell_len(left_out)
    head = chop_cells(text, room - room // 2)[0]
    tail = chop_cells(text[::-1], room // 2)[0][::-1]
    return f"{head}{left_out}{tail}"


def _rows(reports: Sequence[Report], names: Sequence[str], signs: Signs, width: int) -> Table:
    """Widths are set by hand: left to itself, rich lets one long reason squeeze every name."""
    left = [_left_cells(report, signs) for report in reports]
    heads = ("submission", "points", "")
    widths = [max(map(cell_len, column)) for column in zip(heads, *left, strict=True)]
    room = width - sum(widths) - BETWEEN * len(widths)
    table = Table(box=signs.frame, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    for head, taken, justify in zip(heads, widths, ("left", "right", "right"), strict=True):
        table.add_column(head, width=taken, justify=justify, no_wrap=True)  # type: ignore[arg-type]
    table.add_column(signs.text(_spread(ascii_letters[: len(names)]), room), no_wrap=True)
    for report, cells in zip(reports, left, strict=True):
        table.add_row(*map(Text, cells), _last_cell(report, names, signs, room))
    return table


def _left_cells(report: Report, signs: Signs) -> tuple[str, str, str]:
    name = middle(signs.text(label(report)), NAME_WIDTH, signs.left_out)
    if report.status is not ReportStatus.GRADED:
        return name, "-", ""
    earned = f"{points(report.score)} / {points(report.max_score)}"
    return name, earned, percent(share(report.score, report.max_score))


def _last_cell(report: Report, names: Sequence[str], signs: Signs, room: int) -> Text:
    if report.status is not ReportStatus.GRADED:
        reason = f"{REPORT_WORDS[report.status]}: {report.reason or 'no reason was given'}"
        return Text(signs.text(reason, room), style="red")
    by_name = {exercise.name: exercise for exercise in report.exercises}
    marks = _spread(signs.mark(by_name.get(name)) for name in names)
    return Text(marks if len(marks) <= room else marks[:room])


def _spread(marks: Iterable[str]) -> str:
    """Marks with blanks between them, as long as they fit beside the other columns."""
    marks = list(marks)
    return (" " if len(marks) <= SPREAD else "").join(marks)


def _legend(titles: Sequence[str], signs: Signs, width: int) -> str:
    """What the letters and marks mean, in lines that never part a sign from its meaning."""
    keys = [f"{signs.full} full", f"{signs.part} part", f"{signs.none} none"]
    exercises = map(" ".join, zip(ascii_letters, titles, strict=False))
    lines = [""]
    for entry in (*exercises, *keys):
        longer = f"{lines[-1]}   {entry}" if lines[-1] else entry
        if cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(entry)
    return "\n".join(lines)
