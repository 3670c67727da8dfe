"""What is acknowledged at once is answered here, after; what fails is tried again."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol

from bot.answer import Answer
from bot.batching import QueueFullError
from bot.channels.asked import Asked
from bot.channels.clerk import SORRY, Clerk, said
from bot.channels.inbox import LEASE, Inbox
from bot.database import DatabaseError

__all__ = ["Desk", "Replies", "ReplyError"]

log = logging.getLogger(__name__)

AT_ONCE = 32
"""Questions under way; more wait, for most of that time is spent waiting for the platform."""
LONGEST_QUEUE = 1_000
"""Questions that wait in memory; more wait in the database."""
BACKOFF = (1.0, 5.0, 30.0, 120.0)
"""Seconds before each further attempt; after the last one a question is given up."""
OVERDUE = 30 * 60.0
"""Seconds after which nobody waits for an answer any more."""
POLL = 2.0
"""Seconds between two looks at what is due."""
POLL_FAILED = 15.0
GRACE = 10.0
"""Seconds that the questions under way get at shutdown; the others wait in the database."""


class ReplyError(Exception):
    """A platform didn't take an answer."""

    def __init__(self, message: str, *, wait: float | None = None, counts: bool = True) -> None:
        """Say what happened, in how many seconds to try again, and whether it is an attempt."""
        super().__init__(message)
        self.wait = wait
        self.counts = counts


class Replies(Protocol):
    """A platform's way to say an answer where it was asked."""

    async def reply(self, asked: Asked, answer: Answer) -> None:
        """Say it. Raises `ReplyError`."""


@dataclass(frozen=True, slots=True)
class _Task:
    asked: Asked
    attempts: int
    received: float


class Desk:
    """Answers what it accepted, once, as long as any worker is there to do so."""

    def __init__(self, clerk: Clerk, inbox: Inbox, replies: Mapping[str, Replies]) -> None:
        """Answer with `clerk`, through the replies of each platform."""
        self._clerk = clerk
        self._inbox = inbox
        self._replies = replies
        self._queue: asyncio.Queue[_Task] = asyncio.Queue(LONGEST_QUEUE)
        self._held: set[str] = set()
        self._said: set[str] = set()  # answered, and not yet noted as such
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
        """Answer what is under way; give back what isn't answered in time."""
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._queue.join(), GRACE)
        tasks = [task for task in (self._looking, *self._workers) if task]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        if left := self._held - self._said:
            with contextlib.suppress(DatabaseError):
                await self._inbox.release(left)

    async def accept(self, asked: Asked) -> bool:
        """Write a question down, to be answered after; False where that is done already.

        Raises `DatabaseError`: then nobody will answer it, and the platform must try again.
        """
        taken = await self._inbox.take(asked)
        if taken is None or taken in self._held:
            return False
        task = _Task(replace(asked, key=taken), 0, time.time())
        try:
            self._enqueue(task)
        except asyncio.QueueFull:
            await self._inbox.later(taken, 0.0, 0)
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
                # Its lease ends by itself, and then it is taken again.
                log.warning("what became of a question is not remembered: %s", error)
            finally:
                self._queue.task_done()

    async def _attend(self, task: _Task) -> None:
        name = task.asked.key
        replies = self._replies[task.asked.platform]
        if task.attempts > len(BACKOFF):
            log.error("the question %s is given up: its workers ended too often", name)
            await self._give_back(task, None, counts=True)
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
            answer = said(SORRY)
        try:
            if answer is not None:
                await replies.reply(task.asked, answer)
        except ReplyError as error:
            last = self._is_last(task, counts=error.counts)
            log.log(
                logging.ERROR if last else logging.INFO if not error.counts else logging.WARNING,
                "the answer to %s was not taken%s: %s",
                name,
                ", and is given up" if last else "",
                error,
            )
            await self._give_back(task, error.wait, counts=error.counts)
            return
        except Exception:
            log.exception("the answer to %s could not be given", name)
            await self._give_back(task, None, counts=True)
            return
        self._said.add(name)
        if answer is not None:
            self._clerk.note(answer)
        await self._inbox.done(name)
        self._said.discard(name)
        self._held.discard(name)

    def _is_last(self, task: _Task, *, counts: bool = True) -> bool:
        tried = counts and task.attempts >= len(BACKOFF)
        return tried or time.time() - task.received > OVERDUE

    async def _give_back(self, task: _Task, wait: float | None, *, counts: bool) -> None:
        name = task.asked.key
        self._held.discard(name)
        if self._is_last(task, counts=counts):
            await self._inbox.failed(name)
            return
        seconds = BACKOFF[min(task.attempts, len(BACKOFF) - 1)] if wait is None else wait
        await self._inbox.later(name, seconds, task.attempts + counts)
        asyncio.get_running_loop().call_later(seconds + 0.01, self._wake.set)

    async def _look(self) -> None:
        """Keep what is held, and take what is due."""
        renewed = time.monotonic()
        pause = 0.0
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), pause)
            self._wake.clear()
            now, pause = time.monotonic(), POLL
            try:
                for name in list(self._said):
                    await self._inbox.done(name)
                    self._said.discard(name)
                    self._held.discard(name)
                if self._held and now - renewed > LEASE / 3:
                    await self._inbox.renew(tuple(self._held))
                    renewed = now
                await self._take_due()
            except DatabaseError:  # which has logged it
                pause = POLL_FAILED
            except Exception:
                log.exception("what is due could not be taken")
                pause = POLL_FAILED

    async def _take_due(self) -> None:
        room = min(100, LONGEST_QUEUE - self._queue.qsize())
        if room < 1:
            return
        for asked, attempts, received in await self._inbox.take_due(tuple(self._replies), room):
            if asked.key not in self._held:
                # Where the queue filled up meanwhile, it is taken again once its lease has ended.
                with contextlib.suppress(asyncio.QueueFull):
                    self._enqueue(_Task(asked, attempts, received))
