"""What is acknowledged at once is answered here, after; what fails is tried again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from types import TracebackType

from bot.answering.model import Answer
from bot.batching import QueueFullError
from bot.channels.heartbeats import LEASE
from bot.channels.incoming import Asked
from bot.channels.question_queue import Inbox
from bot.channels.replies import Replies, ReplyError
from bot.channels.responder import SORRY, Clerk
from bot.database.engine import DatabaseError

__all__ = ["Desk"]

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Questions under way; more wait, for most of that time is spent waiting for the platform."""
LONGEST_QUEUE = 1_000
"""Questions that wait in memory; more wait in the database."""
BACKOFF = (1.0, 5.0, 30.0, 120.0)
"""Seconds before each further attempt; after the last one a question is given up."""
DOUBT = 5.0
"""Seconds at least before it is looked whether an answer was said after all: it may be late."""
MOST_POSTS = 2
"""How often an answer may be said at most, where it isn't known whether it was taken."""
OVERDUE = 30 * 60.0
"""Seconds after which nobody waits for an answer any more."""
POLL = 2.0
"""Seconds between two looks at what is due."""
POLL_FAILED = 15.0
GRACE = 20.0
"""Seconds that the questions under way get at shutdown, more than a platform takes for an answer;
the others wait in the database."""


@dataclass(frozen=True, slots=True)
class _Task:
    asked: Asked
    attempts: int = 0
    waited: float = 0.0
    since: float = field(default_factory=time.monotonic)

    @property
    def age(self) -> float:
        """Seconds for which it is being tried."""
        return self.waited + time.monotonic() - self.since


