"""What is acknowledged at once is answered here, after; what fails is tried again."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field, replace

from bot.answering.model import Answer
from bot.batching import QueueFullError
from bot.channels.heartbeats import LEASE
from bot.channels.incoming import IncomingQuestion
from bot.channels.poster import Poster, PostError
from bot.channels.question_queue import QuestionQueue
from bot.channels.responder import Responder
from bot.database.engine import DatabaseError

__all__ = ["DeliveryWorker"]

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Questions under way; more wait, for most of that time is spent waiting for the platform."""
LONGEST_QUEUE = 1_000
"""Questions that wait in memory; more wait in the database."""
BACKOFF = (1.0, 5.0, 30.0, 120.0)
"""Seconds before each further attempt; after the last one a question is given up."""
DOUBT = 5.0
"""Seconds at least before it is looked whether an answer was posted after all: it may be late."""
MOST_POSTS = 2
"""How often an answer may be posted at most, where it isn't known whether it was taken."""
OVERDUE = 30 * 60.0
"""Seconds after which nobody waits for an answer any more."""
POLL = 2.0
"""Seconds between two looks at what is due."""
POLL_FAILED = 15.0
GRACE = 20.0
"""Seconds that the questions under way get at shutdown, more than a platform takes for an answer;
the others wait in the database."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    incoming: IncomingQuestion
    attempts: int = 0
    waited: float = 0.0
    since: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> float:
        """Seconds for which it is being tried."""
        return self.waited + time.monotonic() - self.since


class DeliveryWorker:
    """Answers what it accepted, once, as long as any worker is there to do so."""

    def __init__(
        self, responder: Responder, queue: QuestionQueue, posters: Mapping[str, Poster]
    ) -> None:
        """Answer with `responder`, through the poster of each platform."""
        self._responder = responder
        self._queue = queue
        self._posters = posters
        self._deliveries: asyncio.Queue[_Delivery] = asyncio.Queue(LONGEST_QUEUE)
        self._held: set[str] = set()
        # What is not noted yet: it is noted as soon as the database takes it.
        self._unnoted: dict[str, Callable[[], Awaitable[None]]] = {}
        self._strays: set[str] = set()
        self._wake = asyncio.Event()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Answer until the end of this context, beginning with what was left from before.

        Then nothing new is taken, what is under way is answered, and the rest is left to others.
        """
        looking = asyncio.create_task(self._look())
        delivering = [asyncio.create_task(self._deliver()) for _ in range(AT_ONCE)]
        try:
            yield
        finally:
            looking.cancel()
            await asyncio.gather(looking, return_exceptions=True)
            while not self._deliveries.empty():
                self._deliveries.get_nowait()
                self._deliveries.task_done()
            with suppress(TimeoutError):
                async with asyncio.timeout(GRACE):
                    await self._deliveries.join()
            for task in delivering:
                task.cancel()
            await asyncio.gather(*delivering, return_exceptions=True)
            with suppress(DatabaseError):
                await self._note_again()
                await self._queue.leave(self._held)

    async def accept(self, incoming: IncomingQuestion) -> bool:
        """Write a question down, to be answered after; False where that is done already.

        Raises `DatabaseError`: then nobody will answer it, and the platform must try again.
        """
        taken = await self._queue.take(incoming)
        if taken is None or taken in self._held:
            return False
        try:
            self._enqueue(_Delivery(replace(incoming, key=taken)))
        except asyncio.QueueFull:
            await self._queue.release((taken,))
        return True

    def _enqueue(self, delivery: _Delivery) -> None:
        self._deliveries.put_nowait(delivery)
        self._held.add(delivery.incoming.key)

    async def _deliver(self) -> None:
        while True:
            delivery = await self._deliveries.get()
            try:
                await self._attempt(delivery)
            except DatabaseError as error:
                log.warning("what became of a question is not remembered yet: %s", error)
            finally:
                self._deliveries.task_done()

    async def _attempt(self, delivery: _Delivery) -> None:
        key = delivery.incoming.key
        if delivery.attempts > len(BACKOFF):
            log.error("the question %s is given up: its workers ended too often", key)
            await self._give_up(key)
            return
        try:
            answer = await self._responder.answer(delivery.incoming)
        except QueueFullError:
            await self._give_back(delivery, POLL, counts=False)
            return
        except Exception:
            log.exception("the question %s could not be answered", key)
            if not self._is_last(delivery):
                await self._give_back(delivery, None, counts=True)
                return
            answer = self._responder.sorry()
        if answer is None or await self._post(delivery, answer):
            await self._note(key, lambda: self._queue.mark_done(key))

    async def _post(self, delivery: _Delivery, answer: Answer) -> bool:
        """Post an answer, where it doesn't stand there already; return whether it does now."""
        key, poster = delivery.incoming.key, self._posters[delivery.incoming.platform]
        try:
            posts = await self._queue.begin_post(key)
        except DatabaseError:
            await self._give_back(delivery, None, counts=True)
            raise
        if posts is None:
            log.warning("the question %s is another worker's by now", key)
            self._held.discard(key)
            return False
        try:
            if posts > 1:
                found = await poster.was_posted(delivery.incoming)
                if found:
                    return True
                if found is None or posts > MOST_POSTS:
                    why = "nobody can look" if found is None else "was said as often as it may be"
                    log.error("the answer to %s may not have arrived; %s: given up", key, why)
                    await self._give_up(key)
                    return False
            await poster.post(delivery.incoming, answer)
        except PostError as error:
            await self._not_taken(delivery, error)
            return False
        except Exception:
            log.exception("the answer to %s could not be given", key)
            await self._give_back(delivery, None, counts=True)
            return False
        self._responder.note(answer, delivery.incoming)
        return True

    async def _not_taken(self, delivery: _Delivery, error: PostError) -> None:
        last = error.final or self._is_last(delivery, counts=error.counts)
        log.log(
            logging.ERROR if last else logging.INFO if not error.counts else logging.WARNING,
            "the answer to %s was %snot taken%s: %s",
            delivery.incoming.key,
            "perhaps " if error.doubtful else "",
            ", and is given up" if last else "",
            error,
        )
        unposted = 0 if error.doubtful else 1
        if last:
            await self._give_up(delivery.incoming.key, unposted)
        else:
            await self._give_back(delivery, error.wait, counts=error.counts, unposted=unposted)

    def _is_last(self, delivery: _Delivery, *, counts: bool = True) -> bool:
        return (counts and delivery.attempts >= len(BACKOFF)) or delivery.age > OVERDUE

    async def _give_up(self, key: str, unposted: int = 0) -> None:
        await self._note(key, lambda: self._queue.mark_failed(key, unposted=unposted))

    async def _give_back(
        self, delivery: _Delivery, wait: float | None, *, counts: bool, unposted: int | None = None
    ) -> None:
        """Have it tried again; `unposted` is None before anything was posted."""
        key = delivery.incoming.key
        if self._is_last(delivery, counts=counts):
            await self._give_up(key, unposted or 0)
            return
        seconds = BACKOFF[min(delivery.attempts, len(BACKOFF) - 1)] if wait is None else wait
        if unposted == 0:
            seconds = max(seconds, DOUBT)
        age, attempts, taken_back = delivery.age, delivery.attempts + counts, unposted or 0
        await self._note(
            key,
            lambda: self._queue.postpone(key, seconds, attempts, waited=age, unposted=taken_back),
        )
        asyncio.get_running_loop().call_later(seconds + 0.01, self._wake.set)

    async def _note(self, key: str, note: Callable[[], Awaitable[None]]) -> None:
        """Note what became of a question, now or as soon as it can be."""
        self._unnoted[key] = note
        await note()
        self._noted(key)

    def _noted(self, key: str) -> None:
        self._unnoted.pop(key, None)
        self._held.discard(key)

    async def _note_again(self) -> None:
        for key, note in list(self._unnoted.items()):
            await note()
            self._noted(key)

    async def _look(self) -> None:
        """Keep what is held, and take what is due."""
        kept = time.monotonic()
        pause = 0.0
        while True:
            with suppress(TimeoutError):
                # Not wait_for, which may swallow the cancellation that ends this.
                async with asyncio.timeout(pause):
                    await self._wake.wait()
            self._wake.clear()
            now, pause = time.monotonic(), POLL
            try:
                await self._note_again()
                if now - kept > LEASE / 4:
                    await self._keep()
                    kept = now
                await self._take_due()
            except DatabaseError:  # which has logged it
                pause = POLL_FAILED
            except Exception:
                log.exception("what is due could not be taken")
                pause = POLL_FAILED

    async def _keep(self) -> None:
        """Stay on the list; let go what was written down and nobody here knows of."""
        if self._held:
            await self._queue.keep()
        # The database took longer than one waited for it: twice seen, it isn't just under way.
        unknown = await self._queue.held_keys(tuple(self._posters)) - self._held
        if strays := unknown & self._strays:
            await self._queue.release(strays)
        self._strays = unknown - strays

    async def _take_due(self) -> None:
        room = min(100, LONGEST_QUEUE - self._deliveries.qsize())
        if room < 1:
            return
        for taken in await self._queue.take_due(tuple(self._posters), room):
            if taken.incoming.key not in self._held:
                # Where the queue filled up meanwhile, it is found to be nobody's.
                with suppress(asyncio.QueueFull):
                    self._enqueue(_Delivery(taken.incoming, taken.attempts, taken.waited))
