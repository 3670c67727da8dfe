"""Questions that arrive together are answered together, off the event loop."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Generic, TypeVar

__all__ = ["Batcher", "QueueFullError"]

In = TypeVar("In")
Out = TypeVar("Out")


class QueueFullError(Exception):
    """More is waiting than can be answered in good time; nothing was queued."""


class Batcher(Generic[In, Out]):
    """Hands what is waiting to one worker thread, together.

    There is no window to wait for: an idle worker takes a lone item at once, and what arrives
    while it works is the next batch. One thread, because the model uses the cores by itself.
    """

    def __init__(
        self,
        work: Callable[[Sequence[In]], Sequence[Out]],
        *,
        largest: int = 16,
        longest_queue: int = 512,
    ) -> None:
        """Do `work` (as many results as items, in order) on at most `largest` items at a time."""
        self._work = work
        self._largest = largest
        self._longest_queue = longest_queue
        self._waiting: deque[tuple[In, asyncio.Future[Out]]] = deque()
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="answers")
        self._draining: asyncio.Task[None] | None = None

    async def submit(self, item: In) -> Out:
        """Return the result for `item`, or raise what the work raised for it.

        Raises `QueueFullError` at once where too much is waiting.
        """
        if len(self._waiting) >= self._longest_queue:
            raise QueueFullError(f"{len(self._waiting)} questions are waiting")
        future: asyncio.Future[Out] = asyncio.get_running_loop().create_future()
        self._waiting.append((item, future))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        return await future

    async def close(self) -> None:
        """Finish what is waiting, then end the worker thread."""
        if self._draining is not None:
            await self._draining
        self._worker.shutdown()

    async def _drain(self) -> None:
        loop = asyncio.get_running_loop()
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), self._largest))]
            # Whoever stopped waiting (a closed connection) costs nothing more.
            batch = [(item, future) for item, future in batch if not future.done()]
            if not batch:
                continue
            results = await loop.run_in_executor(
                self._worker, self._results, [item for item, _ in batch]
            )
            for (_, future), result in zip(batch, results, strict=True):
                if future.done():
                    continue
                if isinstance(result, _Failed):
                    future.set_exception(result.error)
                else:
                    future.set_result(result)

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
