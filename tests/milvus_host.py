"""A Milvus server in a network of its own, which it listens on all of, and a way into it.

`python milvus_host.py FD DATA`, in a network namespace, starts the server and hands on to it what
comes to the listening socket FD, which stays in the namespace that it was opened in. Lines of
standard input command it: `start`, `kill`; each is answered by a line.
"""

from __future__ import annotations

import asyncio
import fcntl
import logging
import os
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PORT = 19530
LONGEST = 180
"""Seconds that it may take to start on a busy machine; a quarter of a minute is usual."""
SET = ("--extra-config", "common.session.ttl=10")
"""A server that was killed is waited for so many seconds by the one in its place."""


class MilvusHost:
    """The server as the tests see it."""

    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self._process = process
        self.port = port

    def address(self, name: str) -> str:
        """Return the address of an index."""
        return f"milvus://127.0.0.1:{self.port}/{name}"

    def start(self) -> None:
        """Start the server anew; it takes a while until it answers."""
        self._command("start")

    def kill(self) -> None:
        """End the server at once, as a power cut does."""
        self._command("kill")

    def wait(self) -> None:
        """Wait until it answers."""
        from pymilvus import MilvusClient
        from pymilvus.exceptions import MilvusException

        logging.getLogger("pymilvus").setLevel(logging.CRITICAL)
        until = time.monotonic() + LONGEST
        while True:
            try:
                MilvusClient(f"http://127.0.0.1:{self.port}", timeout=5).list_collections()
                return
            except MilvusException:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    def _command(self, word: str) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()
        assert self._process.stdout.readline() == f"{word}\n"


@contextmanager
def milvus_host(data: Path) -> Iterator[MilvusHost]:
    """Run a server with a folder of its own; it is reached on the loopback address alone."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        own_network = ["unshare", "--net"] if os.getuid() == 0 else ["unshare", "-r", "--net"]
        process = subprocess.Popen(
            [*own_network, sys.executable, __file__, str(listener.fileno()), str(data)],
            pass_fds=[listener.fileno()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        with process:
            host = MilvusHost(process, listener.getsockname()[1])
            host.start()
            yield host
            host.kill()
            assert process.stdin is not None
            process.stdin.close()


async def _serve(listener: socket.socket, data: Path) -> None:
    def start() -> subprocess.Popen[bytes]:
        data.mkdir(exist_ok=True)
        server = data / "bin" / "milvus"
        command = [str(Path(sys.executable).with_name("milvus-server")), "--data", str(data), *SET]
        environment = dict(os.environ)
        if server.exists():
            # The wheel's own command would take another port, while that of the server that was
            # killed is still said to be in use.
            command = [str(server), "run", "standalone"]
            environment |= {
                "DEPLOY_MODE": "STANDALONE",
                "MILVUS_RUN_DIR": str(data / "run"),
                "LD_LIBRARY_PATH": str(server.parent),
            }
        with (data.parent / "milvus.log").open("ab") as log:
            return subprocess.Popen(
                command,
                cwd=data,  # where it looks for its settings
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    relay = await asyncio.start_server(_relay, sock=listener)
    server: subprocess.Popen[bytes] | None = None
    while line := await asyncio.to_thread(sys.stdin.readline):
        if server is not None:
            os.killpg(server.pid, signal.SIGKILL)
            server.wait()
            server = None
        if line == "start\n":
            server = start()
        print(line, end="", flush=True)
    if server is not None:
        os.killpg(server.pid, signal.SIGKILL)
    relay.close()
    sys.stdout.flush()
    os._exit(0)  # whatever is still handed on


async def _relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    try:
        there, back = await asyncio.open_connection("127.0.0.1", PORT)
    except OSError:
        writer.close()
        return
    await asyncio.gather(_copy(reader, back), _copy(there, writer))


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(1 << 16):
            writer.write(data)
            await writer.drain()
    writer.close()


def _loopback_up() -> None:
    """A new network has its loopback interface down."""
    up, set_flags = 0x1, 0x8914
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        fcntl.ioctl(any_socket, set_flags, struct.pack("16sH14x", b"lo", up))


if __name__ == "__main__":
    _loopback_up()
    asyncio.run(_serve(socket.socket(fileno=int(sys.argv[1])), Path(sys.argv[2])))
