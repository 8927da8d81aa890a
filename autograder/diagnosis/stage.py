"""The author's notebook in this process, with an answer of the bank where a student's would stand.

Only the author's own code runs here: given cells, reference solutions, mistakes. What a scenario
does to them is what it does in the box, operation by operation; nothing stays changed in the
process afterwards. Drawing is left out, because matplotlib takes a second to load.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import signal
import sys
import types
import warnings
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from autograder.box.inside import chance, notebook_magic, watch, wire
from autograder.box.inside.cells import OutOfTime, compile_cell, file_name, time_limit
from autograder.box.inside.scenario import MissingAttribute, MissingName, Scenario
from autograder.box.inside.values import type_name
from autograder.checks.outcome import Lacking, Missing, Raised, TookTooLong
from autograder.checks.scenario import Operation
from autograder.checks.student import Transport

CELL_SECONDS = 10.0
SCENARIO_SECONDS = 1.0
WAITING = 30  # times as long in wall time
REPEAT = 0.1  # seconds, for code that catches the first signal
LENGTH = 4  # bytes before a frame's body, which say how long it is


class Cell(Protocol):
    """A code cell of the release."""

    @property
    def role(self) -> str:
        """`given`, `solution`, `test` or `picture`."""

    @property
    def exercise(self) -> str | None:
        """The exercise that the cell belongs to."""

    @property
    def source(self) -> str:
        """The code."""


class Stage:
    """The names of the notebook as they stand where an exercise is asked.

    `cells` are those of the release, `solutions` the reference's code by exercise. Usable only
    inside `with stage.set():`.
    """

    def __init__(
        self,
        cells: Sequence[Cell],
        solutions: Mapping[str, str],
        folder: Path,
        watched: Sequence[str],
    ) -> None:
        self._cells, self._solutions, self._folder = tuple(cells), solutions, folder
        self._watched = tuple(watched)
        self._watchers: dict[str, watch.Watched] = {}
        # One namespace for everything, as in a notebook: functions look their names up in it.
        self._names: dict[str, Any] = {}
        self._next = 0
        self._ran = _fresh()  # the bindings after the cells that come before the next one
        self._before: dict[str, dict[str, Any]] = {}

    @contextlib.contextmanager
    def set(self) -> Iterator[None]:
        """Make this process look like a box to the author's code, for as long as the block runs."""
        with contextlib.ExitStack() as stack:
            stack.enter_context(warnings.catch_warnings())
            warnings.simplefilter("ignore")
            stack.enter_context(np.errstate(all="ignore"))
            stack.enter_context(contextlib.redirect_stdout(io.StringIO()))
            stack.enter_context(contextlib.chdir(self._folder))
            stack.enter_context(_importable(self._folder))
            stack.enter_context(self._watching())
            stack.enter_context(_on_one_thread())
            yield

    @contextlib.contextmanager
    def _watching(self) -> Iterator[None]:
        originals = {name: _attribute(name) for name in self._watched}
        if not self._watchers:
            self._watchers = watch.install(self._watched)
        try:
            for name, watcher in self._watchers.items():
                _bind(name, watcher)
            yield
        finally:
            for name, original in originals.items():
                _bind(name, original)

    def put(self, exercise: str, answer: types.CodeType) -> bool:
        """Start anew with this answer in the exercise's place; False where it does not run."""
        before = self._bindings_before(exercise)
        self._names.clear()
        self._names.update(before)
        place = self._place(exercise)
        return _run(answer, self._names) and all(
            self._run_cell(number) for number in range(place + 1, self._asked_at(exercise))
        )

    def ask(self, frame: bytes, seed: int) -> list[Any] | None:
        """The answers to a scenario in its packed form; None where the code gives none."""
        try:
            return self._perform(frame, seed)
        except (Exception, OutOfTime, SystemExit):  # a mistake may do whatever a student may
            return None

    def transport(self, seed: int) -> Transport:
        """How the answer that was put last is asked like a student, from this random seed on."""

        def answer(operations: list[Operation]) -> list[Any]:
            frame = wire.pack(operations)
            try:
                return self._perform(frame, seed)
            except OutOfTime:
                raise TookTooLong(SCENARIO_SECONDS) from None
            except MissingName as missing:
                raise Missing(str(missing)) from None
            except MissingAttribute as missing:
                raise Lacking(str(missing)) from None
            except (Exception, SystemExit) as error:
                raise Raised(type_name(error)) from None

        return answer

    def _perform(self, frame: bytes, seed: int) -> list[Any]:
        # Unpacked anew every time: what is asked may write into what it is given.
        operations = wire.unpack_questions(memoryview(frame)[LENGTH:])
        scenario = Scenario(self._names, self._watchers)
        chance.start(seed)
        with _processor_limit(SCENARIO_SECONDS):
            scenario.run(operations)
        return scenario.answers

    def compile(self, exercise: str, source: str) -> types.CodeType | None:
        """An answer, ready to be put; None where it is no Python."""
        try:
            code: types.CodeType = compile_cell(source, file_name(1 + self._place(exercise)))
        except (SyntaxError, ValueError):
            return None
        return code

    def _bindings_before(self, exercise: str) -> dict[str, Any]:
        """The bindings just before an exercise's solution; every cell runs once, in order."""
        while exercise not in self._before:
            self._names.clear()
            self._names.update(self._ran)
            cell = self._cells[self._next]
            if cell.role == "solution" and cell.exercise not in self._before:
                self._before[str(cell.exercise)] = self._ran
            self._run_cell(self._next)
            self._ran = dict(self._names)
            self._next += 1
        return self._before[exercise]

    def _run_cell(self, number: int) -> bool:
        cell = self._cells[number]
        source = cell.source if cell.role == "given" else ""
        if cell.role == "solution" and number == self._place(str(cell.exercise)):
            source = self._solutions[str(cell.exercise)]
        return _run(compile_cell(source, file_name(1 + number)), self._names)

    def _place(self, exercise: str) -> int:
        return self._positions(exercise, "solution")[0]

    def _asked_at(self, exercise: str) -> int:
        return max(self._positions(exercise, "test"), default=self._place(exercise))

    def _positions(self, exercise: str, role: str) -> list[int]:
        return [
            number
            for number, cell in enumerate(self._cells)
            if cell.exercise == exercise and cell.role == role
        ]


