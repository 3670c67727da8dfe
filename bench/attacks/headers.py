"""Send 100 MB of headers: many small ones, and one without end.

Sent until the service refuses or has it all; meanwhile /healthz is asked again and again, and the
memory looked at.
"""

from __future__ import annotations

import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.attacks.target import Figure, Target, serving

SIZE = 100_000_000
MOST = 60.0
"""Seconds after which a kind of headers is given up."""


def attack(checkout: Path) -> Iterator[Figure]:
    """Measure memory, and how late a health check is answered meanwhile."""
    kinds: dict[str, Callable[[int], bytes]] = {
        "many headers": lambda number: b"".join(
            b"X-%d-%d: %s\r\n" % (number, each, b"a" * 100) for each in range(500)
        ),
        "one header": lambda number: (b"" if number else b"X-Endless: ") + b"a" * 60_000,
    }
    for kind, part in kinds.items():
        with serving(checkout) as target:
            before = target.memory
            with Watch(target) as watch:
                sent = _send(target.port, part)
            name = f"100 MB of headers: {kind}"
            yield Figure(name, "taken, MB", f"{sent / 1e6:.1f}")
            yield Figure(name, "memory, MB", f"{before:.0f} → {watch.memory:.0f}")
            yield Figure(name, "slowest /healthz", f"{1000 * watch.slowest:.0f} ms")


def _send(port: int, part: Callable[[int], bytes]) -> int:
    """Send headers until there are enough of them or the service has enough; return how many."""
    sent = number = 0
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=MOST) as connection:
        try:
            connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            while sent < SIZE and time.monotonic() - began < MOST:
                piece = part(number)
                connection.sendall(piece)
                sent += len(piece)
                number += 1
        except OSError:
            pass  # refused
    return sent


class Watch:
    """Asks /healthz meanwhile, and keeps the worst of what it saw."""

    def __init__(self, target: Target) -> None:
        self._target = target
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)
        self.memory = target.memory
        self.slowest = 0.0

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()
        self.memory = max(self.memory, self._target.memory)

    def _run(self) -> None:
        while not self._over.wait(0.02):
            began = time.perf_counter()
            connection = http.client.HTTPConnection("127.0.0.1", self._target.port, timeout=MOST)
            try:
                connection.request("GET", "/healthz")
                connection.getresponse().read()
            except OSError:
                pass
            finally:
                connection.close()
            self.slowest = max(self.slowest, time.perf_counter() - began)
            self.memory = max(self.memory, self._target.memory)
