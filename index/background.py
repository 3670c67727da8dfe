"""What is made in threads of its own, while whoever will need it does something else."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["in_background", "side_by_side"]

T = TypeVar("T")


def in_background(make: Callable[[], T]) -> Future[T]:
    """Call a function in a thread that ends with it; the future has its value, or its error.

    Worth it for what releases the interpreter's lock, as libraries do that read large files. The
    thread is waited for at exit: a library that is torn down while it loads ends the process
    badly. `make` may hold nothing that will hold the future, which would then keep it alive.
    """
    executor = ThreadPoolExecutor(1)
    future = executor.submit(make)
    executor.shutdown(wait=False)
    return future


def side_by_side(calls: Iterable[Callable[[], T]], threads: int) -> Iterator[T]:
    """Yield what functions return, in their order; so many threads call them, and no further ahead.

    The first error ends it: what was not begun by then isn't.
    """
    executor = ThreadPoolExecutor(threads)
    waiting: deque[Future[T]] = deque()
    try:
        for call in calls:
            waiting.append(executor.submit(call))
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        executor.shutdown(cancel_futures=True)
