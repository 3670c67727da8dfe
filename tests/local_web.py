"""A web server on this machine, whose pages a test makes."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

__all__ = ["Answer", "Web", "answer", "moved", "serving"]

Answer = Callable[[BaseHTTPRequestHandler], None]


class Web:
    """A server on this machine, and what it was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.posted: list[tuple[dict[str, str], bytes]] = []
        web = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                web.asked.append(self.path)
                web.pages.get(self.path, answer(b"", status=404))(self)

            def do_POST(self) -> None:
                length = int(self.headers["Content-Length"])
                web.posted.append((dict(self.headers), self.rfile.read(length)))
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.at = f"http://127.0.0.1:{self.server.server_port}"


def answer(data: bytes | str, kind: str = "text/html", status: int = 200, **more: str) -> Answer:
    body = data.encode() if isinstance(data, str) else data

    def send(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        headers = {"Content-Type": kind, "Content-Length": str(len(body))}
        for name, value in {**headers, **more}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def moved(to: str) -> Answer:
    return answer("", status=302, Location=to)


@contextmanager
def serving() -> Iterator[Web]:
    """Have a server answer meanwhile."""
    made = Web()
    thread = threading.Thread(target=made.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield made
    finally:
        made.server.shutdown()
        made.server.server_close()
        thread.join()
