"""Questions that arrive together are answered together, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import Context, copy_context
from dataclasses import dataclass
from typing import Generic, TypeVar

__all__ = ["Batcher", "QueueFullError"]

In = TypeVar("In")
Out = TypeVar("Out")


ORDINARY = 400
"""Size up to which an item is done in its turn."""
ROOM = 6_400
"""Size of what is done together: 16 ordinary items, or three of the largest."""
LONGEST_WAIT = 10.0
"""Seconds that an item waits for its turn: whoever asked has given up by then."""


class QueueFullError(Exception):
    """More is waiting than can be answered in good time; this wasn't."""


@dataclass(frozen=True, slots=True, eq=False)
class _Waiting(Generic[In, Out]):
    """An item in the queue, and who waits for its result, until the timer ends that."""

    item: In
    size: int
    future: asyncio.Future[Out]
    timer: asyncio.TimerHandle
    context: Context


class Batcher(Generic[In, Out]):
    """Hands what is waiting to one worker thread, together.

    There is no window to wait for: an idle worker takes a lone item at once, and what arrives
    while it works is the next batch. One thread, because the model uses the cores by itself. What
    is done together is done in the context of the first of it.
    """

    def __init__(
        self,
        work: Callable[[Sequence[In]], Sequence[Out]],
        *,
        largest: int = 16,
        longest_queue: int = 512,
        longest_wait: float = LONGEST_WAIT,
        size: Callable[[In], int] = lambda _: 0,
    ) -> None:
        """Do `work` (as many results as items, in order) on at most `largest` items at a time.

        An item that the worker hasn't begun with after `longest_wait` seconds is given up. By its
        `size`, what is ordinary goes before what is large, of which only a few are done together.
        """
        self._work = work
        self._largest = largest
        self._longest_queue = longest_queue
        self._longest_wait = longest_wait
        self._size = size
        self._waiting: list[_Waiting[In, Out]] = []
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")
        self._draining: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> int:
        """How much waits for its turn."""
        return len(self._waiting)

    async def submit(self, item: In) -> Out:
        """Return the result for `item`, or raise what the work raised for it.

        Raises `QueueFullError` at once where too much is waiting, and for what has waited too long.
        Who stops waiting (cancels this) takes the item out of the queue.
        """
        if len(self._waiting) >= self._longest_queue:
            raise QueueFullError(f"{len(self._waiting)} questions are waiting")
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Out] = loop.create_future()
        timer = loop.call_later(self._longest_wait, self._give_up, future)
        waiting = _Waiting(item, self._size(item), future, timer, copy_context())
        self._waiting.append(waiting)
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        try:
            return await future
        finally:
            timer.cancel()
            # At once, so that what nobody waits for fills no queue either.
            if waiting in self._waiting:
                self._waiting.remove(waiting)

    def _give_up(self, future: asyncio.Future[Out]) -> None:
        if not future.done():
            future.set_exception(QueueFullError(f"not begun in {self._longest_wait:g} seconds"))

    async def close(self) -> None:
        """Finish what is waiting, then end the worker thread."""
        if self._draining is not None:
            await self._draining
        self._worker.shutdown()

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch = self._next()
            for each in batch:
                self._waiting.remove(each)
                each.timer.cancel()
            # Whoever waited too long, or hung up, costs nothing more.
            batch = [each for each in batch if not each.future.done()]
            if not batch:
                continue
            results = await loop.run_in_executor(
                self._worker, batch[0].context.run, self._results, [each.item for each in batch]
            )
            for each, result in zip(batch, results, strict=True):
                if each.future.done():
                    continue
                if isinstance(result, _Failed):
                    each.future.set_exception(result.error)
                else:
                    each.future.set_result(result)

    def _next(self) -> list[_Waiting[In, Out]]:
        """What is done next: as it came, but what is large after all that isn't."""
        room = ROOM
        batch: list[_Waiting[In, Out]] = []
        for each in sorted(self._waiting, key=lambda each: each.size > ORDINARY):
            room -= each.size
            if len(batch) == self._largest or (batch and room < 0):
                break
            batch.append(each)
        return batch

    def _results(self, items: list[In]) -> list[Out | _Failed]:
        """Return a result for every item; one that fails doesn't take the others with it."""
        try:
            results: list[Out | _Failed] = list(self._work(items))
            if len(results) != len(items):
                raise ValueError(f"{len(results)} results for {len(items)} items")
            return results
        except Exception as error:
            if len(items) == 1:
                return [_Failed(error)]
            return [result for item in items for result in self._results([item])]


class _Failed:
    """What was raised in place of a result."""

    def __init__(self, error: Exception) -> None:
        self.error = error
