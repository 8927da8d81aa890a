from __future__ import annotations

import threading
from datetime import timedelta

import pytest

from autograder.exchange import grades, queue
from autograder.exchange.integrity import problems
from autograder.exchange.queue import LEASE, MOST_TRIES, give_back, lease, renew
from autograder.exchange.standing import attempts_of
from autograder.grading.fault import fault
from autograder.grading.sources import Source
from autograder.verdict import ReportStatus


def some_report(job):
    return fault(Source(job.filename, "", student=job.student), "for a test", "none", job.lab)


def test_a_job_is_leased_to_one_worker_at_a_time(klass, filled):
    taken = klass.submit("ada", filled())
    job = lease(klass.store, "one")
    assert job is not None
    assert (job.submission, job.student, job.lab) == (taken.submission, "ada", "small")
    assert lease(klass.store, "two") is None


def test_many_workers_share_the_queue_and_none_gets_anothers_job(klass, filled):
    for login in ("ada", "ben", "chloe", "gus", "ina"):
        klass.submit(login, filled())
    found: list[int] = []

    def work(name):
        while (job := lease(klass.store, name)) is not None:
            found.append(job.id)

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == len(set(found)) == 5


def test_a_lease_that_is_not_renewed_runs_out(klass, filled):
    klass.submit("ada", filled())
    job = lease(klass.store, "dies")
    klass.clock.now += LEASE + timedelta(seconds=1)
    again = lease(klass.store, "takes over")
    assert job is not None
    assert again is not None
    assert (again.id, again.tries) == (job.id, 2)


def test_a_lease_that_is_renewed_does_not(klass, filled):
    klass.submit("ada", filled())
    job = lease(klass.store, "slow")
    klass.clock.now += LEASE - timedelta(seconds=1)
    renew(klass.store, job, "slow")
    klass.clock.now += LEASE - timedelta(seconds=1)
    assert lease(klass.store, "eager") is None


def test_a_lease_from_before_the_clock_stepped_back_holds_nobody_up(klass, filled):
    klass.submit("ada", filled())
    job = lease(klass.store, "died with its server")
    klass.clock.forward(hours=-3)
    again = lease(klass.store, "next")
    assert again is not None
    assert again.id == job.id
    assert lease(klass.store, "eager") is None


def test_what_a_dead_worker_was_at_goes_back_at_once(klass, filled):
    klass.submit("ada", filled())
    lease(klass.store, "dies")
    assert give_back(klass.store, "dies") == 1
    assert lease(klass.store, "next") is not None


def test_a_job_is_recorded_once_though_two_workers_finish_it(klass, filled):
    klass.submit("ada", filled())
    slow = lease(klass.store, "slow")
    klass.clock.now += LEASE + timedelta(seconds=1)
    quick = lease(klass.store, "quick")
    assert grades.record(klass.store, quick, some_report(quick), 1)
    assert not grades.record(klass.store, slow, some_report(slow), 1)
    assert list(problems(klass.store)) == []


def test_first_gradings_go_before_regrades(klass, filled):
    klass.submit("ada", filled())
    job = lease(klass.store, "w")
    grades.record(klass.store, job, some_report(job), 1)
    grades.start_regrade(klass.store, "small", "", "ina")
    klass.submit("ben", filled())
    first, second = lease(klass.store, "w"), lease(klass.store, "w")
    assert [first.regrade, second.regrade] == [0, 1]


def test_a_submission_that_kills_every_worker_is_given_up_as_our_fault(klass, filled, isolation):
    taken = klass.submit("ada", filled())
    for _ in range(MOST_TRIES):
        assert lease(klass.store, "dies") is not None
        give_back(klass.store, "dies")
    assert klass.grade(isolation) == 1
    with klass.store.database.read() as connection:
        (attempt,) = attempts_of(connection, klass.person("ada").id)
    assert attempt.submission == taken.submission
    assert (attempt.status, attempt.score) == (ReportStatus.GRADER_ERROR, None)


def test_how_many_are_ahead_is_told(klass, filled):
    klass.submit("ada", filled())
    second = klass.submit("ben", filled()).submission
    with klass.store.database.read() as connection:
        assert queue.ahead_of(connection, second) == 1
    lease(klass.store, "w")
    with klass.store.database.read() as connection:
        assert queue.ahead_of(connection, second) == 0


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_job_whose_person_is_gone_is_dropped_without_a_fuss(klass, filled):
    from autograder.exchange.privacy import delete_person

    klass.submit("ada", filled())
    job = lease(klass.store, "w")
    delete_person(klass.store, "ada", "ina")
    assert not grades.record(klass.store, job, some_report(job), 1)
    assert lease(klass.store, "w") is None
