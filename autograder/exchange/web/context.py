"""What every route is given: the house it works in, and the person who asks.

Each route names the action that it is (`allowed`); the table in `access` decides. The API knows
people by a token in a header, which no foreign page can make a browser send.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from autograder.course import Course
from autograder.exchange.access import Action, Person, Unknown, demand
from autograder.exchange.people import person_with_token
from autograder.exchange.store import Store
from autograder.exchange.web.limits import Limits
from autograder.exchange.web.metrics import Metrics

# Whose a token is. They are asked one after the other: ours, and a JupyterHub where there is one.
Authenticator = Callable[[Store, str], Person | None]


def by_own_token(store: Store, token: str) -> Person | None:
    """Whose a token of ours is."""
    with store.database.read() as connection:
        return person_with_token(store, connection, token)


@dataclass
class House:
    """What the server works with. `secure` is whether cookies go over TLS only."""

    store: Store
    course: Course
    limits: Limits = field(default_factory=Limits)
    metrics: Metrics = field(default_factory=Metrics)
    authenticators: Sequence[Authenticator] = (by_own_token,)

    def person(self, token: str, address: str) -> Person:
        """Whose token it is. Unknown for a wrong one, and TooMany for those who guess."""
        self.limits.guesses.demand(address)
        for authenticator in self.authenticators:
            if person := authenticator(self.store, token):
                return person
        self.limits.guesses.count(address)
        raise Unknown("That token is not known here. Ask your instructor for a new one.")


def house_of(request: Request) -> House:
    """The house that the app was built with."""
    house: House = request.app.state.house
    return house


def address_of(request: Request) -> str:
    """Where a request comes from, for limits only."""
    return request.client.host if request.client else "nowhere"


AHouse = Annotated[House, Depends(house_of)]
_bearer = HTTPBearer(auto_error=False, description="The token that your instructor gave you.")


def allowed(action: Action) -> Any:
    """For a route of the API: the person who asks, if they may."""

    def person(
        request: Request,
        house: AHouse,
        sent: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
    ) -> Person:
        if sent is None:
            raise Unknown("A token is needed: Authorization: Bearer …")
        found = house.person(sent.credentials, address_of(request))
        request.state.person = found.login
        demand(found, action)
        return found

    person.action = action  # type: ignore[attr-defined]  # a test reads it off every route
    return Depends(person)
