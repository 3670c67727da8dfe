"""A value that a thread makes, while whoever will need it does something else."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Generic, TypeVar

__all__ = ["Later"]

T = TypeVar("T")


class Later(Generic[T]):
    """What a function returns, called in a thread of its own at once.

    Worth it for what releases the interpreter's lock, as libraries do that read large files.
    """

    def __init__(self, make: Callable[[], T]) -> None:
        self._make: Callable[[], T] | None = make
        self._made: list[T] = []
        self._error: Exception | None = None
        # Waited for at exit: a library that is torn down while it loads ends the process badly.
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def get(self) -> T:
        """Return the value, or raise what was raised in its place; waits for either."""
        if not self._made:
            self._thread.join()
            if self._error is not None:
                raise self._error
        return self._made[0]

    def _run(self) -> None:
        try:
            assert self._make is not None
            self._made.append(self._make())
        except Exception as error:
            # Its frames hold this object: kept with them, neither would go before the next search
            # for garbage.
            self._error = error.with_traceback(None)
        finally:
            self._make = None
