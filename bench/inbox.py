"""How long the inbox takes: `python -m bench.inbox [QUESTIONS]` keeps so many, and groups them.

Half are asked as often as each other, half as unevenly as people ask. Seven in ten are worded anew:
their vectors are those of a question of the project's sets, moved by noise.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.database.engine import Database
from bot.database.tables import KeptQuestionRow
from bot.learning.inbox import open_groups
from bot.open_index import open_index
from bot.settings import Settings

SETS = Path(__file__).parent / "questions"
STEP = 2_000


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
    began = time.perf_counter()
    found = await open_groups(database, encoder)
    seconds = time.perf_counter() - began
    groups = len(found.groups) + found.more
    print(f"{found.questions:,} questions in {groups:,} groups: {seconds:.1f} s")
    database.close()


def main() -> None:
    """Measure."""
    count = int(sys.argv[1]) if sys.argv[1:] else 100_000
    with TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), cache_dir=Settings.read().cache_dir)
        asyncio.run(measured(settings, count))


if __name__ == "__main__":
    main()
