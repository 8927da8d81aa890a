"""The ready files for many machines: their own steps are run, and end in the whole class."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import autograder.scale

FILES = Path(autograder.scale.__file__).parent
yaml = pytest.importorskip("yaml")


@pytest.fixture
def commands(tmp_path):
    """A folder of commands: an `autograder` that notes how it is called."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "autograder").write_text('#!/bin/sh\nprintf "%s\\n" "$@" > "$NOTED"\nexit 3\n')
    (folder / "autograder").chmod(0o755)
    return folder


@pytest.fixture
def called(commands, tmp_path):
    """Run a command; the arguments that its `autograder` got, whose exit code it must pass on."""

    def called(*command, **variables):
        noted = tmp_path / "noted"
        path = f"{commands}{os.pathsep}{os.environ['PATH']}"
        done = subprocess.run(
            list(map(str, command)),
            env={"PATH": path, "NOTED": str(noted), **variables},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 3, done.stderr
        return noted.read_text().splitlines()

    return called


def slurm(first, last, task, cores=4):
    return {
        "SLURM_ARRAY_TASK_ID": str(task),
        "SLURM_ARRAY_TASK_MIN": str(first),
        "SLURM_ARRAY_TASK_COUNT": str(last - first + 1),
        "SLURM_CPUS_PER_TASK": str(cores),
    }


@pytest.mark.parametrize("first", [0, 1, 5])
def test_every_task_of_a_slurm_array_has_a_shard_of_its_own(called, first):
    shards = []
    for task in range(first, first + 3):
        got = called("bash", FILES / "slurm.sh", "in", "out", **slurm(first, first + 2, task))
        assert got[:7] == ["grade", "in", "-o", "out", "-j", "4", "--resume"]
        shards.append(got[-1])
    assert shards == ["1/3", "2/3", "3/3"]


def test_a_slurm_job_that_is_no_array_takes_the_whole(called):
    got = called("bash", FILES / "slurm.sh", "in", "out")
    assert got == ["grade", "in", "-o", "out", "-j", "1", "--resume"]


def test_the_slurm_script_says_what_is_missing(commands):
    done = subprocess.run(["bash", FILES / "slurm.sh"], capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "name the folder of submissions" in done.stderr


def job(name):
    with (FILES / name).open() as file:
        return yaml.safe_load(file)


def container(name):
    [only] = job(name)["spec"]["template"]["spec"]["containers"]
    return only


def test_every_pod_of_the_indexed_job_has_a_shard_of_its_own(called):
    spec, grade = job("kubernetes.yaml")["spec"], container("kubernetes.yaml")
    variables = {entry["name"]: entry["value"] for entry in grade["env"]}
    assert (spec["completionMode"], variables["SHARDS"]) == ("Indexed", str(spec["completions"]))
    shards = {
        called(*grade["command"], *grade["args"], JOB_COMPLETION_INDEX=str(n), **variables)[-1]
        for n in range(spec["completions"])
    }
    assert shards == {f"{n}/16" for n in range(1, 17)}


def test_the_second_job_takes_the_whole(called):
    grade = container("kubernetes-whole.yaml")
    got = called(*grade["command"], *grade["args"])
    assert got == ["grade", "submitted", "-o", "graded", "-j", "1", "--resume"]


@pytest.mark.parametrize("name", ["kubernetes.yaml", "kubernetes-whole.yaml"])
def test_no_pod_has_a_privilege(name):
    pod, grade = job(name)["spec"]["template"]["spec"], container(name)
    assert pod["automountServiceAccountToken"] is False
    assert grade["securityContext"]["allowPrivilegeEscalation"] is False
    assert grade["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    mounted = {mount["name"] for mount in grade["volumeMounts"]}
    assert mounted == {volume["name"] for volume in pod["volumes"]}


def test_workers_of_a_batch_system_are_started_asked_and_let_go(called, tmp_path, monkeypatch):
    (tmp_path / "dask_jobqueue.py").write_text(
        "class SLURMCluster:\n"
        "    scheduler_address = 'tcp://head:8786'\n"
        "    def __init__(self, **options): print('asked for', options)\n"
        "    def __enter__(self): return self\n"
        "    def __exit__(self, *_): open('let-go', 'w').close()\n"
        "    def adapt(self, minimum, maximum): assert minimum < maximum\n"
    )
    monkeypatch.chdir(tmp_path)
    got = called(sys.executable, FILES / "jobqueue.py", "in", "-o", "out", PYTHONPATH=str(tmp_path))
    assert got == [
        "grade", "in", "-o", "out", "--executor", "dask", "--scheduler", "tcp://head:8786",
    ]  # fmt: skip
    assert (tmp_path / "let-go").exists()


@pytest.mark.slow
def test_a_slurm_array_and_the_job_after_it_grade_the_whole_class(small, filled, blank, tmp_path):
    (tmp_path / "in").mkdir()
    for number in range(4):
        right = filled(half=f"def half(x): return x / 2  # {number}")
        (tmp_path / f"in/{number}.ipynb").write_text(json.dumps(right))
    (tmp_path / "autograder").write_text(
        f'#!/bin/sh\nexec {sys.executable} -m autograder.cli.main --course {small.root} "$@"\n'
    )
    (tmp_path / "autograder").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    for variables in (slurm(1, 2, 1), slurm(1, 2, 2), {}):
        done = subprocess.run(
            ["bash", FILES / "slurm.sh", "in", "out"],
            env={**os.environ, **variables, "PATH": path, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True, text=True, cwd=tmp_path, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert "4 reports were kept" in done.stderr
    lines = (tmp_path / "out/results.jsonl").read_text().splitlines()
    assert [json.loads(line)["score"] for line in lines] == [10] * 4
