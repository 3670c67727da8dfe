"""What a connection may hold of the service: on real sockets, to a real uvicorn."""

from __future__ import annotations

import asyncio
import json
import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from bot.web import connections
from bot.web.connections import Connection
from tests.waiting import until

GET = b"GET /%s HTTP/1.1\r\nHost: bot.example\r\n\r\n"
POST = b"POST /echo HTTP/1.1\r\nHost: bot.example\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"
LARGE = 2_000_000


class Server:
    """A uvicorn in a thread, with the connections of the service and an app of the test."""

    def __init__(self) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self.release = threading.Event()
        config = uvicorn.Config(
            self._app,
            interface="asgi3",
            http=Connection,
            ws="none",
            log_config=None,
            lifespan="off",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, args=([self._listener],))
        self._thread.start()

    async def _app(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = b""
        more = True
        while more:
            message = await receive()
            if message["type"] == "http.disconnect":
                return
            body += message["body"]
            more = message["more_body"]
        if scope["path"] == "/held":
            await asyncio.to_thread(self.release.wait, 60)
        if scope["path"] == "/large":
            body = b"x" * LARGE
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": body})

    def connect(self, sent: bytes = b"", *, room: int | None = None) -> socket.socket:
        connection = socket.socket()
        if room:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, room)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", self.port))
        connection.sendall(sent)
        return connection

    def get(self, path: bytes = b"") -> bytes:
        """The first line of what comes to a whole request on a connection of its own."""
        with self.connect(GET % path) as connection:
            return connection.makefile("rb").readline()

    @property
    def open(self) -> int:
        return len(self._server.server_state.connections)

    def stop(self) -> None:
        self.release.set()
        self._server.should_exit = self._server.force_exit = True
        self._thread.join()


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    monkeypatch.setattr(Connection, "held", connections.Held())  # one of each event loop
    server = Server()
    yield server
    server.stop()


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Little time for everything, so that the tests needn't wait."""
    for name in ("HEAD_SECONDS", "BODY_SECONDS", "READ_SECONDS", "IDLE_SECONDS"):
        monkeypatch.setattr(connections, name, 0.2)
    monkeypatch.setattr(connections, "CLOSING_SECONDS", 0.1)
    monkeypatch.setattr(connections, "SWEEP", 0.05)


def refusal(connection: socket.socket) -> tuple[int, str]:
    """The status and the code that a connection ends with."""
    response = b""
    try:
        while part := connection.recv(65_536):
            response += part
    except ConnectionResetError:
        pass
    head, _, body = response.partition(b"\r\n\r\n")
    assert b"connection: close" in head
    return int(head.split()[1]), json.loads(body)["error"]["code"]


TOO_LARGE = {
    "many headers": b"GET / HTTP/1.1\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5_000)),
    "one header": b"GET / HTTP/1.1\r\nX: " + b"y" * 40_000,
    "one name": b"GET / HTTP/1.1\r\n" + b"y" * 40_000,
    "a URL": b"GET /" + b"y" * 40_000,
    "trailers": CHUNKED + b"0\r\n" + b"".join(b"X-%d: y\r\n" % n for n in range(5_000)),
}


@pytest.mark.parametrize("sent", TOO_LARGE.values(), ids=TOO_LARGE)
def test_a_head_that_is_too_large_is_refused_before_its_end(server: Server, sent: bytes) -> None:
    with server.connect(sent) as connection:
        assert refusal(connection) == (431, "headers_too_large")
    assert b" 200 " in server.get()


@pytest.mark.parametrize(
    "start", [b"GET / HTTP/1.1\r\nX: ", CHUNKED + b"1;", CHUNKED + b"0\r\nX: "]
)
def test_what_never_ends_is_cut_off(server: Server, start: bytes) -> None:
    def send_on() -> None:
        for _ in range(1_000):  # what the kernel takes in between is far below this
            connection.sendall(b"y" * 60_000)

    with server.connect(start) as connection, pytest.raises(ConnectionError):
        send_on()


