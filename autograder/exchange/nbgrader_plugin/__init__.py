"""nbgrader's own commands over an exchange: its list, fetch, submit, collect and both releases.

In nbgrader_config.py:

    from autograder.exchange.nbgrader_plugin import configure
    configure(get_config())

Who you are and where the exchange is, `autograder login` says, or the environment. The course id is
whatever you like: an exchange is one course.
"""

from __future__ import annotations

from typing import Any

from autograder.exchange.nbgrader_plugin.base import Exchange
from autograder.exchange.nbgrader_plugin.learning import (
    ExchangeFetchAssignment,
    ExchangeFetchFeedback,
    ExchangeList,
    ExchangeSubmit,
)
from autograder.exchange.nbgrader_plugin.teaching import (
    ExchangeCollect,
    ExchangeReleaseAssignment,
    ExchangeReleaseFeedback,
)


def configure(config: Any) -> None:
    """Put all of these in the place of nbgrader's own."""
    factory = config.ExchangeFactory
    factory.exchange, factory.list = Exchange, ExchangeList
    factory.fetch_assignment, factory.submit = ExchangeFetchAssignment, ExchangeSubmit
    factory.release_assignment, factory.collect = ExchangeReleaseAssignment, ExchangeCollect
    factory.release_feedback = ExchangeReleaseFeedback
    factory.fetch_feedback = ExchangeFetchFeedback
