"""Be slow: send nothing, drip a head, drip a body, or take no answer, until it is cut off."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from bench.attacks.target import Figure, serving

MOST = 60.0
HEAD = b"POST /api/ask HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
LENGTH = b"Content-Length: 10000\r\n\r\n"
KINDS: dict[str, tuple[bytes, bytes]] = {
    "nothing sent": (b"", b""),
    "a head, a byte a second": (HEAD + b"X-Slow: ", b"a"),
    "a body, a byte a second": (HEAD + LENGTH, b" "),
    "answers not taken": (b"GET /openapi.json HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n" * 400, b""),
}


def attack(checkout: Path) -> Iterator[Figure]:
    """Measure after how many seconds each is cut off."""
    with serving(checkout) as target:
        began = time.monotonic()
        before = target.descriptors
        connections: dict[str, socket.socket] = {}
        for kind, (start, _) in KINDS.items():
            connection = socket.socket()
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.connect(("127.0.0.1", target.port))
            connection.sendall(start)
            connections[kind] = connection
        cut: dict[str, float] = {}
        while len(cut) < len(KINDS) and time.monotonic() - began < MOST:
            time.sleep(1)
            for kind in KINDS.keys() - cut.keys():
                if _is_cut(connections[kind], target.port, KINDS[kind][1]):
                    cut[kind] = time.monotonic() - began
        for kind in connections:
            shown = f"{cut[kind]:.0f} s" if kind in cut else f"over {MOST:.0f} s"
            yield Figure("a slow client", kind, shown)
        yield Figure("a slow client", "descriptors", f"{before} → {target.descriptors}")
        for connection in connections.values():
            connection.close()


def _is_cut(connection: socket.socket, port: int, drip: bytes) -> bool:
    """Send the next byte; whether the service has let go of the connection.

    Of an answer that nobody reads, the kernel may hold the rest for longer.
    """
    if drip:
        with suppress(OSError):
            connection.send(drip)
    ours = connection.getsockname()[1]
    for line in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        ports = tuple(int(fields[each].rpartition(":")[2], 16) for each in (1, 2))
        if ports == (port, ours):
            return fields[9] == "0"  # its inode: it has no descriptor any more
    return True
