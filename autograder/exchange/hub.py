"""Tokens of a JupyterHub: its users are taken for the people of the same login on the roster."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable

import requests

from autograder.exchange.access import NotThere, Person
from autograder.exchange.people import digest, person_named
from autograder.exchange.store import Store

REMEMBERED = 60.0  # seconds for which the hub's word is good
MOST = 5000
PREFIX = "ag_"


def by_hub(
    url: str, session: requests.Session | None = None
) -> Callable[[Store, str], Person | None]:
    """Asks the hub's API at `url` (such as http://hub:8081/hub/api) whose a token is."""
    asking = session or requests.Session()
    known: OrderedDict[str, tuple[float, str | None]] = OrderedDict()

    def person(store: Store, token: str) -> Person | None:
        if not token or token.startswith(PREFIX):
            return None  # one of ours; the hub need not see it
        key = digest(token)
        until, name = known.get(key, (0.0, None))
        if until < time.monotonic():
            name = _ask(asking, url, token)
            known[key] = (time.monotonic() + REMEMBERED, name)
            while len(known) > MOST:
                known.popitem(last=False)
        return _on_the_roster(store, name) if name else None

    return person


def _ask(asking: requests.Session, url: str, token: str) -> str | None:
    try:
        answer = asking.get(
            f"{url.rstrip('/')}/user",
            headers={"Authorization": f"token {token}"},
            timeout=5,
            allow_redirects=False,
        )
        return str(answer.json()["name"]) if answer.ok else None
    except (requests.RequestException, ValueError, KeyError, TypeError):
        return None


def _on_the_roster(store: Store, name: str) -> Person | None:
    with store.database.read() as connection:
        try:
            return person_named(connection, name)
        except NotThere:
            return None
