"""Imports run downward only: read from the sources, so that a lazy import counts like any other."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import autograder

PACKAGE = Path(autograder.__file__).parent

# Each part of the package and the parts that it may import; a part may import itself.
BASE = {
    "errors",
    "verdict",
    "disk",
    "conventions",
    "kinds",
    "limits",
    "course",
    "policy",
    "roster",
    "scores",
    "toml",
    "words",
}
BELOW = {
    "errors": set(),
    "verdict": set(),
    "disk": set(),
    "conventions": {"errors"},
    "kinds": {"errors"},
    "toml": {"errors"},
    "limits": {"errors", "kinds"},
    "policy": {"errors", "kinds", "toml"},
    "words": {"verdict"},
    "course": {"conventions", "errors", "kinds", "limits", "policy", "toml"},
    "roster": {"errors"},
    "scores": {"errors", "verdict", "policy", "course", "roster", "words"},
    "data": {"disk", "errors"},
    "checks": {"errors", "verdict"},
    "box": {"errors"},
    "diagnosis": {*BASE, "checks", "box"},
    "grading": {*BASE, "checks", "box", "diagnosis"},
    "publish": {*BASE, "checks", "box", "diagnosis", "grading"},
    "feedback": {*BASE, "scores", "diagnosis", "grading"},
    "exports": {*BASE, "diagnosis", "grading"},
    "gradebook": {*BASE, "box", "diagnosis", "grading"},
    "audit": {*BASE, "checks", "box", "diagnosis", "grading", "publish"},
    "authoring": {*BASE, "checks", "box", "diagnosis", "grading", "publish", "audit"},
    "starter": {*BASE, "publish"},
    "scale": set(),
    "demo": {*BASE, "checks", "box", "diagnosis", "grading", "publish"},
}
# May be imported by nobody below them, and import whatever is below them.
EXCHANGE = {*BELOW, "exchange"}
CLI = {*EXCHANGE, "cli"}
STANDARD_ONLY = BASE

# A third-party package and the only modules that may load it.
ONLY_IN = {
    "nbgrader": {
        "publish.strip",
        "publish.rules",
        "publish.markers",
        "gradebook",
        "exchange.nbgrader_plugin",
    },
    "jupytext": {"publish.compose", "publish.cells"},
    "fastapi": {"exchange.web"},
    "starlette": {"exchange.web"},
    "uvicorn": {"exchange.web"},
    "pydantic": {"exchange.web"},
    "cryptography": {"exchange.receipts"},
    "requests": {"data", "exports.canvas_api", "exchange.client", "exchange.hub"},
    "sqlalchemy": {"exchange"},
    "distributed": {"grading.cluster"},
    "click": {"cli"},
    "IPython": {"box.inside.notebook_magic"},
}


def modules() -> Iterator[tuple[str, ast.Module]]:
    course = PACKAGE / "starter/course"  # the files of a new course, which are data here
    for path in sorted(set(PACKAGE.rglob("*.py")) - set(course.rglob("*.py"))):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(part for part in parts if part != "__init__")
        yield name, ast.parse(path.read_text(encoding="utf-8"))


MODULES = dict(modules())


def for_types_only(tree: ast.Module) -> set[ast.AST]:
    """The nodes below `if TYPE_CHECKING`, which are never run."""
    blocks = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
    ]
    return {inner for block in blocks for inner in ast.walk(block)}


def imports(name: str, *, also_for_types: bool = True) -> set[str]:
    """Every module that a module imports, anywhere in it, by its full name."""
    tree = MODULES[name]
    skipped = set() if also_for_types else for_types_only(tree)
    found: set[str] = set()
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level:
            package = ["autograder", *name.split(".")][: -node.level]
            found.add(".".join([*package, *([node.module] if node.module else [])]))
        elif isinstance(node, ast.ImportFrom) and node.module == "autograder":
            found |= {f"autograder.{alias.name}" for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found.add(node.module or "")
    return found


def part(module: str) -> str:
    return module.split(".")[0]


def own(name: str) -> set[str]:
    """The parts of the package that a module imports."""
    inner = {m for m in imports(name) if m.split(".")[0] == "autograder" and "." in m}
    return {m.split(".")[1] for m in inner} - {"__version__"}


def allowed(name: str) -> set[str]:
    table = {**BELOW, "exchange": EXCHANGE, "cli": CLI}
    return table[part(name)] | {part(name)}


def test_every_part_has_its_place():
    assert {part(name) for name in MODULES if name} <= {*BELOW, "exchange", "cli"}


@pytest.mark.parametrize("name", [name for name in MODULES if name])
def test_imports_run_downward(name):
    assert own(name) <= allowed(name)


def test_an_import_upward_would_be_seen(monkeypatch):
    for source in (
        "from autograder.grading import run",
        "def f():\n    import autograder.grading.run",
        "from autograder import grading",
        "from ..grading import run",
    ):
        monkeypatch.setitem(MODULES, "checks.compare", ast.parse(source))
        assert not own("checks.compare") <= allowed("checks.compare")


@pytest.mark.parametrize("name", [name for name in MODULES if part(name) in STANDARD_ONLY])
def test_the_base_needs_the_standard_library_alone(name):
    outside = {part(m) for m in imports(name)} - sys.stdlib_module_names - {"autograder"}
    assert outside == set()


@pytest.mark.parametrize("name", [name for name in MODULES if part(name) == "checks"])
def test_checks_need_numpy_and_scipy_alone(name):
    outside = {part(m) for m in imports(name)} - sys.stdlib_module_names
    assert outside <= {"autograder", "numpy", "scipy"}


@pytest.mark.parametrize("name", [n for n in MODULES if n.startswith("box.inside")])
def test_what_runs_in_the_box_needs_nothing_of_the_engine(name):
    """Only its own folder, msgpack and NumPy; IPython where a cell is no plain Python."""
    found = imports(name)
    assert not {m for m in found if m.startswith("autograder") and ".box.inside" not in f"{m}."}
    inner = {"inside"} if name == "box.inside.__main__" else set()
    outside = {part(m) for m in found} - sys.stdlib_module_names - {"autograder", *inner}
    assert outside <= {"msgpack", "numpy", "IPython", "matplotlib"}


@pytest.mark.parametrize("package", ONLY_IN)
def test_a_heavy_package_is_loaded_where_it_is_used_and_nowhere_else(package):
    users = {
        name
        for name in MODULES
        if name and package in {part(m) for m in imports(name, also_for_types=False)}
    }
    strays = {
        user
        for user in users
        if not any(user == place or user.startswith(f"{place}.") for place in ONLY_IN[package])
    }
    assert strays == set()


@pytest.mark.parametrize("name", [name for name in MODULES if part(name) == "cli"])
def test_commands_load_what_is_heavy_only_when_they_run(name):
    """At a module's top level only what help needs: click, the standard library, the base."""
    top = MODULES[name].body
    tree = ast.Module(body=[n for n in top if isinstance(n, ast.Import | ast.ImportFrom)],
                      type_ignores=[])  # fmt: skip
    MODULES["cli.__top__"] = tree
    try:
        found = imports("cli.__top__")
    finally:
        del MODULES["cli.__top__"]
    light = {"click", "autograder", *sys.stdlib_module_names}
    assert {part(m) for m in found} <= light
    engine = {m.split(".")[1] for m in found if m.startswith("autograder.")}
    assert engine <= {*BASE, "cli", "__version__"}
