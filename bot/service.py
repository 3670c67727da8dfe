"""The open index behind the HTTP API, and the way to an answer that doesn't block the loop."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass
from typing import ParamSpec

from cachetools import LRUCache

from bot.answering.answerer import Answerer, Step
from bot.answering.message_catalog import Messages, main_language
from bot.answering.model import Answer, Question
from bot.answering.trace import Trace
from bot.batching import Batcher
from bot.database.feedback import Seen
from bot.database.masking import masked
from bot.index_on_disk import GOES_ON, OnDisk, missing, on_disk
from bot.open_index import answerer_for, open_answerer, reopen_index, voice_of
from bot.settings import PREFIX, Settings
from corpus.errors import CareerbotError
from index.contract import Index
from index.encoding.model import Encoder
from index.errors import IndexMissingError, IndexUnusableError
from index.places import Stamp, stamp_of

__all__ = ["Service"]

log = logging.getLogger(__name__)
answers = logging.getLogger("bot.answers")
"""A line for every answer, where the settings ask for it."""
P = ParamSpec("P")

RETRY, LONGEST_RETRY = 1.0, 30.0
"""Seconds for which an index that couldn't be opened isn't tried again: at first, and at most."""
WATCHED = 0.2
"""Seconds between two looks at whether another index was published."""
SEEN = 2048
"""Answers of which it is known what was seen on the way to them: some seconds' worth."""
LOOKED = 1.0
"""Seconds for which what was found on disk is told again."""


