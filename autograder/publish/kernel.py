"""A notebook run as a student runs it: in Jupyter's own kernel, beside the shipped files.

Runs code of the course's author only, with no box around it; submissions never come here. Works
in a temporary directory and leaves nothing.
"""

from __future__ import annotations

import copy
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat.notebooknode import NotebookNode

from autograder.errors import GraderError
from autograder.publish.quiet import quiet_log


@dataclass(frozen=True)
class Executed:
    """A notebook after its run, with outputs and pictures, and what went wrong in sentences."""

    notebook: NotebookNode
    problems: tuple[str, ...]


def run(
    notebook: NotebookNode,
    files: Mapping[str, bytes],
    *,
    until: str | None = None,
    timeout: int = 120,
) -> Executed:
    """Run the cells in order, up to the cell with the id `until` and without it.

    `files` (path, bytes) stand in the working directory. A cell that raises does not stop the
    next; one that takes longer than `timeout` seconds, or kills the kernel, ends the run.
    GraderError if no kernel starts.
    """
    executed = before(notebook, until) if until else copy.deepcopy(notebook)
    end = _execute(executed, files, timeout)
    raised = (problem for cell in executed.cells for problem in _raised(cell))
    return Executed(executed, (*raised, *end))


def before(notebook: NotebookNode, cell_id: str) -> NotebookNode:
    """A copy with the cells above the one of that id; KeyError if there is none."""
    ids = [cell.id for cell in notebook.cells]
    if cell_id not in ids:
        raise KeyError(f"the notebook has no cell {cell_id!r}")
    part = copy.deepcopy(notebook)
    part.cells = part.cells[: ids.index(cell_id)]
    return part


def until_first_blank(release: NotebookNode) -> NotebookNode:
    """A copy with the cells that a student can run before having written anything."""
    for cell in release.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            return before(release, cell.id)
    return copy.deepcopy(release)


def _execute(notebook: NotebookNode, files: Mapping[str, bytes], timeout: int) -> list[str]:
    """Fill in the notebook's outputs; why the run ended early, if it did."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    begun = [""]
    with tempfile.TemporaryDirectory(prefix="notebook-") as name:
        lab, own = Path(name, "lab"), Path(name, "jupyter")
        _lay_out(files, lab)
        own.mkdir()
        client = _client(notebook, own, timeout)
        client.on_cell_execute = lambda cell, cell_index: begun.append(cell.id)
        try:
            client.execute(cleanup_kc=True, cwd=str(lab), env=_environment(own))
        except CellTimeoutError:
            return [f"cell {begun[-1]!r} ran for more than {timeout} s and was stopped."]
        except DeadKernelError:
            return [f"cell {begun[-1]!r} ended the kernel."]
        except (OSError, RuntimeError) as error:
            raise GraderError(
                f"Jupyter's kernel does not start here: {error}. What is wrong is said by: "
                f"{sys.executable} -m ipykernel_launcher --version"
            ) from error
    return []


def _lay_out(files: Mapping[str, bytes], folder: Path) -> None:
    folder.mkdir()
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)


def _client(notebook: NotebookNode, own: Path, timeout: int) -> Any:
    """A client for this very interpreter, whatever kernels are installed under its name."""
    from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
    from jupyter_client.manager import AsyncKernelManager
    from nbclient import NotebookClient

    class OnlyThis(KernelSpecManager):
        def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
            argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
            return KernelSpec(argv=argv, display_name=kernel_name, language="python")

    manager = AsyncKernelManager(
        kernel_spec_manager=OnlyThis(),
        connection_file=str(own / "kernel.json"),
        # Sockets in our own folder where there are such: no port that others could reach. The
        # kernel takes no socket whose path is longer than about a hundred bytes.
        transport="ipc" if os.name == "posix" and len(str(own)) < 80 else "tcp",
    )
    return NotebookClient(
        notebook,
        km=manager,
        timeout=timeout,
        allow_errors=True,
        record_timing=False,
        shutdown_kernel="immediate",  # a graceful one interrupts, and the cell would say so
        skip_cells_with_tag="",  # no tag may keep a cell from being tried
        log=quiet_log(__name__),
    )


def _environment(own: Path) -> dict[str, str]:
    """Pictures into the notebook, and nobody's own IPython settings.

    One thread for linear algebra, unless told otherwise: on a busy machine several spend their
    time in waiting for each other, and a second of small products takes a minute.
    """
    inline = "module://matplotlib_inline.backend_inline"
    threads = {"OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    return {**threads, **os.environ, "MPLBACKEND": inline, "IPYTHONDIR": str(own)}


def _raised(cell: NotebookNode) -> Iterator[str]:
    for output in cell.get("outputs", ()):
        if output.output_type == "error":
            yield f"cell {cell.id!r} raised {output.ename}: {output.evalue}"
