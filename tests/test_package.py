"""The package as it is built: complete, light, and at work without the folder that it came from."""

from __future__ import annotations

import fnmatch
import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HEAVY = {"torch", "distributed", "fastapi", "uvicorn", "jupyterlab", "pandas"}
BUILD = """
import sys
from setuptools import build_meta
out = sys.argv[1]  # setuptools leaves arguments of its own there
build_meta.build_wheel(out)
build_meta.build_sdist(out)
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """The wheel and the sdist, built from a copy that holds nothing built before."""
    folder = tmp_path_factory.mktemp("package")
    source, out = folder / "source", folder / "out"
    out.mkdir()
    litter = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(ROOT / "autograder", source / "autograder", ignore=litter)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source)
    command = [sys.executable, "-W", "ignore", "-c", BUILD, str(out)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (wheel,), (sdist,) = out.glob("*.whl"), out.glob("*.tar.gz")
    return wheel, sdist


def wanted():
    """Every file that the package needs: its modules, and its data as pyproject.toml names it."""
    patterns = PROJECT["tool"]["setuptools"]["package-data"]["autograder"]
    for path in (ROOT / "autograder").rglob("*"):
        name = path.relative_to(ROOT / "autograder").as_posix()
        data = any(fnmatch.fnmatch(name, pattern.replace("**/*", "*")) for pattern in patterns)
        if path.is_file() and "__pycache__" not in path.parts and (path.suffix == ".py" or data):
            yield f"autograder/{name}"


def test_wheel_and_sdist_hold_every_module_and_all_data(built):
    wheel, sdist = built
    with zipfile.ZipFile(wheel) as archive:
        assert set(wanted()) <= set(archive.namelist())
    with tarfile.open(sdist) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {*wanted(), "pyproject.toml", "README.md"} <= inside


def test_no_file_of_the_package_is_forgotten():
    """A new kind of file has to be named in pyproject.toml, or wheels would lack it."""
    files = {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "autograder").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert files == set(wanted())


@pytest.mark.slow
def test_the_wheel_alone_starts_a_course_releases_and_grades_it(built, tmp_path):
    wheel, _ = built
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "installed")

    def autograder(*arguments, course=None):
        where = ["--course", str(course)] if course else []
        command = [sys.executable, "-P", "-m", "autograder.cli.main", *where, *arguments]
        env = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
        return subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True)

    where = autograder("-h")
    assert where.returncode == 0, where.stderr
    course = tmp_path / "mine"
    assert autograder("init", "mine").returncode == 0
    assert autograder("release", course=course).returncode == 0
    graded = autograder("grade", str(course / "release/integrals/integrals.ipynb"), "-j", "1",
                        course=course)  # fmt: skip
    assert graded.returncode == 0, graded.stderr
    assert "0 / 10" in graded.stdout


def test_the_package_alone_stays_light():
    names = {entry.split(">")[0].split("[")[0] for entry in PROJECT["project"]["dependencies"]}
    assert not names & HEAVY
    assert {"nbgrader", "numpy", "click"} <= names


def test_ci_asks_on_every_supported_python_what_ci_run_asks():
    workflow = yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text("utf-8"))
    job = workflow["jobs"]["all"]
    assert job["strategy"]["matrix"]["python"] == ["3.11", "3.12", "3.13"]
    assert PROJECT["project"]["requires-python"] == ">=3.11"
    assert [step["run"] for step in job["steps"] if "run" in step][-1] == ".ci/run"


def test_the_workflow_is_valid_by_githubs_schema():
    command = ["check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    path = str(ROOT / ".github/workflows/ci.yml")
    done = subprocess.run([sys.executable, "-m", *command, path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
