"""Waiting for what another thread, process or page is about to do."""

from __future__ import annotations

import time
from collections.abc import Callable

__all__ = ["until"]

PATIENCE = 60
"""Seconds that anything may take on a busy machine."""


def until(true: Callable[[], bool]) -> None:
    """Ask again and again until it is true; fails after a minute.

    In a page: `page.evaluate` as what is asked. Playwright's `wait_for_function` is evaluated
    in the page itself when it isn't true at once, which a content security policy refuses.
    """
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, f"not so within {PATIENCE} s"
        time.sleep(0.05)
