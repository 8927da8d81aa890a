"""Finds what a person asks for, if it is theirs to see: for the API and the pages alike."""

from __future__ import annotations

from autograder.exchange import intake
from autograder.exchange.access import Action, NotThere, Person, demand_own, may
from autograder.exchange.handouts import Handout, handout
from autograder.exchange.intake import Taken, Upload, take_in
from autograder.exchange.showing import at_least
from autograder.exchange.standing import Attempt, attempt_numbered
from autograder.exchange.store import Store
from autograder.exchange.terms import Shown, Terms, terms_of
from autograder.exchange.web.context import House


def hand_in(house: House, person: Person, lab: str, upload: Upload) -> Taken:
    """Take a submission in, within the limits, and count it."""
    house.limits.submissions.demand(person.login)
    try:
        taken = take_in(house.store, person, lab, upload)
    except intake.Refused:
        house.limits.submissions.count(person.login)
        raise
    if taken.is_new:
        house.limits.submissions.count(person.login)
        house.metrics.receipts.labels(upload.way).inc()
    return taken


def visible(terms: Terms, person: Person, store: Store) -> bool:
    """Whether the person may know of the lab now."""
    return terms.is_open(store.clock()) or may(person, Action.SEE_UNOPENED)


def open_release(store: Store, person: Person, lab: str, version: int | None = None) -> Handout:
    """A release, if its lab is open to the person."""
    with store.database.read() as connection:
        if not visible(terms_of(connection, lab, person.id), person, store):
            raise NotThere(f"There is no lab {lab!r}.")
        return handout(connection, lab, version)


def own_attempt(store: Store, person: Person, number: int) -> tuple[Attempt, Terms]:
    """A submission and its terms; NotThere unless it is the person's to see."""
    with store.database.read() as connection:
        attempt = attempt_numbered(connection, number)
        demand_own(person, attempt.person)
        return attempt, terms_of(connection, attempt.lab, attempt.person)


def shown_to(person: Person, terms: Terms, store: Store) -> Shown:
    """How much of a report the person sees now."""
    return Shown.ALL if may(person, Action.SEE_CLASS) else terms.shown(store.clock())


def shown_score(
    attempt: Attempt | None, person: Person, terms: Terms, store: Store
) -> tuple[float | None, float | None]:
    """The points of an attempt and the most there were, where the person may see them."""
    if attempt is None or not at_least(shown_to(person, terms, store), Shown.SCORE):
        return None, None
    return attempt.points, attempt.max_points
