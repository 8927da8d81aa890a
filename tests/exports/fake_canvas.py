"""A small Canvas on this machine: what the real one does with grades, and how it goes wrong.

Bulk updates are jobs with a Progress; a comment that is posted twice stands there twice; faults
are queued up beforehand and met in order.
"""

from __future__ import annotations

import json
import re
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

TOKEN = "a-token"
ROOT = "/api/v1/courses/12/assignments/4711/submissions"


@dataclass
class State:
    """The gradebook, the requests seen, and the faults to come.

    A fault is a status to answer with, before ("refused") or after ("lost") doing the work.
    """

    scores: dict[str, str] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    progress: dict[int, int] = field(default_factory=dict)
    requests: list[str] = field(default_factory=list)
    faults: list[tuple[str, int]] = field(default_factory=list)
    job_fails: bool = False


class Handler(BaseHTTPRequestHandler):
    state: State

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.state.requests.append(f"POST {self.path}")
        kind, status = self.state.faults.pop(0) if self.state.faults else ("", 0)
        if self.headers["Authorization"] != f"Bearer {TOKEN}":
            return self.answer(401, {"errors": [{"message": "Invalid access token."}]})
        if kind == "refused":
            return self.answer(status, {"status": "error"})
        if self.path != f"{ROOT}/update_grades":
            return self.answer(404, {"errors": []})
        for key, value in parse_qsl(body, keep_blank_values=True):
            student, what = re.fullmatch(r"grade_data\[(.+?)\]\[(\w+)\]", key).groups()
            if what == "posted_grade":
                self.state.scores[student] = value
            else:
                self.state.comments.setdefault(student, []).append(value)
        if kind == "lost":
            return self.answer(status, {"status": "error"})
        number = len(self.state.progress) + 1
        self.state.progress[number] = 2
        return self.answer(200, {"id": number, "workflow_state": "queued"})

    def do_GET(self):
        self.state.requests.append(f"GET {self.path}")
        path = urlsplit(self.path).path
        if match := re.fullmatch(r"/api/v1/progress/(\d+)", path):
            number = int(match[1])
            self.state.progress[number] -= 1
            done = "failed" if self.state.job_fails else "completed"
            state = "running" if self.state.progress[number] > 0 else done
            return self.answer(200, {"id": number, "workflow_state": state})
        student = path.removeprefix(f"{ROOT}/")
        comments = [{"comment": text} for text in self.state.comments.get(student, [])]
        score = self.state.scores.get(student)
        value = None if score is None else float(score)
        return self.answer(200, {"entered_score": value, "submission_comments": comments})

    def answer(self, status, value):
        data = json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        if status == 429:
            self.send_header("Retry-After", "7")
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


class FakeCanvas:
    """The server, running on a port of its own. Use in a `with`."""

    def __enter__(self):
        self.state = State()
        handler = type("Bound", (Handler,), {"state": self.state})
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        return self

    def __exit__(self, *_):
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
