"""The attacks by file: notebooks that say what is not so, and archives that reach out."""

from __future__ import annotations

import copy
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Notebook = dict[str, Any]
PASSES = "class Linear: pass\nclass Network: pass\nassert True"


@dataclass(frozen=True)
class Forgery:
    """A file made from the blank notebook; with no points, or not graded at all."""

    name: str
    make: Callable[[Notebook], bytes]
    graded: bool = True

    @property
    def id(self) -> str:
        """The attack in words."""
        return f"files: {self.name}"


def _edited(edit: Callable[[Notebook], object]) -> Callable[[Notebook], bytes]:
    def make(blank: Notebook) -> bytes:
        notebook = copy.deepcopy(blank)
        edit(notebook)
        return json.dumps(notebook).encode()

    return make


def _code(notebook: Notebook, *roles: str) -> list[Notebook]:
    return [
        cell
        for cell in notebook["cells"]
        if cell["metadata"].get("autograder", {}).get("role") in roles
    ]


def _points(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        cell["metadata"]["nbgrader"] = {
            "grade": True,
            "points": 1000,
            "score": 1000,
            "locked": False,
            "grade_id": cell.get("id"),
        }
    notebook["metadata"] |= {"score": 100, "max_score": 1, "grade": "A"}


def _roles(notebook: Notebook) -> None:
    for cell in _code(notebook, "test", "given", "solution"):
        cell["metadata"]["autograder"] = {"role": "given", "exercise": None}


def _tests(notebook: Notebook) -> None:
    for cell in _code(notebook, "test"):
        cell["source"] = PASSES


def _given(notebook: Notebook) -> None:
    for cell in _code(notebook, "given"):
        cell["source"] += "\nimport numpy; numpy.allclose = lambda *a, **k: True"


def _outputs(notebook: Notebook) -> None:
    for cell in _code(notebook, "test", "solution"):
        text = {"output_type": "stream", "name": "stdout", "text": "all tests passed 100/100"}
        cell["outputs"], cell["execution_count"] = [text], 1


def _ids(notebook: Notebook) -> None:
    tests = _code(notebook, "test")
    for cell, test in zip(_code(notebook, "solution"), tests, strict=False):
        cell["id"], test["id"] = test["id"], cell["id"]


def _doubles(notebook: Notebook) -> None:
    notebook["cells"] = [cell for cell in notebook["cells"] for _ in range(3)]


def _twisted(notebook: Notebook) -> None:
    for cell in _code(notebook, "test", "solution"):
        cell["source"] = {"text": cell["source"]}
        cell["metadata"] = ["autograder"]
        cell["id"] = 7


def _other(notebook: Notebook) -> None:
    notebook["metadata"]["autograder"] = {"assignment": "../../reference"}


def _foreign_language(notebook: Notebook) -> None:
    notebook["metadata"]["kernelspec"] = {"name": "sh", "language": "bash"}


def _format(notebook: Notebook) -> None:
    notebook["nbformat"], notebook["nbformat_minor"] = 10**30, -1


def _many_cells(notebook: Notebook) -> None:
    cell = {"cell_type": "code", "source": "x = 1", "metadata": {}, "outputs": []}
    notebook["cells"] += [cell] * 3000


FORGERIES = [
    Forgery("points, scores and grades", _edited(_points)),
    Forgery("every cell is a given one", _edited(_roles)),
    Forgery("tests that pass", _edited(_tests)),
    Forgery("given cells with an extra", _edited(_given)),
    Forgery("outputs that tell of success", _edited(_outputs)),
    Forgery("cells under each other's ids", _edited(_ids)),
    Forgery("every cell three times", _edited(_doubles)),
    Forgery("metadata of other types", _edited(_twisted)),
    Forgery("a path for an assignment", _edited(_other), graded=False),
    Forgery("another language", _edited(_foreign_language), graded=False),
    Forgery("a format from the future", _edited(_format)),
    Forgery("three thousand cells", _edited(_many_cells)),
    Forgery("nothing", lambda blank: b"", graded=False),
    Forgery("no text", lambda blank: bytes(range(256)) * 100, graded=False),
    Forgery("JSON that goes down for ever", lambda blank: b"[" * 1_000_000, graded=False),
    Forgery("JSON that is no notebook", lambda blank: b'{"cells": {"a": 1}}', graded=False),
    Forgery(
        "a number that takes an hour to read",
        lambda blank: b'{"cells": ' + b"9" * 4_000_000 + b"}",
        graded=False,
    ),
    Forgery(
        "a hundred megabytes",
        _edited(lambda n: n["metadata"].update(junk="x" * (21 << 20))),
        graded=False,
    ),
    Forgery("a picture", lambda blank: b"\x89PNG\r\n\x1a\n" + bytes(1000), graded=False),
]


@dataclass(frozen=True)
class Archive:
    """A zip; `submissions` is how many files in it may be looked at."""

    name: str
    make: Callable[[bytes], bytes]
    submissions: int = 1

    @property
    def id(self) -> str:
        """The attack in words."""
        return f"archives: {self.name}"


def _zip(*names: str, content: bytes | None = None) -> Callable[[bytes], bytes]:
    def make(blank: bytes) -> bytes:
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in names:
                archive.writestr(name, blank if content is None else content)
        return packed.getvalue()

    return make


def _link(blank: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        link = zipfile.ZipInfo("link.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return packed.getvalue()


def _lying(blank: bytes) -> bytes:
    """A bomb of 100 MB that says in both headers that it holds ten bytes."""
    packed = bytearray(_zip("bomb.ipynb", content=bytes(100 << 20))(blank))
    true, told = (100 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little")
    return bytes(packed.replace(true, told))


ARCHIVES = [
    Archive("a way up", _zip("../../../escaped.ipynb")),
    Archive("a path from the root", _zip("/tmp/escaped.ipynb")),
    Archive("a way up the other way", _zip("a\\..\\..\\escaped.ipynb")),
    Archive("somebody else's results", _zip("../results.jsonl"), submissions=0),
    Archive("a name without end", _zip("x" * 5000 + ".ipynb")),
    Archive("a link", _link),
    Archive("a bomb", _zip("bomb.ipynb", content=bytes(100 << 20))),
    Archive("a bomb that lies", _lying),
    Archive("an archive in an archive", _zip("inner.zip", content=b"PK\x03\x04"), submissions=0),
    Archive("no archive", lambda blank: b"PK\x03\x04" + bytes(100)),
    Archive("one name twice", _zip("a/blank.ipynb", "a/./blank.ipynb"), submissions=2),
    Archive("hidden files", _zip("__MACOSX/._x.ipynb", ".git/x.ipynb"), submissions=0),
]
