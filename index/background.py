"""What is made in a thread of its own, while whoever will need it does something else."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

__all__ = ["in_background"]

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
