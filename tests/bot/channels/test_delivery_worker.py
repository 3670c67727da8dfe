"""The delivery worker ends whenever it is told to."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.channels.delivery_worker import DeliveryWorker
from bot.channels.question_queue import QuestionQueue
from bot.database.engine import Database
from bot.settings import Settings


@pytest.mark.parametrize("steps", range(4))
def test_a_stop_ends_it_though_it_is_woken_at_that_moment(tmp_path: Path, steps: int) -> None:
    database = Database(Settings(data_dir=tmp_path))
    nobody: Any = None

    async def stop() -> None:
        worker = DeliveryWorker(nobody, QuestionQueue(database), {})
        async with asyncio.timeout(20), worker.running():
            await asyncio.sleep(0.3)  # it waits for what is due now
            worker._wake.set()
            for _ in range(steps):
                await asyncio.sleep(0)

    try:
        asyncio.run(stop())
    finally:
        database.close()
