"""Requests made up from the OpenAPI document: whatever is sent, the server is never at a loss."""

from __future__ import annotations

import pytest

from autograder.exchange.web.app import build

schemathesis = pytest.importorskip("schemathesis")


def operations(schema):
    return [one.ok() for one in schema.get_all_operations()]


@pytest.mark.parametrize("login", ["ada", "ina"])
def test_no_request_that_the_document_allows_or_forbids_is_a_fault_of_ours(
    house, klass, filled, login, soak
):
    import hypothesis
    from hypothesis import HealthCheck

    klass.submit("ada", filled())
    house.limits.submissions.most = house.limits.guesses.most = 10**9
    app = build(house)
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", app)
    statuses: set[int] = set()
    settings = hypothesis.settings(
        max_examples=200 if soak else 6,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    for operation in operations(schema):

        @settings
        @hypothesis.seed(5)
        @hypothesis.given(case=operation.as_strategy())
        def ask(case):
            answer = case.call(headers=klass[login].headers)
            statuses.add(answer.status_code)
            assert answer.status_code < 500, (case.as_curl_command(), answer.text)

        ask()
    assert statuses & {200, 404, 422}
