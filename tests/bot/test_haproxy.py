"""Two services behind HAProxy, as deploy/haproxy.cfg sets it up, of which one is killed."""

from __future__ import annotations

import asyncio
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import psycopg
import pytest

from tests.bot.conftest import RedisServer
from tests.waiting import until

ROOT = Path(__file__).resolve().parents[2]
CONFIG = ROOT / "deploy" / "haproxy.cfg"
HAPROXY = shutil.which("haproxy", path=f"{os.environ['PATH']}:/usr/sbin")
QUESTIONS = (
    "How long does it take to become a registered nurse?",
    "What does a data analyst earn?",
    "Do I need a degree to be a data analyst?",
)
CLIENTS, EACH = 8, 12
"""Visitors at once, and how many questions each asks."""

if HAPROXY is None and not os.environ.get("CI"):
    pytest.skip("haproxy is not installed", allow_module_level=True)


@dataclass
class Behind:
    """HAProxy's address, and the two services behind it."""

    url: str
    services: list[subprocess.Popen[bytes]]
    log: Path


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def ready(url: str) -> bool:
    try:
        return httpx.get(f"{url}/readyz", timeout=5).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture
def behind(
    guides_index: Path, emptied_postgresql: str, redis: RedisServer, tmp_path: Path
) -> Iterator[Behind]:
    """Two services on one PostgreSQL and one Redis, behind HAProxy."""
    assert HAPROXY, "haproxy is not installed"
    ports = [free_port() for _ in range(3)]
    url, *urls = [f"http://127.0.0.1:{port}" for port in ports]
    shared = {
        "CAREERBOT_INDEX": str(guides_index),
        "CAREERBOT_DATABASE_URL": emptied_postgresql,
        "CAREERBOT_RATE_LIMIT_STORAGE": redis.url,
        "CAREERBOT_RATE_LIMIT": f"{CLIENTS * EACH + 12}/hour",
        "CAREERBOT_TRUSTED_PROXIES": "127.0.0.1",
        "CAREERBOT_THREADS": "1",
    }
    names = ("HAPROXY_BIND", "HAPROXY_ONE", "HAPROXY_TWO")
    at = {name: f"127.0.0.1:{port}" for name, port in zip(names, ports, strict=True)}
    log = tmp_path / "log"
    with log.open("wb") as written, ExitStack() as stack:

        def start(*command: str, **environment: str) -> subprocess.Popen[bytes]:
            process = subprocess.Popen(
                command, stdout=written, stderr=written, cwd=ROOT, env={**os.environ, **environment}
            )
            stack.enter_context(process)  # which waits for it, after this:
            stack.callback(process.kill)
            return process

        services = []
        for number, port in enumerate(ports[1:]):
            own = {"CAREERBOT_DATA_DIR": str(tmp_path / str(number))}
            serve = (sys.executable, "-m", "bot", "serve", "--port", str(port))
            services.append(start(*serve, **shared, **own))
        start(HAPROXY, "-db", "-f", str(CONFIG), **at)
        until(lambda: all(map(ready, [*urls, url])))
        yield Behind(url, services, log)


async def ask(client: httpx.AsyncClient, question: str) -> dict[str, object]:
    answer = await client.post("/api/ask", json={"question": question})
    assert answer.status_code == 200, answer.text
    return {**answer.json(), "answer_id": None}


async def under_load(behind: Behind) -> tuple[list[dict[str, object]], int]:
    """Ask from several visitors at once, kill one service meanwhile; return all answers.

    And how many were there when it was killed.
    """
    answers: list[dict[str, object]] = []

    async def visit(client: httpx.AsyncClient, number: int) -> None:
        for each in range(EACH):
            # No two alike, so that none comes from a cache: it is worked on when the end comes.
            marks = "?" * (1 + number) + "!" * each
            answers.append(await ask(client, QUESTIONS[each % len(QUESTIONS)] + marks))

    async with httpx.AsyncClient(base_url=behind.url, timeout=60) as client:
        visits = [asyncio.create_task(visit(client, number)) for number in range(CLIENTS)]
        while len(answers) < CLIENTS * EACH // 4 and not all(each.done() for each in visits):
            await asyncio.sleep(0.005)
        behind.services[0].send_signal(signal.SIGKILL)
        before = len(answers)
        await asyncio.gather(*visits)
    return answers, before


def test_a_service_that_is_killed_costs_no_answer(behind: Behind, emptied_postgresql: str) -> None:
    answers, before = asyncio.run(under_load(behind))
    assert behind.services[0].wait() == -signal.SIGKILL
    assert 0 < before < len(answers) == CLIENTS * EACH
    assert {each["status"] for each in answers} == {"answered"}
    # HAProxy, too, saw it go, and what is shared outlives it: feedback and the count of questions.
    assert re.search(rb"Server careerbot/one is DOWN", behind.log.read_bytes())
    said = {"answer_id": "0" * 32, "helpful": True}
    assert httpx.post(f"{behind.url}/api/feedback", json=said).status_code == 204
    with psycopg.connect(emptied_postgresql) as connection:
        assert connection.execute("SELECT helpful FROM feedback").fetchall() == [(True,)]
    statuses = [
        httpx.post(f"{behind.url}/api/ask", json={"question": QUESTIONS[0]}).status_code
        for _ in range(13)
    ]
    assert statuses[-1] == 429
