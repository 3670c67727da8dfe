"""`careerbot serve`: the HTTP API, until stopped."""

from __future__ import annotations

import faulthandler
import http.client
import multiprocessing
import os
import signal
import socket
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing import resource_tracker

import uvicorn
from fastapi import FastAPI
from uvicorn.supervisors import Multiprocess

from bot.api import create_app
from bot.logs import log_config
from bot.open_index import open_answerer
from bot.render.progress import notice
from bot.settings import PREFIX, Settings
from bot.web.connections import Connection
from corpus.errors import CareerbotError
from index.errors import IndexMissingError

__all__ = ["serve", "worker"]

GRACE = 15
"""Seconds that requests under way are given at shutdown: a question's turn comes within ten."""


class AddressError(CareerbotError):
    """An address that can't be listened on."""


def serve(settings: Settings, *, browse: bool = False) -> int:
    """Listen and answer until interrupted; prints the URL when the service answers.

    With `browse` the chat is opened in the person's browser then.
    """
    signal.signal(signal.SIGTERM, _stop)
    if settings.metrics and settings.workers > 1:
        with tempfile.TemporaryDirectory(prefix="careerbot-metrics-") as folder:
            # Where the workers count together; the library reads it when it is imported.
            os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", folder)
            return _served(settings, browse=browse)
    return _served(settings, browse=browse)


def _served(settings: Settings, *, browse: bool) -> int:
    listener = _listen(settings.host, settings.port)
    app = create_app(
        settings, notice
    )  # also where the workers make their own: a bad setting ends here
    # A file too large to be read into memory ends the process where it is cut short in place:
    # the log says so then. The variable is for workers.
    if sys.__stderr__ is not None:
        faulthandler.enable(sys.__stderr__)
    os.environ.setdefault("PYTHONFAULTHANDLER", "1")
    if settings.workers > 1 and settings.index is None:
        with suppress(IndexMissingError):  # which every worker says, and goes on looking for it
            open_answerer(settings, notice)  # builds it once, not in every worker
    os.environ.update(settings.environment())  # where workers read them
    config = uvicorn.Config(
        app if settings.workers == 1 else "bot.commands.serve:worker",
        factory=settings.workers > 1,
        workers=settings.workers,
        http=Connection,
        ws="none",  # nothing here speaks it, and its connections would have no bounds
        log_config=log_config(
            settings.log_level, settings.log_format, questions=settings.log_questions
        ),
        access_log=settings.access_log,
        server_header=False,
        proxy_headers=False,  # believed only of the proxies that the settings name
        timeout_graceful_shutdown=GRACE,
    )
    threading.Thread(target=_announce, args=(listener, browse), daemon=True).start()
    try:
        if settings.workers > 1:
            _Workers(config, sockets=[listener]).run()
        else:
            uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:
        pass  # uvicorn raises it again once all is shut down
    return 0


class _Workers(Multiprocess):
    """Workers that Ctrl-C reaches only when they listen for it: before, it ended in a traceback.

    A terminal sends it to all of them, and the process that started them ends them anyway.
    """

    def init_processes(self) -> None:
        """Start them."""
        with _interrupts_held():
            super().init_processes()

    def keep_subprocess_alive(self) -> None:
        """Start others in the place of those that have ended."""
        with _interrupts_held():
            super().keep_subprocess_alive()


@contextmanager
def _interrupts_held() -> Iterator[None]:
    """Hold Ctrl-C back, from what is started meanwhile as well, which inherits that."""
    resource_tracker.ensure_running()  # whose start would let it through
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def worker() -> FastAPI:
    """Return the app of a worker, which ends when the process that started it is gone.

    Workers that outlive it would hold the port, and answer from a service that nobody can stop.
    """
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})  # uvicorn takes it by now
    parent = multiprocessing.parent_process()
    assert parent

    def follow() -> None:
        parent.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=follow, daemon=True).start()
    return create_app(notice=notice)


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _listen(host: str, port: int) -> socket.socket:
    """Return a socket bound to the address; it takes no connections yet."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
    except (OSError, UnicodeError) as error:  # UnicodeError: what no host can be called
        said = (error.strerror or str(error)) if isinstance(error, OSError) else "no host name"
        raise AddressError(
            f"can't listen on {host}:{port} ({said.lower()}): choose another with --host and "
            f"--port (make: PORT=…), or {PREFIX}HOST and {PREFIX}PORT"
        ) from None
    listener.set_inheritable(True)
    return listener


def _announce(listener: socket.socket, browse: bool) -> None:
    """Print the service's URL as soon as it answers, and open it where asked to."""
    host, port = listener.getsockname()[:2]
    while not _answers(host, port):
        time.sleep(0.05)
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
    url = f"http://{f'[{name}]' if ':' in name else name}:{port}"
    print(f"careerbot answers on {url}", flush=True)
    if sys.stdout.isatty():
        print("Stop it with Ctrl-C.", flush=True)
    if browse and not webbrowser.open(url):
        print("No browser could be opened here: open that address in yours.", flush=True)


def _answers(host: str, port: int) -> bool:
    connection = http.client.HTTPConnection(host, port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
