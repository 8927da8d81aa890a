"""The CI files of a release and of a new course: valid by their schemas, and their steps run."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
import yaml

from autograder.publish.workflows import GITHUB, GITLAB, workflows
from autograder.starter.plant import sample_course

SCHEMAS = {"github": "vendor.github-workflows", "gitlab": "vendor.gitlab-ci"}


def valid(text: bytes, kind: str, folder: Path) -> bool:
    path = folder / f"{kind}.yml"
    path.write_bytes(text)
    command = ["check_jsonschema", "--builtin-schema", SCHEMAS[kind], str(path)]
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, check=False)
    return done.returncode == 0


@pytest.fixture
def course_files():
    files = sample_course()
    return files[".github/workflows/grade.yml"], files[".gitlab-ci.yml"]


def test_all_four_are_valid_by_their_schemas(small, course_files, tmp_path):
    made = workflows(small)
    for github, gitlab in ((made[GITHUB], made[GITLAB]), course_files):
        assert valid(github, "github", tmp_path)
        assert valid(gitlab, "gitlab", tmp_path)


def test_the_schemas_refuse_what_is_no_workflow(tmp_path):
    assert not valid(b"on: push\njobs: {check: {steps: [{ran: x}]}}\n", "github", tmp_path)
    assert not valid(b"job:\n  script: {a: 1}\n", "gitlab", tmp_path)


def test_no_mark_of_the_templates_is_left(small):
    for data in workflows(small).values():
        assert "@" not in data.decode().replace("@v", "").replace("@$NOTEBOOK", "")


# --- a student's repository ----------------------------------------------------------------------


def steps(data: bytes) -> dict[str, dict]:
    (job,) = yaml.safe_load(data)["jobs"].values()
    return {step["name"]: step for step in job["steps"] if "run" in step}


def scripts(data: bytes) -> dict[str, list[str]]:
    jobs = yaml.safe_load(data)
    return {name: job["script"] for name, job in jobs.items() if "script" in (job or {})}


@pytest.fixture
def run(tmp_path):
    """Run a step's text as a runner does, where the tests' own programs are found first."""

    def run(text: str, shell: str = "bash", **environment: str) -> subprocess.CompletedProcess:
        path = os.pathsep.join(
            [str(tmp_path / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]]
        )
        script = tmp_path / "step"
        script.write_text(text)
        command = {
            "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            "python": [sys.executable, str(script)],
        }[shell]
        return subprocess.run(
            command,
            cwd=tmp_path,
            env={**os.environ, "PATH": path, "PIP_NO_INDEX": "1", **environment},
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    return run


@pytest.fixture
def exchange():
    """An exchange that is busy once, and then takes what it gets."""
    taken = []

    class Handler(BaseHTTPRequestHandler):
        busy = True

        def do_POST(self):
            data = self.rfile.read(int(self.headers["Content-Length"]))
            busy, Handler.busy = Handler.busy, False
            if self.headers["Authorization"] != "Bearer t0ken":
                return self.answer(401, b'{"detail": "This token is not known."}')
            if not busy:
                taken.append((self.path, dict(self.headers), data))
            return self.answer(503 if busy else 201, b'{"attempt": 1}')

        def answer(self, status, answer):
            self.send_response(status)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", taken
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_install_step_asks_for_nothing_that_is_not_there(small, run):
    done = run(steps(workflows(small)[GITHUB])["Install"]["run"])
    assert done.returncode == 0, done.stderr


def test_the_public_tests_tell_of_each_exercise_on_both_platforms(small, filled, run, tmp_path):
    notebook = filled(half="def half(x): return x")
    (tmp_path / "small.ipynb").write_text(json.dumps(notebook))
    made = workflows(small)
    step = steps(made[GITHUB])["Public tests"]
    done = run(step["run"], step["shell"], NOTEBOOK="small.ipynb")
    assert done.returncode == 1
    assert done.stdout == (
        "passed  square\nnot yet half AssertionError: \n"
        "1 of 2 public tests passed. Hidden checks ask more.\n"
    )
    (tmp_path / "small.ipynb").write_text(json.dumps(filled()))
    _, tests = scripts(made[GITLAB])["public tests"]
    done = run(tests, NOTEBOOK="small.ipynb")
    assert (done.returncode, "2 of 2" in done.stdout) == (0, True), done.stderr


def test_handing_in_sends_the_file_once_with_the_token_and_keeps_the_receipt(
    small, run, exchange, tmp_path
):
    url, taken = exchange
    (tmp_path / "small.ipynb").write_text("{}")
    made = workflows(small)
    about = {"AUTOGRADER_EXCHANGE": url, "AUTOGRADER_TOKEN": "t0ken", "NOTEBOOK": "small.ipynb"}
    for text in (steps(made[GITHUB])["Hand in"]["run"], scripts(made[GITLAB])["hand in"][0]):
        done = run(text, RETRY_KEY="abc-main", **about)
        assert done.returncode == 0, done.stderr
        (path, headers, data) = taken.pop()
        assert path == "/api/v1/labs/small/submissions?filename=small.ipynb"
        assert headers["Authorization"] == "Bearer t0ken"
        assert headers["Idempotency-Key"] == "abc-main"
        assert headers["X-Content-SHA256"] == hashlib.sha256(data).hexdigest()
        assert json.loads((tmp_path / "receipt.json").read_text()) == {"attempt": 1}
        assert "t0ken" not in done.stdout + done.stderr


def test_a_refusal_fails_the_step_says_why_and_leaves_no_receipt(small, run, exchange, tmp_path):
    (tmp_path / "small.ipynb").write_text("{}")
    about = {"AUTOGRADER_TOKEN": "wrong", "NOTEBOOK": "small.ipynb", "RETRY_KEY": "k"}
    text = steps(workflows(small)[GITHUB])["Hand in"]["run"]
    done = run(text, AUTOGRADER_EXCHANGE=exchange[0], **about)
    assert done.returncode == 1
    assert "This token is not known." in done.stdout
    assert "NOT handed in" in done.stdout
    assert not (tmp_path / "receipt.json").exists()


def test_a_token_is_not_sent_without_tls(small, run):
    text = steps(workflows(small)[GITHUB])["Hand in"]["run"]
    done = run(text, AUTOGRADER_EXCHANGE="http://uni.edu", AUTOGRADER_TOKEN="t", NOTEBOOK="x")
    assert (done.returncode, "no TLS" in done.stdout) == (1, True)


# --- an instructor's repository ------------------------------------------------------------------


def test_the_instructors_steps_grade_and_publish(course_files, small, filled, run, tmp_path):
    for name in ("sudo", "apt-get"):
        program = tmp_path / "bin" / name
        program.parent.mkdir(exist_ok=True)
        program.write_text("#!/bin/sh\nexit 0\n")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    shutil.copytree(small.root, tmp_path, dirs_exist_ok=True)
    (tmp_path / "submitted").mkdir()
    (tmp_path / "submitted/ada.ipynb").write_text(json.dumps(filled()))
    summary = {"GITHUB_STEP_SUMMARY": str(tmp_path / "summary.md"), "GITHUB_ACTIONS": "true"}
    found = steps(course_files[0])
    assert run(found["Install"]["run"], AUTOGRADER_PACKAGE="").returncode != 0
    for step in found.values():
        done = run(step["run"], AUTOGRADER_PACKAGE="autograder", **summary)
        assert done.returncode == 0, done.stderr
    assert "ada" in (tmp_path / "summary.md").read_text()
    for name in ("class.html", "exports/junit.xml", "exports/scores.csv"):
        assert (tmp_path / "graded" / name).is_file()

    job = yaml.safe_load(course_files[1])["grade"]
    shutil.rmtree(tmp_path / "graded")
    done = run("\n".join([*job["script"], *job["after_script"]]), AUTOGRADER_PACKAGE="autograder")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / job["artifacts"]["reports"]["junit"]).is_file()
