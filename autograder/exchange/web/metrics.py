"""What Prometheus is told: requests, receipts, and how long the queue is. No names of people."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The counters of one server."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.requests = Counter(
            "autograder_requests",
            "Requests answered.",
            ["method", "status"],
            registry=self.registry,
        )
        self.seconds = Histogram(
            "autograder_request_seconds",
            "Seconds from request to answer.",
            registry=self.registry,
            buckets=BUCKETS,
        )
        self.receipts = Counter(
            "autograder_receipts", "Submissions taken in.", ["way"], registry=self.registry
        )
        self.waiting = Gauge(
            "autograder_queue_length", "Gradings to be done.", registry=self.registry
        )
        self.behind = Gauge(
            "autograder_clock_behind_seconds",
            "How far the clock is behind the latest receipt.",
            registry=self.registry,
        )

    def text(self) -> bytes:
        """All of it in Prometheus's own format."""
        return generate_latest(self.registry)
