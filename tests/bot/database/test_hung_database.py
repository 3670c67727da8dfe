"""A PostgreSQL that hangs: its processes are stopped, and what is sent to it is never answered.

Without a deadline each of these waits for good; the time limit of the test ends that.
"""

from __future__ import annotations

import asyncio
import signal
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import httpx
import pytest

from bot.database.engine import Database, DatabaseError
from bot.database.feedback import Feedback, FeedbackStore
from bot.database.threads import Threads
from bot.settings import Settings
from tests.bot.commands.test_serve import QUESTION, serving, stopped
from tests.bot.conftest import hanging

SAID = {"answer_id": "hang", "helpful": True}
TOKEN = "xr3j5x3p4pfk7kk6ck7b4e6ghh"

pytestmark = pytest.mark.timeout(90)


def feedback(url: str) -> httpx.Response:
    return httpx.post(f"{url}/api/feedback", json=SAID, timeout=30)


def test_feedback_hears_503_from_a_hung_database_and_answers_go_on(
    guides_index: Path, emptied_postgresql: str
) -> None:
    settings = {"CAREERBOT_DATABASE_URL": emptied_postgresql, "CAREERBOT_KEEP_QUESTIONS": "true"}
    with serving("--index", str(guides_index), **settings) as (process, url):
        assert feedback(url).status_code == 204
        with hanging(emptied_postgresql):
            # Each is a note for the database, too: so many that feedback waits behind them.
            with httpx.Client(timeout=30) as client:
                for _ in range(20):
                    answered = client.post(f"{url}/api/ask", json=QUESTION)
                    assert answered.json()["status"] == "answered"
            refused = [feedback(url) for _ in range(2)]
            assert [each.status_code for each in refused] == [503, 503]
            error = refused[0].json()["error"]
            assert error["code"] == "feedback_unavailable"
            assert "it has been logged" in error["message"]
        deadline = time.monotonic() + 20
        while feedback(url).status_code != 204:
            assert time.monotonic() < deadline
        code, said = stopped(process, signal.SIGTERM)
        assert code == 0
        assert "hangs" in said
        assert "Traceback" not in said


def test_mattermost_is_answered_though_the_database_hangs(
    guides_index: Path, emptied_postgresql: str
) -> None:
    settings = {
        "CAREERBOT_DATABASE_URL": emptied_postgresql,
        "CAREERBOT_MATTERMOST_OUTGOING_TOKENS": TOKEN,
    }
    body = {
        "token": TOKEN, "post_id": "p1", "channel_id": "c", "user_id": "u",
        "trigger_word": "", "text": QUESTION["question"],
    }  # fmt: skip
    with serving("--index", str(guides_index), **settings) as (_, url):
        assert feedback(url).status_code == 204
        with hanging(emptied_postgresql):
            answered = httpx.post(
                f"{url}/mattermost/outgoing",
                content=urlencode(body),
                headers={"Content-Type": "application/x-www-form-urlencoded"},
                timeout=30,
            )
            assert "Registered Nurse" in answered.json()["text"]


def test_a_service_ends_though_its_database_hangs(
    guides_index: Path, emptied_postgresql: str
) -> None:
    settings = {"CAREERBOT_DATABASE_URL": emptied_postgresql, "CAREERBOT_KEEP_QUESTIONS": "true"}
    with serving("--index", str(guides_index), **settings) as (process, url):
        assert feedback(url).status_code == 204
        with hanging(emptied_postgresql):
            with httpx.Client() as client:
                for _ in range(50):
                    client.post(f"{url}/api/ask", json=QUESTION, timeout=30)
            code, said = stopped(process, signal.SIGTERM)  # within 30 s
            assert code == 0
            assert "didn't take the last" in said
            assert "Traceback" not in said


@pytest.fixture
def silent() -> Iterator[int]:
    """The port of a server that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


async def _given(settings: Settings) -> str:
    database = Database(settings)
    try:
        with pytest.raises(DatabaseError) as raised:
            await FeedbackStore(database).give(Feedback("a", helpful=True))
    finally:
        database.close()
    return str(raised.value)


def test_a_server_that_takes_the_connection_and_says_nothing_is_given_up(
    silent: int,
) -> None:
    settings = Settings(database_url=f"postgresql://owner@127.0.0.1:{silent}/careerbot")
    said = asyncio.run(_given(settings))
    assert "it has been logged" in said


def test_closing_waits_for_no_thread_that_hangs() -> None:
    never = threading.Event()
    threads = Threads(1, "test")
    threads.submit(never.wait)
    after = threads.submit(lambda: 1)
    assert threads.close(0.2) == 2
    assert after.cancelled()
    with pytest.raises(RuntimeError, match="closed"):
        threads.submit(lambda: 1)
    never.set()


def test_closing_finishes_what_waits_and_gives_up_what_hangs() -> None:
    done: list[int] = []
    threads = Threads(1, "test")
    for n in range(5):
        threads.submit(done.append, n)
    assert threads.close(60) == 0
    assert done == [0, 1, 2, 3, 4]
    gate = threading.Event()
    threads = Threads(1, "test")
    threads.submit(gate.wait)
    threads.submit(lambda: 1 / 0)
    left = [threads.submit(time.sleep, 60) for _ in range(3)]
    threading.Timer(0.1, gate.set).start()
    threads.close(1)
    assert sum(each.cancelled() for each in left) >= 2
