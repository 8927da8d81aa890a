"""Renders pages: the exchange's own templates, and feedback's beneath them in the same clothes."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from datetime import datetime, timedelta
from importlib import resources
from typing import Any

from fastapi import Request
from jinja2 import ChoiceLoader, Environment, PackageLoader
from starlette.responses import HTMLResponse

from autograder.exchange.access import Action, Person, may
from autograder.feedback import layout
from autograder.words import percent, points


@functools.cache
def templates() -> Environment:
    """Our templates, then feedback's; all that is printed is escaped and cleaned."""
    environment = layout.environment()
    own = PackageLoader("autograder.exchange", "pages")
    assert environment.loader is not None
    environment.loader = ChoiceLoader([own, environment.loader])
    environment.filters.update(moment=moment, ago=in_words, bytes=size, score=score)
    environment.globals.update(Action=Action, may=may)
    return environment


def page(
    request: Request, template: str, status_code: int = 200,
    headers: Mapping[str, str] | None = None, /, **values: Any,
) -> HTMLResponse:  # fmt: skip
    """A page for whoever is signed in."""
    html = templates().get_template(template).render(**surroundings(request), **values)
    return HTMLResponse(html, status_code, headers)


def surroundings(request: Request) -> dict[str, Any]:
    """What every page is given: who looks at it, the key of its forms, and where it is."""
    session = getattr(request.state, "session", None)
    me: Person | None = session.person if session else None
    key = session.form_key if session else ""
    return {"me": me, "form_key": key, "here": request.url.path}


@functools.cache
def style() -> str:
    """Feedback's style and ours after it."""
    shared = resources.files("autograder.feedback").joinpath("pages/style.css")
    own = resources.files("autograder.exchange").joinpath("pages/exchange.css")
    return shared.read_text("utf-8") + own.read_text("utf-8")


@functools.cache
def icon() -> str:
    """The picture on the browser's tab."""
    return resources.files("autograder.exchange").joinpath("pages/icon.svg").read_text("utf-8")


def moment(value: datetime | None) -> str:
    """A moment as people read it."""
    return f"{value:%a %d %b %Y, %H:%M} UTC" if value else ""


def in_words(value: timedelta) -> str:
    """A stretch of time in its largest two units."""
    minutes = int(value.total_seconds() // 60)
    days, hours, minutes = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "day"), (hours, "hour"), (minutes, "minute")]
    told = [f"{count} {unit}{'s' if count != 1 else ''}" for count, unit in parts if count]
    return " ".join(told[:2]) or "less than a minute"


def size(count: int) -> str:
    """A number of bytes."""
    return f"{count / 1e6:.1f} MB" if count >= 1e6 else f"{max(1, round(count / 1e3))} kB"


def score(value: float | None, most: float | None) -> str:
    """Points of points, and the share; a dash where there are none."""
    if value is None or most is None:
        return "–"
    return f"{points(value)} / {points(most)} ({percent(value / most if most else 1.0)})"
