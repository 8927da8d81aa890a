"""Talks to an exchange: every request is tried again where the connection or the server falters.

What is sent twice is kept once: a submission carries a key of its own, and the exchange knows it
again. Redirects are not followed, so that no token goes anywhere but where its owner sends it.
"""

from __future__ import annotations

import hashlib
import io
import random
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote, urlsplit

import requests

from autograder import __version__
from autograder.errors import AuthoringError, GraderError, SubmissionError
from autograder.exchange.credentials import Login

TRIES = 6
CONNECT_SECONDS, ANSWER_SECONDS = 10.0, 60.0
AGAIN = (408, 429, 500, 502, 503, 504)
CHUNK = 64 * 1024
Tell = Callable[[int], None]


class Away(GraderError):
    """The exchange cannot be reached, or cannot answer just now. Nothing was lost."""


class Client:
    """An exchange, for one person."""

    def __init__(
        self,
        login: Login,
        *,
        tries: int = TRIES,
        sleep: Callable[[float], None] = time.sleep,
        session: requests.Session | None = None,
    ) -> None:
        self.server = checked_address(login.server)
        self._tries, self._sleep = tries, sleep
        self._session = session or requests.Session()
        self._session.headers["Authorization"] = f"Bearer {login.token}"
        self._session.headers["User-Agent"] = f"autograder/{__version__}"

    def me(self) -> dict[str, Any]:
        """Who one is there."""
        found: dict[str, Any] = self.json("GET", "/me")
        return found

    def labs(self) -> list[dict[str, Any]]:
        """The labs that are open."""
        found: list[dict[str, Any]] = self.json("GET", "/labs")
        return found

    def release(self, lab: str) -> dict[str, Any]:
        """The newest release of a lab."""
        found: dict[str, Any] = self.json("GET", f"/labs/{quote(lab, safe='')}/release")
        return found

    def file(self, lab: str, path: str, version: int) -> bytes:
        """One file of a release."""
        place = f"/labs/{quote(lab, safe='')}/files/{quote(path)}"
        return self.request("GET", place, params={"version": version}).content

    def submissions(self, lab: str | None = None) -> list[dict[str, Any]]:
        """One's submissions, the newest first."""
        params = {"lab": lab} if lab else {}
        found: list[dict[str, Any]] = self.json("GET", "/submissions", params=params)
        return found

    def feedback(self, submission: int) -> dict[str, Any]:
        """How far a submission is, and what is shown of its feedback."""
        found: dict[str, Any] = self.json("GET", f"/submissions/{submission}")
        return found

    def submit(
        self, lab: str, filename: str, data: bytes, way: str = "command", tell: Tell | None = None
    ) -> dict[str, Any]:
        """Hand a file in and return the receipt; `tell` hears how many bytes have gone."""
        headers = {
            "Content-Type": "application/octet-stream",
            "Content-Length": str(len(data)),
            "Idempotency-Key": uuid.uuid4().hex,
            "X-Content-SHA256": hashlib.sha256(data).hexdigest(),
        }
        place = f"/labs/{quote(lab, safe='')}/submissions"
        params = {"filename": filename, "way": way}
        answer = self.request(
            "POST", place, params=params, headers=headers, body=lambda: _Told(data, tell)
        )
        receipt: dict[str, Any] = answer.json()
        if receipt.get("sha256") != headers["X-Content-SHA256"]:
            raise GraderError("The receipt is for another file than was sent. Hand in again.")
        return receipt

    def json(self, method: str, place: str, **options: Any) -> Any:
        """A request's answer as JSON values."""
        return self.request(method, place, **options).json()

    def request(
        self, method: str, place: str, *, body: Callable[[], Any] | None = None, **options: Any
    ) -> requests.Response:
        """Ask until there is an answer, with growing pauses; `body` is made anew for each try."""
        url = f"{self.server}/api/v1{place}"
        problem = "no answer"
        for pause in _pauses(self._tries):
            try:
                answer = self._session.request(
                    method, url, timeout=(CONNECT_SECONDS, ANSWER_SECONDS),
                    allow_redirects=False, **({"data": body()} if body else {}), **options,
                )  # fmt: skip
            except requests.RequestException as error:
                problem = _in_words(error)
            else:
                if answer.status_code not in AGAIN:
                    return _checked(answer)
                problem = detail_of(answer)
                pause = max(pause, _asked_pause(answer)) if pause is not None else None
            if pause is not None:
                self._sleep(pause)
        raise Away(f"{self.server} could not be asked: {problem} Try again in a while.")


class _Told(io.BytesIO):
    """Bytes that say how far they have been read."""

    def __init__(self, data: bytes, tell: Tell | None) -> None:
        super().__init__(data)
        self._tell = tell

    def read(self, size: int | None = -1) -> bytes:
        piece = super().read(CHUNK if size is None or size < 0 else size)
        if self._tell is not None:
            self._tell(self.tell())
        return piece


def checked_address(server: str) -> str:
    """The address without a slash at its end; AuthoringError for one that tokens must not go to."""
    parts = urlsplit(server)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise AuthoringError(f"{server!r} is no address of an exchange, such as https://lab.school")
    if parts.scheme == "http" and not local:
        raise AuthoringError(f"{server} has no TLS: your token could be read. Use https://")
    return server.rstrip("/")


def _pauses(tries: int) -> Iterator[float | None]:
    """Seconds to wait after each try, none after the last; spread, so that not all come at once."""
    for number in range(tries - 1):
        yield min(0.5 * 2**number, 20.0) * random.uniform(0.5, 1.5)  # no secret
    yield None


def _asked_pause(answer: requests.Response) -> float:
    try:
        return min(float(answer.headers.get("Retry-After", "0")), 60.0)
    except ValueError:
        return 0.0


def _checked(answer: requests.Response) -> requests.Response:
    if answer.ok:
        return answer
    text = detail_of(answer)
    if answer.status_code in (409, 413, 415, 422):
        raise SubmissionError(text)
    if answer.status_code >= 500:
        raise GraderError(text)
    raise AuthoringError(text)


def detail_of(answer: requests.Response) -> str:
    """What the exchange said, or else the status."""
    try:
        return str(answer.json()["detail"])
    except (ValueError, KeyError, TypeError):
        return f"It answered {answer.status_code} {answer.reason}."


def _in_words(error: requests.RequestException) -> str:
    if isinstance(error, requests.exceptions.SSLError):
        return "its certificate is not good."
    if isinstance(error, requests.Timeout):
        return "it did not answer in time."
    return "the connection failed or broke."