class Service:
    """Opens the index, at start or as soon as it can be, and again when it was built anew.

    The answerer that is replaced ends with the last answer that it is making: nothing else holds
    it, or its index, whose memory and files go with it.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._voice = voice_of(settings)
        self._answerer: Answerer | None = None
        self._opening = asyncio.Lock()
        self._stamp = stamp_of(settings.index_place)
        self._opened: Stamp | None = None
        self._reopening: asyncio.Task[None] | None = None
        self._failed: _Failed | None = None
        self._at_start: CareerbotError | None = None
        self._warned: str | None = None
        self._looking = asyncio.Lock()
        self._looked: tuple[float, OnDisk, str | None] | None = None
        self.on_answer: list[Callable[[Answer], None]] = []
        """Told of every answer."""
        self._seen: LRUCache[str, Seen] = LRUCache(SEEN)
        self._step: Step = nullcontext
        self._batcher: Batcher[Question, tuple[Answer, Trace | None]]
        self._batcher = Batcher(self._answer_many, size=Question.__len__)

    @classmethod
    @asynccontextmanager
    async def running(
        cls, settings: Settings, notice: Callable[[str], None] = log.info
    ) -> AsyncIterator[Service]:
        """Open the index, and answer what is waiting before this ends.

        Where there never was an index, that of the guides is built, which `notice` is told. One
        that can't be opened is a warning, and tried again when asked, or when there is another.
        """
        service = cls(settings)
        await service._start(notice)
        watching = asyncio.create_task(service._watch())
        try:
            yield service
        finally:
            watching.cancel()
            await asyncio.gather(watching, return_exceptions=True)
            if service._reopening:
                await service._reopening
            await service._batcher.close()

    async def answerer(self) -> Answerer:
        """Return the answerer, of an index opened now where it wasn't.

        Raises `CareerbotError` where there is none to open.
        """
        if self._answerer is None:
            async with self._opening:
                if self._answerer is None:
                    self._answerer = await self._open()
        else:
            self._look()
        return self._answerer

    @property
    def language(self) -> str:
        """The language of the articles, or English before any are open."""
        return self._answerer.language if self._answerer else main_language({})

    @property
    def messages(self) -> Messages:
        """What the bot says of itself, in that language; also where no index can be opened."""
        return self._answerer.messages() if self._answerer else self._voice.messages[self.language]

    async def answer(self, question: Question) -> Answer:
        """Return the answer to one question, answered together with those that wait too."""
        await self.answerer()
        begun = time.perf_counter()
        with self._step("answer"):
            answer, trace = await self._batcher.submit(question)
            latency = 1000 * (time.perf_counter() - begun)
            before = question.history[-1] if question.history else None
            self._seen[answer.answer_id] = Seen(trace, latency, before)
            for tell in self.on_answer:
                tell(answer)
        self._log(answer, round(latency))
        return answer

    def _log(self, answer: Answer, milliseconds: int) -> None:
        facts: dict[str, object] = {
            "status": answer.status,
            "confidence": round(answer.confidence, 3),
            "milliseconds": milliseconds,
            "answer_id": answer.answer_id,
            "index_version": answer.index_version,
        }
        said = " ".join(f"{name}={value}" for name, value in facts.items())
        if self._settings.log_questions:
            facts["question"] = masked(answer.question)
            said += f" question={facts['question']!r}"  # so that it is one line, whatever is in it
        answers.info("%s", said, extra=facts)

    def follow(self, step: Step) -> None:
        """Make every answer in such a step, and in one each step of the way to it."""
        self._step = step
        if self._answerer is not None:
            self._answerer.step = step

    def seen(self, answer_id: str) -> Seen | None:
        """Return what was seen on the way to an answer of a moment ago, to be kept with it."""
        return self._seen.get(answer_id)

    @property
    def waiting(self) -> int:
        """How many questions wait for their turn."""
        return self._batcher.waiting

    @property
    def index(self) -> Index | None:
        """The index that answers; None before any is open."""
        return self._answerer.index if self._answerer else None

    async def on_disk(self) -> tuple[OnDisk, str | None]:
        """Say what the folder of the index holds, beside the one that answers."""
        async with self._looking:
            if self._looked is None or time.monotonic() - self._looked[0] >= LOOKED:
                index = (await self.answerer()).index
                found = await asyncio.to_thread(on_disk, index, self._settings)
                if found[0] == "other" and self._failed is not None and self._failed.error:
                    found = "other", f"{self._failed.error}; {GOES_ON}"
                elif found[1] is not None:
                    self._warn(found[1])
                elif found[0] == "same":
                    self._warned = None
                self._looked = (time.monotonic(), *found)
            return self._looked[1:]

    async def _start(self, notice: Callable[[str], None]) -> None:
        stamp = self._stamp()
        try:
            self._answerer = await self._made(open_answerer, self._settings, notice, lasting=True)
        except CareerbotError as error:
            self._at_start = error
            self._fail(stamp, error)
            log.warning("%s", error)
        else:
            # What was published meanwhile is another one, unless it was built here just now.
            self._opened = stamp or self._stamp()

    async def _open(self) -> Answerer:
        stamp = self._stamp()
        if self._failed is not None and self._failed.holds(stamp, longest=RETRY):
            raise self._failed.again()
        try:
            answerer = await self._made(self._reopened, None)
        except CareerbotError as error:
            # Where nothing could be built, the reason says more than that nothing is there.
            if self._at_start is not None and isinstance(error, IndexMissingError):
                error = self._at_start
            self._fail(stamp, error)
            raise _alike(error) from None
        self._opened, self._failed = stamp, None
        return answerer

    async def _watch(self) -> None:
        """Take what is published without waiting to be asked, who would still get the old one."""
        while True:
            await asyncio.sleep(WATCHED)
            if self._answerer is not None:
                self._look()
            elif (stamp := self._stamp()) and self._failed and self._failed.stamp != stamp:
                with suppress(CareerbotError):  # which is kept, and told to whoever asks
                    await self.answerer()

    def _look(self) -> None:
        """See, by a file's stamp alone, whether another index is to be taken."""
        stamp = self._stamp()
        if stamp == self._opened:
            if self._failed is not None:  # it was gone, and was put back
                self._failed = self._warned = None
        elif stamp is None:
            if self._failed is None or self._failed.stamp is not None:
                self._fail(None, None)
                self._warn(f"{missing(self._settings)}; {GOES_ON}")
        elif self._reopening is not None and not self._reopening.done():
            pass
        elif self._failed is None or not self._failed.holds(stamp):
            self._reopening = asyncio.create_task(self._reopen(stamp))

    async def _reopen(self, stamp: Stamp | None) -> None:
        """Take the index that was published meanwhile; until it is open, the old one answers."""
        assert self._answerer is not None
        try:
            answerer = await self._made(self._reopened, self._answerer.index.encoder)
        except CareerbotError as error:
            # It may still be on its way: a copy's manifest can be there before its files.
            if self._failed is None or self._failed.stamp != stamp:
                self._warn(f"{error}; {GOES_ON}")
            self._fail(stamp, error)
        else:
            if self._warned is not None:
                log.warning("the index in %s answers now", self._settings.index_place)
            self._answerer, self._opened = answerer, stamp
            self._failed = self._warned = self._looked = None

    def _reopened(self, encoder: Encoder | None) -> Answerer:
        return answerer_for(reopen_index(self._settings, encoder=encoder), self._settings)

    async def _made(
        self, make: Callable[P, Answerer], *given: P.args, **named: P.kwargs
    ) -> Answerer:
        try:
            answerer = await asyncio.to_thread(make, *given, **named)
        except OSError as error:
            raise IndexUnusableError(
                f"The index in {self._settings.index_place} can't be opened or built "
                f"({error.strerror}): name a folder that can be used with --index or "
                f"{PREFIX}DATA_DIR"
            ) from error

        answerer.step = self._step
        return answerer

    def _fail(self, stamp: Stamp | None, error: CareerbotError | None) -> None:
        known = self._failed is not None and self._failed.stamp == stamp
        pause = min(2 * self._failed.pause, LONGEST_RETRY) if self._failed and known else RETRY
        self._failed = _Failed(stamp, time.monotonic() + pause, pause, error and _alike(error))

    def _warn(self, message: str) -> None:
        """Log what is wrong, once for as long as it lasts."""
        if message != self._warned:
            self._warned = message
            log.warning("%s", message)

    def _answer_many(self, questions: Sequence[Question]) -> Sequence[tuple[Answer, Trace | None]]:
        answerer = self._answerer
        assert answerer is not None
        answers = answerer.answer_many(list(questions))
        return list(zip(answers, map(answerer.trace, questions), strict=True))


@dataclass(frozen=True, slots=True)
class _Failed:
    """An index that couldn't be opened, and until when it isn't tried again."""

    stamp: Stamp | None
    until: float
    pause: float
    error: CareerbotError | None

    def holds(self, stamp: Stamp | None, longest: float = LONGEST_RETRY) -> bool:
        """Tell whether the same index is not to be tried now, `longest` seconds at most."""
        since = self.until - self.pause
        return stamp == self.stamp and time.monotonic() < min(self.until, since + longest)

    def again(self) -> CareerbotError:
        assert self.error is not None
        return _alike(self.error)


def _alike(error: CareerbotError) -> CareerbotError:
    """The same error without its traceback, whose frames would keep what failed in memory."""
    kind = type(error)
    alike = kind.__new__(kind, *error.args)  # its constructor may take something else
    alike.__dict__.update(error.__dict__)
    return alike
