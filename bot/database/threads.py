"""Threads for work that may hang: a process that ends doesn't wait for them.

Those of `concurrent.futures` are joined when the interpreter ends, however long they hang.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue
from typing import Any, TypeVar

__all__ = ["Threads"]

T = TypeVar("T")

Job = tuple[Future[Any], Callable[..., Any], tuple[Any, ...]]


class Threads:
    """Some daemon threads that do what is submitted, in its order; started when first used."""

    def __init__(self, count: int, name: str) -> None:
        self._count = count
        self._name = name
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._open: set[Future[Any]] = set()
        self._threads: list[threading.Thread] = []
        self._lock = threading.Lock()
        self._closed = False

    def submit(self, work: Callable[..., T], *arguments: Any) -> Future[T]:  # noqa: ANN401
        """Do `work` as soon as a thread is free. Raises RuntimeError once this is closed."""
        future: Future[T] = Future()
        with self._lock:
            if self._closed:
                raise RuntimeError(f"the {self._name} threads are closed")
            self._open.add(future)
            if len(self._threads) < self._count:
                name = f"{self._name}_{len(self._threads)}"
                self._threads.append(threading.Thread(target=self._run, name=name, daemon=True))
                self._threads[-1].start()
        future.add_done_callback(self._open.discard)
        self._jobs.put((future, work, arguments))
        return future

    def close(self, seconds: float) -> int:
        """Finish what waits, but give up after some seconds.

        Returns how much was given up. A thread that hangs is left to itself.
        """
        with self._lock:
            self._closed = True
            left = set(self._open)
        deadline = time.monotonic() + seconds
        left = wait(left, seconds).not_done
        for each in left:
            each.cancel()
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads if not left else ():
            thread.join(max(0.0, deadline - time.monotonic()))
        return len(left)

    def _run(self) -> None:
        while job := self._jobs.get():
            future, work, arguments = job
            if not future.set_running_or_notify_cancel():
                continue
            try:
                future.set_result(work(*arguments))
            except BaseException as error:
                future.set_exception(error)