def test_the_headers_of_a_browser_are_taken(server: Server) -> None:
    cookies = b"Cookie: " + b"c" * 16_000 + b"\r\nX: " + b"y" * 8_000
    request = GET.replace(b"\r\n\r\n", b"\r\n" + cookies + b"\r\n\r\n") % b""
    with server.connect() as connection:
        answers = connection.makefile("rb")
        for _ in range(5):  # each request counts for itself
            connection.sendall(request)
            head = [answers.readline() for _ in range(3)]
            assert b" 200 " in head[0]
            while answers.readline() not in (b"0\r\n", b""):
                pass
            answers.readline()


@pytest.mark.usefixtures("hurried")
def test_who_sends_nothing_is_let_go(server: Server) -> None:
    with server.connect() as connection:
        assert connection.recv(100) == b""


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("start", "drop"),
    [(POST + b"X-Slow: ", b"y"), (POST + b"Content-Length: 100000\r\n\r\n", b" "), (b"P", b"O")],
)
def test_a_request_that_drips_in_is_cut_off(server: Server, start: bytes, drop: bytes) -> None:
    with server.connect(start) as connection:
        over = threading.Event()

        def drip() -> None:
            while not over.wait(0.05):
                try:
                    connection.send(drop)
                except OSError:
                    return

        dripping = threading.Thread(target=drip)
        if drop != b"O":
            dripping.start()
        try:
            assert refusal(connection) == (408, "too_slow")
        finally:
            over.set()
            if dripping.is_alive():
                dripping.join()


@pytest.mark.usefixtures("hurried")
def test_who_takes_no_answer_is_let_go(server: Server) -> None:
    with server.connect(GET % b"large" * 20, room=4_096):
        until(lambda: server.open == 1)
        until(lambda: server.open == 0)


@pytest.mark.usefixtures("hurried")
def test_an_answer_may_take_longer_than_a_request(server: Server) -> None:
    with server.connect(GET % b"held") as connection, server.connect() as nothing:
        assert nothing.recv(100) == b""  # by now all others were let go
        server.release.set()
        assert b" 200 " in connection.makefile("rb").readline()


def test_half_open_connections_keep_nobody_out(
    server: Server, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(connections, "MOST", 10)
    with ExitStack() as stack, caplog.at_level(logging.WARNING, "bot.web.connections"):
        asked = stack.enter_context(server.connect(GET % b"held"))
        until(lambda: server.open == 1)
        for number in range(40):
            half = (b"", b"GET / HT", POST + b"Content-Length: 9\r\n\r\n{")[number % 3]
            stack.enter_context(server.connect(half))
            assert b" 200 " in server.get()
        until(lambda: server.open <= 10)
        server.release.set()
        assert b" 200 " in asked.makefile("rb").readline()  # its request was whole
    said = [record.getMessage() for record in caplog.records]
    assert len(said) == 1
    assert said[0].startswith("10 connections are open, the most that may be")
    assert "127.0.0.1" in said[0]


def test_where_all_are_answered_one_more_is_told_so(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "MOST", 3)
    with ExitStack() as stack:
        asked = [stack.enter_context(server.connect(GET % b"held")) for _ in range(3)]
        until(lambda: server.open == 3 and not Connection.held.count)
        with server.connect() as one_more:
            told = one_more.recv(65_536).lower()
            assert told.startswith(b"http/1.1 503 busy\r\n")
            for header in (b"retry-after: 5", b"x-content-type-options: nosniff"):
                assert b"\r\n%b\r\n" % header in told
        server.release.set()
        assert all(b" 200 " in each.makefile("rb").readline() for each in asked)


def test_there_are_fewer_connections_than_descriptors(monkeypatch: pytest.MonkeyPatch) -> None:
    for descriptors, most in ((-1, 1_000), (1_048_576, 1_000), (1_024, 768), (256, 192)):
        monkeypatch.setattr("resource.getrlimit", lambda _, soft=descriptors: (soft, soft))
        assert connections.most() == most


def test_what_is_no_http_is_refused_without_a_line(
    server: Server, caplog: pytest.LogCaptureFixture
) -> None:
    upgrade = b"\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
    with caplog.at_level(logging.INFO):
        with server.connect(b"nonsense\r\n\r\n") as connection:
            assert refusal(connection) == (400, "bad_request")
        with server.connect(GET.replace(b"\r\n\r\n", upgrade) % b"") as connection:
            assert b" 200 " in connection.makefile("rb").readline()
    assert not [each for each in caplog.records if each.levelno >= logging.WARNING]
