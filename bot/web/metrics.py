"""`GET /metrics`: what Prometheus scrapes; imported only where the settings ask for it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    generate_latest,
)
from prometheus_client.multiprocess import MultiProcessCollector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.answering.model import Answer
from bot.service import Service
from bot.web.api_keys import needs_key
from bot.web.error_responses import errors

__all__ = ["Metrics", "count"]

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""Where workers count together, which the library reads when it is imported."""
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
CONFIDENCES = tuple(tenth / 10 for tenth in range(1, 10))
OTHER = "other"
"""The route of what leads nowhere: an address is anything that somebody sends."""

metrics = APIRouter(tags=["health"])


@metrics.get(
    "/metrics", dependencies=[Depends(needs_key)], response_class=Response, responses=errors(401)
)
async def scraped(request: Request) -> Response:
    """Return the counts of all workers, in Prometheus' own format."""
    counted: Metrics = request.app.state.metrics
    return Response(counted.text(), media_type=CONTENT_TYPE_LATEST)


class Metrics:
    """Counts what one service does."""

    def __init__(self, service: Callable[[], Service]) -> None:
        """Count from now on; `service` gives the one that is running."""
        self._service = service
        own = self._registry = CollectorRegistry()
        self._requests = Counter(
            "careerbot_requests", "Requests answered; 429 is who asked too much.",
            ["method", "route", "status"], registry=own,
        )  # fmt: skip
        self._seconds = Histogram(
            "careerbot_request_seconds", "Seconds until a request was answered.",
            ["route"], buckets=SECONDS, registry=own,
        )  # fmt: skip
        self._answers = Counter(
            "careerbot_answers", "Answers, in whatever channel.", ["status"], registry=own
        )
        self._confidence = Histogram(
            "careerbot_answer_confidence", "Confidence of the answers.",
            buckets=CONFIDENCES, registry=own,
        )  # fmt: skip
        self._waiting = Gauge(
            "careerbot_questions_waiting", "Questions that wait for their turn.",
            registry=own, multiprocess_mode="livesum",
        )  # fmt: skip
        self._built = Gauge(
            "careerbot_index_built_timestamp_seconds", "When the index that answers was built.",
            registry=own, multiprocess_mode="mostrecent",
        )  # fmt: skip
        self._passages = Gauge(
            "careerbot_index_passages", "Passages of the index, by its version.",
            ["version"], registry=own, multiprocess_mode="mostrecent",
        )  # fmt: skip
        self._database = Counter(
            "careerbot_database_errors",
            "Work that the database failed at, hung in, or was not given as too much waited.",
            ["kind"], registry=own,
        )  # fmt: skip
        for kind in ("failed", "timeout", "refused"):  # there from the start, so that rates are
            self._database.labels(kind)

    def answered(self, answer: Answer) -> None:
        """Count an answer; what the bot says of itself alone is none."""
        if answer.small_talk:
            return
        self._answers.labels(answer.status).inc()
        self._confidence.observe(answer.confidence)

    def database_failed(self, kind: str) -> None:
        """Count what the database didn't do; from any thread."""
        self._database.labels(kind).inc()

    def asked(self, method: str, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(route).observe(seconds)
        self._waiting.set(self._service().waiting)

    def text(self) -> bytes:
        """Return all that was counted, by every worker."""
        self._note_index()
        if SHARED not in os.environ:
            return generate_latest(self._registry)
        together = CollectorRegistry()
        MultiProcessCollector(together)  # type: ignore[no-untyped-call]
        return generate_latest(together)

    def _note_index(self) -> None:
        index = self._service().index
        if index is None:
            return
        if SHARED not in os.environ:  # where it is, what was counted can't be taken back
            self._passages.clear()
        self._passages.labels(index.version).set(index.manifest.counts["passages"])
        if (built := index.built()) is not None:  # else it is gone, and goes on answering
            self._built.set(built)


class CountedRequests:
    """Counts every request with its status, and how long it took."""

    def __init__(self, app: ASGIApp, counted: Metrics) -> None:
        self.app = app
        self.counted = counted

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Hand the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = 500

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            route = getattr(scope.get("route"), "path", OTHER)
            method = scope["method"] if route != OTHER else OTHER
            self.counted.asked(method, route, status, time.perf_counter() - begun)


def count(app: FastAPI) -> Metrics:
    """Let an app count, and tell what it counted."""

    def service() -> Service:
        running: Service = app.state.service
        return running

    counted = Metrics(service)
    app.state.metrics = counted
    app.add_middleware(CountedRequests, counted=counted)
    app.include_router(metrics)
    return counted
