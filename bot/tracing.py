"""Traces of how questions are answered, by OpenTelemetry; imported only where they go somewhere."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractContextManager, asynccontextmanager
from typing import TYPE_CHECKING

from bot import __version__
from bot.answering.model import Answer
from bot.request_id import request_id
from bot.service import Service
from bot.settings import PREFIX, Settings, SettingsError
from index.extras import to_install

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

__all__ = ["Tracing", "tracing_of"]

SECONDS = 3.0
"""That a collector may take; it never delays an answer, but the end of the service."""


class Tracing:
    """A trace for every answer, with a span for each step of the way to it.

    Of questions that are answered together, the steps are in the trace of the first.
    """

    def __init__(self, exporter: SpanExporter) -> None:
        self._exporter = exporter

    @asynccontextmanager
    async def following(self, service: Service) -> AsyncIterator[None]:
        """Trace what a service answers meanwhile; what is left is sent at the end."""
        from opentelemetry import trace
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        names = {"service.name": "careerbot", "service.version": __version__}
        provider = TracerProvider(resource=Resource.create(names), shutdown_on_exit=False)
        provider.add_span_processor(BatchSpanProcessor(self._exporter))
        tracer = provider.get_tracer("careerbot")

        def step(name: str) -> AbstractContextManager[object]:
            asked = request_id.get()
            facts = {"careerbot.request_id": asked} if asked else None
            return tracer.start_as_current_span(f"careerbot.{name}", attributes=facts)

        def answered(answer: Answer) -> None:
            trace.get_current_span().set_attributes(
                {
                    "careerbot.status": answer.status,
                    "careerbot.confidence": answer.confidence,
                    "careerbot.index_version": answer.index_version,
                    "careerbot.answer_id": answer.answer_id,
                }
            )

        service.follow(step)
        service.on_answer.append(answered)
        try:
            yield
        finally:
            await asyncio.to_thread(provider.shutdown)


def tracing_of(settings: Settings) -> Tracing | None:
    """Return where the settings send traces; None where they don't. Raises `SettingsError`."""
    if settings.traces is None:
        return None
    try:
        import opentelemetry.sdk.trace  # noqa: F401 - whether it is there
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"{PREFIX}TRACES is set, and {error.name} isn't installed: {to_install('traces')}"
        ) from None
    address = f"{settings.traces.rstrip('/')}/v1/traces"
    return Tracing(OTLPSpanExporter(endpoint=address, timeout=SECONDS))
