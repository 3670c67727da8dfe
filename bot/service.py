"""The open index behind the HTTP API, and the way to an answer that doesn't block the loop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Sequence
from types import TracebackType

from bot.answer import Answer
from bot.answerer import Answerer, Question
from bot.batching import Batcher
from bot.render.progress import notice
from bot.settings import Settings
from corpus.errors import CareerbotError
from index.errors import IndexUnusableError
from index.layout import LAYOUT

__all__ = ["Service"]

log = logging.getLogger(__name__)

Stamp = tuple[int, int] | None
"""What changes when an index is published anew; None where there is none."""

RETRY = 1.0
"""Seconds for which an index that couldn't be opened isn't tried again."""


class Service:
    """Opens the index, at start or as soon as it can be, and again when it was built anew."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._answerer: Answerer | None = None
        self._opening = asyncio.Lock()
        self._opened: Stamp = None
        self._reopening: asyncio.Task[None] | None = None
        self._failed: tuple[float, CareerbotError] | None = None
        self._batcher: Batcher[Question, Answer] = Batcher(self._answer_many, size=Question.__len__)

    async def __aenter__(self) -> Service:
        """Open the index; one that can't be opened is a warning, and tried again when asked."""
        try:
            await self.answerer()
        except CareerbotError as error:
            log.warning("%s", error)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Answer what is waiting, then stop."""
        if self._reopening:
            await self._reopening
        await self._batcher.close()

    async def answerer(self) -> Answerer:
        """Return the answerer, of an index opened or built now where it wasn't.

        Raises `CareerbotError` where there is none to open.
        """
        if self._answerer is None:
            async with self._opening:
                if self._answerer is None:
                    self._answerer = await self._open()
        elif self._stamp() != self._opened and (not self._reopening or self._reopening.done()):
            self._reopening = asyncio.create_task(self._reopen())
        return self._answerer

    async def answer(self, question: Question) -> Answer:
        """Return the answer to one question, answered together with those that wait too."""
        await self.answerer()
        return await self._batcher.submit(question)

    async def _open(self) -> Answerer:
        if self._failed and time.monotonic() - self._failed[0] < RETRY:
            raise self._failed[1]
        try:
            return await self._open_now()
        except CareerbotError as error:
            self._failed = (time.monotonic(), error)
            raise

    async def _open_now(self) -> Answerer:
        self._opened = self._stamp()
        try:
            answerer = await asyncio.to_thread(Answerer.open, self._settings, notice)
        except OSError as error:
            raise IndexUnusableError(
                f"The index in {self._settings.index_folder} can't be opened or built "
                f"({error.strerror}): name a folder that can be used with --index"
            ) from error
        self._opened = self._opened or self._stamp()  # it may have been built just now
        return answerer

    async def _reopen(self) -> None:
        """Take the index that was built meanwhile; until it is open, the old one answers."""
        try:
            self._answerer = await self._open_now()
        except CareerbotError as error:
            log.warning("%s; the index that was open goes on answering", error)

    def _stamp(self) -> Stamp:
        try:
            manifest = (self._settings.index_folder / LAYOUT.manifest).stat()
        except OSError:
            return None
        return manifest.st_mtime_ns, manifest.st_ino

    def _answer_many(self, questions: Sequence[Question]) -> Sequence[Answer]:
        assert self._answerer is not None
        return self._answerer.answer_many(list(questions))
