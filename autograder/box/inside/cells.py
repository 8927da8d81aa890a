"""Runs a submission's cells one after another in one namespace, as a notebook would.

A cell that raises, exits or runs past its time does not sink the next one, and a statement that
raises does not sink those below it in its cell. At a checkpoint the namespace's bindings are
remembered, so that an exercise is later asked for its names as they stood where its own test cell
stands, whatever the cells below redefine.
"""

from __future__ import annotations
import __future__

import ast
import functools
import inspect
import operator
import signal
import sys
import time
import types
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from . import awaiting, notebook_magic, salvage
from .values import text, type_name

AWAIT = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
FUTURES = functools.reduce(
    operator.or_,
    (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names),
)
LAST_WORDS = 0.6  # seconds for the definitions of a cell whose time is up
A_WORD = 0.2  # seconds for each of them
OK = {"status": "ok"}
TIMED_OUT = {"status": "timeout", "type": "", "message": "", "line": None}
REPEAT_ALARM = 0.2  # an `except:` may swallow the first alarm; the next one comes this much later


class OutOfTime(BaseException):
    """Raised in student code by the alarm; no ordinary `except Exception` catches it."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block when `seconds` of wall time have passed."""

    def expire(signum: int, frame: Any) -> None:
        raise OutOfTime

    signal.signal(signal.SIGALRM, expire)
    signal.setitimer(signal.ITIMER_REAL, seconds, REPEAT_ALARM)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


class Notebook:
    """The namespace of a submission, and how its bindings stood at each checkpoint."""

    def __init__(self) -> None:
        self.module = types.ModuleType("__main__")
        # dataclasses, typing and pickle look a class's module up by name.
        sys.modules["__main__"] = self.module
        self.names = self.module.__dict__
        notebook_magic.install(self.names)
        self._flags = 0
        self._checkpoints: dict[str, dict[str, Any]] = {}
        self._at: str | None = None

    def remember(self, checkpoint: str) -> None:
        """Keep the bindings as they are now."""
        self._checkpoints[checkpoint] = dict(self.names)

    def go_to(self, checkpoint: str) -> None:
        """Let the names be bound as they were at a checkpoint; functions see them so, too."""
        if checkpoint != self._at:
            self.names.clear()
            self.names.update(self._checkpoints[checkpoint])
            self._at = checkpoint

    def run(self, number: int, source: str, seconds: float) -> dict[str, Any]:
        """Run a cell; how it ended: status `ok`, `error` or `timeout`, and the error's details.

        Below a statement that raises, the others run all the same. Once the time is up, or where
        there is none, only those run that define something.
        """
        error: BaseException | None
        try:
            with time_limit(seconds):
                error = self._execute(number, source)
        except OutOfTime as up:
            return self.define(number, source, salvage.line_of(up, file_name(number)))
        return {"status": "error", **describe(error, with_message=True)} if error else OK

    def define(self, number: int, source: str, below: int = 0) -> dict[str, Any]:
        """Run only the definitions and imports of a cell below a line; it counts as timed out.

        Each has a moment: an import that takes long must not cost the classes below it.
        """
        up = time.monotonic() + LAST_WORDS
        for piece in salvage.definitions(notebook_magic.as_python(source), below):
            if time.monotonic() < up:
                with suppress(OutOfTime), time_limit(A_WORD):
                    self._try_each(number, [piece])
        return TIMED_OUT

    def _execute(self, number: int, source: str) -> BaseException | None:
        """Run a source as far as it can be run; the first error, if there was one."""
        name = file_name(number)
        try:
            code = compile_cell(source, name, self._flags)
        except Exception as error:
            self._try_each(number, salvage.that_parse(source, notebook_magic.as_python))
            return error
        try:
            self._evaluate(code)
        except OutOfTime:
            raise
        except Exception as error:
            line = salvage.line_of(error, name)
            self._try_each(number, salvage.below(notebook_magic.as_python(source), line))
            return error
        except BaseException as error:  # SystemExit and KeyboardInterrupt end a cell, not the box
            return error
        return None

    def _try_each(self, number: int, pieces: Iterable[ast.Module]) -> None:
        """Run the pieces of a cell one by one, whatever becomes of each; an exit ends them all."""
        for piece in pieces:
            try:
                self._evaluate(compile_plain(piece, file_name(number), self._flags))
            except Exception:
                continue  # the cell's first error is told already
            except OutOfTime:
                raise
            except BaseException:
                return

    def _evaluate(self, code: Any) -> None:
        self._flags |= code.co_flags & FUTURES  # as in Jupyter, they hold for the cells below
        outcome = eval(code, self.names)
        if inspect.iscoroutine(outcome):
            awaiting.run(outcome)


def compile_cell(source: str, name: str, flags: int = 0) -> Any:
    """Compile a cell; notebook magics and shell lines are translated only if plain Python fails."""
    try:
        return compile_plain(source, name, flags)
    except SyntaxError as error:
        translated = notebook_magic.translate(source)
        if translated == source:
            raise
        try:
            return compile_plain(translated, name, flags)
        except SyntaxError:
            raise error from None


def compile_plain(source: str | ast.Module, name: str, flags: int) -> Any:
    """Compile Python as it stands, which may await at its top level."""
    if isinstance(source, str) and (source, name, flags) in _COMPILED:
        return _COMPILED[source, name, flags]
    return compile(source, name, "exec", flags | AWAIT, dont_inherit=True)


_COMPILED: dict[tuple[str, str, int], Any] = {}


def compile_ahead(sources: Iterable[tuple[int, str]]) -> None:
    """Compile the cells that most submissions share, once for all boxes; by number and source."""
    for number, source in sources:
        with suppress(SyntaxError):  # magics, perhaps, which are for each box to translate
            name = file_name(number)
            _COMPILED[source, name, 0] = compile_plain(source, name, 0)


def file_name(number: int) -> str:
    """The name under which a cell's lines appear in tracebacks."""
    return f"<cell {number}>"


def describe(error: BaseException, *, with_message: bool) -> dict[str, Any]:
    """An exception as plain values: type, message, and the last line in the student's own cells."""
    cell, line = _place(error)
    return {
        "type": type_name(error),
        "message": _message(error) if with_message else "",
        "cell": cell,
        "line": line,
    }


def _message(error: BaseException) -> str:
    try:
        return text(str(error.msg if isinstance(error, SyntaxError) else error)[:500])
    except Exception:  # a student's exception class may fail to print itself
        return ""


def _place(error: BaseException) -> tuple[int | None, int | None]:
    if isinstance(error, SyntaxError) and error.filename:
        return _cell_number(error.filename), error.lineno
    place: tuple[int | None, int | None] = (None, None)
    trace = error.__traceback__
    while trace is not None:
        cell = _cell_number(trace.tb_frame.f_code.co_filename)
        if cell is not None:
            place = (cell, trace.tb_lineno)
        trace = trace.tb_next
    return place


def _cell_number(filename: str) -> int | None:
    inner = filename.removeprefix("<cell ").removesuffix(">")
    return int(inner) if filename == f"<cell {inner}>" and inner.isdigit() else None