class Desk:
    """Answers what it accepted, once, as long as any worker is there to do so."""

    def __init__(self, clerk: Clerk, inbox: Inbox, replies: Mapping[str, Replies]) -> None:
        """Answer with `clerk`, through the replies of each platform."""
        self._clerk = clerk
        self._inbox = inbox
        self._replies = replies
        self._queue: asyncio.Queue[_Task] = asyncio.Queue(LONGEST_QUEUE)
        self._held: set[str] = set()
        # What is not noted yet: it is noted as soon as the database takes it.
        self._unnoted: dict[str, Callable[[], Awaitable[None]]] = {}
        self._strays: set[str] = set()
        self._looking: asyncio.Task[None] | None = None
        self._workers: list[asyncio.Task[None]] = []
        self._wake = asyncio.Event()

    async def __aenter__(self) -> Desk:
        """Begin, with what was left from before."""
        self._looking = asyncio.create_task(self._look())
        self._workers = [asyncio.create_task(self._work()) for _ in range(AT_ONCE)]
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Take nothing new, answer what is under way, and leave the rest to others."""
        if self._looking:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)
        while not self._queue.empty():
            self._queue.get_nowait()
            self._queue.task_done()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._queue.join(), GRACE)
        for worker in self._workers:
            worker.cancel()
        await asyncio.gather(*self._workers, return_exceptions=True)
        with contextlib.suppress(DatabaseError):
            await self._note_again()
            await self._inbox.leave(self._held)

    async def accept(self, asked: Asked) -> bool:
        """Write a question down, to be answered after; False where that is done already.

        Raises `DatabaseError`: then nobody will answer it, and the platform must try again.
        """
        taken = await self._inbox.take(asked)
        if taken is None or taken in self._held:
            return False
        try:
            self._enqueue(_Task(replace(asked, key=taken)))
        except asyncio.QueueFull:
            await self._inbox.release((taken,))
        return True

    def _enqueue(self, task: _Task) -> None:
        self._queue.put_nowait(task)
        self._held.add(task.asked.key)

    async def _work(self) -> None:
        while True:
            task = await self._queue.get()
            try:
                await self._attend(task)
            except DatabaseError as error:
                log.warning("what became of a question is not remembered yet: %s", error)
            finally:
                self._queue.task_done()

    async def _attend(self, task: _Task) -> None:
        name = task.asked.key
        if task.attempts > len(BACKOFF):
            log.error("the question %s is given up: its workers ended too often", name)
            await self._give_up(name)
            return
        try:
            answer = await self._clerk.answer(task.asked)
        except QueueFullError:
            await self._give_back(task, POLL, counts=False)
            return
        except Exception:
            log.exception("the question %s could not be answered", name)
            if not self._is_last(task):
                await self._give_back(task, None, counts=True)
                return
            answer = Answer.saying(SORRY)
        if answer is None or await self._say(task, answer):
            await self._note(name, lambda: self._inbox.done(name))

    async def _say(self, task: _Task, answer: Answer) -> bool:
        """Say an answer, where it doesn't stand there already; return whether it does now."""
        name, replies = task.asked.key, self._replies[task.asked.platform]
        try:
            posts = await self._inbox.begin(name)
        except DatabaseError:
            await self._give_back(task, None, counts=True)
            raise
        if posts is None:
            log.warning("the question %s is another worker's by now", name)
            self._held.discard(name)
            return False
        try:
            if posts > 1:
                found = await replies.was_said(task.asked)
                if found:
                    return True
                if found is None or posts > MOST_POSTS:
                    why = "nobody can look" if found is None else "was said as often as it may be"
                    log.error("the answer to %s may not have arrived; %s: given up", name, why)
                    await self._give_up(name)
                    return False
            await replies.reply(task.asked, answer)
        except ReplyError as error:
            await self._not_taken(task, error)
            return False
        except Exception:
            log.exception("the answer to %s could not be given", name)
            await self._give_back(task, None, counts=True)
            return False
        self._clerk.note(answer)
        return True

    async def _not_taken(self, task: _Task, error: ReplyError) -> None:
        last = error.final or self._is_last(task, counts=error.counts)
        log.log(
            logging.ERROR if last else logging.INFO if not error.counts else logging.WARNING,
            "the answer to %s was %snot taken%s: %s",
            task.asked.key,
            "perhaps " if error.doubtful else "",
            ", and is given up" if last else "",
            error,
        )
        unsaid = 0 if error.doubtful else 1
        if last:
            await self._give_up(task.asked.key, unsaid)
        else:
            await self._give_back(task, error.wait, counts=error.counts, unsaid=unsaid)

    def _is_last(self, task: _Task, *, counts: bool = True) -> bool:
        return (counts and task.attempts >= len(BACKOFF)) or task.age > OVERDUE

    async def _give_up(self, name: str, unsaid: int = 0) -> None:
        await self._note(name, lambda: self._inbox.failed(name, unsaid=unsaid))

    async def _give_back(
        self, task: _Task, wait: float | None, *, counts: bool, unsaid: int | None = None
    ) -> None:
        """Have it tried again; `unsaid` is None before anything was said."""
        name = task.asked.key
        if self._is_last(task, counts=counts):
            await self._give_up(name, unsaid or 0)
            return
        seconds = BACKOFF[min(task.attempts, len(BACKOFF) - 1)] if wait is None else wait
        if unsaid == 0:
            seconds = max(seconds, DOUBT)
        age, attempts = task.age, task.attempts + counts
        await self._note(
            name,
            lambda: self._inbox.later(name, seconds, attempts, waited=age, unsaid=unsaid or 0),
        )
        asyncio.get_running_loop().call_later(seconds + 0.01, self._wake.set)

    async def _note(self, name: str, note: Callable[[], Awaitable[None]]) -> None:
        """Note what became of a question, now or as soon as it can be."""
        self._unnoted[name] = note
        await note()
        self._noted(name)

    def _noted(self, name: str) -> None:
        self._unnoted.pop(name, None)
        self._held.discard(name)

    async def _note_again(self) -> None:
        for name, note in list(self._unnoted.items()):
            await note()
            self._noted(name)

    async def _look(self) -> None:
        """Keep what is held, and take what is due."""
        kept = time.monotonic()
        pause = 0.0
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)
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
            await self._inbox.keep()
        # The database took longer than one waited for it: twice seen, it isn't just under way.
        unknown = await self._inbox.mine(tuple(self._replies)) - self._held
        if strays := unknown & self._strays:
            await self._inbox.release(strays)
        self._strays = unknown - strays

    async def _take_due(self) -> None:
        room = min(100, LONGEST_QUEUE - self._queue.qsize())
        if room < 1:
            return
        for taken in await self._inbox.take_due(tuple(self._replies), room):
            if taken.asked.key not in self._held:
                # Where the queue filled up meanwhile, it is found to be nobody's.
                with contextlib.suppress(asyncio.QueueFull):
                    self._enqueue(_Task(taken.asked, taken.attempts, taken.waited))
