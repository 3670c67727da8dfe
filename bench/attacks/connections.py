"""Hold connections open half-way, more than the service has descriptors.

The service runs with 1,024 descriptors. 1,300 connections for each worker send a part of a
request and then nothing; meanwhile /healthz is asked, from connections of its own.
"""

from __future__ import annotations

import http.client
import resource
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from bench.attacks.target import Figure, Target, serving

HALF_OPEN = 1_300
DESCRIPTORS = 1_024
ASKED = 20
PATIENCE = 3.0
HALF = b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n"


def attack(checkout: Path) -> Iterator[Figure]:
    """Measure how often a health check is answered, and how late."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for workers in ("1", "2"):
        # The service inherits it; this process opens more.
        resource.setrlimit(resource.RLIMIT_NOFILE, (DESCRIPTORS, hard))
        with serving(checkout, {"CAREERBOT_WORKERS": workers}) as target:
            resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 8 * HALF_OPEN), hard))
            yield from _half_open(target, workers)


def _half_open(target: Target, workers: str) -> Iterator[Figure]:
    count = HALF_OPEN * int(workers)
    name = f"{count} half-open connections, {DESCRIPTORS} descriptors, workers: {workers}"
    with ExitStack() as stack:
        for number in range(count):
            connection = stack.enter_context(socket.socket())
            connection.settimeout(PATIENCE)
            try:
                connection.connect(("127.0.0.1", target.port))
                connection.sendall(HALF + (b"\r\n{" if number % 2 else b""))
            except OSError:
                continue
        taken = [seconds for _ in range(ASKED) if (seconds := _health(target.port)) is not None]
        yield Figure(name, f"/healthz answered, of {ASKED}", str(len(taken)))
        slowest = f"{1000 * max(taken):.0f} ms" if taken else f"over {PATIENCE:.0f} s"
        yield Figure(name, "the slowest", slowest)
        yield Figure(name, "lines in the log", str(target.log.count("\n")))


def _health(port: int) -> float | None:
    began = time.perf_counter()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/healthz")
        answered = connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()
    return time.perf_counter() - began if answered else None