def _fresh() -> dict[str, Any]:
    names: dict[str, Any] = {"__name__": "__main__"}
    notebook_magic.install(names)
    return names


def _run(code: types.CodeType, names: dict[str, Any]) -> bool:
    try:
        with _processor_limit(CELL_SECONDS):
            exec(code, names)
    except (Exception, OutOfTime, SystemExit):
        return False
    return True


@contextlib.contextmanager
def _processor_limit(seconds: float) -> Iterator[None]:
    """Raise OutOfTime in the block when it has used this much of a processor.

    Not wall time: on a busy machine a mistake would run out of it and go unrecognised. What only
    waits is ended much later.
    """

    def expire(signum: int, frame: Any) -> None:
        raise OutOfTime

    previous = signal.signal(signal.SIGPROF, expire)
    signal.setitimer(signal.ITIMER_PROF, seconds, REPEAT)
    try:
        with time_limit(WAITING * seconds):
            yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, previous)


@contextlib.contextmanager
def _on_one_thread() -> Iterator[None]:
    """Keep PyTorch to one thread, as in a box: on small tensors the others only spin."""
    if (torch := sys.modules.get("torch")) is None:
        yield
        return
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        yield
    finally:
        torch.set_num_threads(threads)


@contextlib.contextmanager
def _importable(folder: Path) -> Iterator[None]:
    """Let the files beside the notebook be imported, and matplotlib be something that does nothing.

    Another assignment's files may have the same names, so what was imported is forgotten again.
    """
    ours = {path.stem for path in folder.glob("*.py")}
    drawing = {"matplotlib", "matplotlib.pyplot"} - set(sys.modules)
    hidden = {name: sys.modules.pop(name) for name in ours & set(sys.modules)}
    sys.modules.update({name: _Nothing(name) for name in drawing})
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
        for name in ours | drawing:
            sys.modules.pop(name, None)
        sys.modules.update(hidden)


class _Nothing(types.ModuleType):
    """Stands for a package that draws: whatever is asked of it, it does nothing."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __call__(self, *_: Any, **__: Any) -> Any:
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter((self, self))  # `figure, axes = plt.subplots()`


def _attribute(name: str) -> Any:
    module, _, attribute = name.rpartition(".")
    return getattr(importlib.import_module(module), attribute)


def _bind(name: str, value: Any) -> None:
    module, _, attribute = name.rpartition(".")
    setattr(importlib.import_module(module), attribute, value)
