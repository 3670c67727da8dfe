"""30 questions of 400 unknown words at once, and an ordinary one right behind them."""

from __future__ import annotations

import asyncio
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

from bench.attacks.target import Figure, serving

COUNT, WORDS = 30, 400
PATIENCE = 90.0
"""Seconds that the ordinary question is waited for."""
ORDINARY = "What does a registered nurse earn?"


def attack(checkout: Path) -> Iterator[Figure]:
    """Ask all of them and measure the last."""
    with serving(checkout) as target:
        alone, _ = asyncio.run(_asked(target.port, "How long is nursing school?"))
        yield Figure("typos", "an ordinary question alone", f"{1000 * alone:,.0f} ms")
        behind, status = asyncio.run(_behind(target.port))
        said = f"over {PATIENCE:.0f} s" if behind >= PATIENCE else f"{behind:,.2f} s ({status})"
        yield Figure("typos", f"behind {COUNT} questions of {WORDS} unknown words", said)


async def _behind(port: int) -> tuple[float, str]:
    chance = random.Random(9)  # noqa: S311 - always the same ones
    hostile = [" ".join(_unknown(chance) for _ in range(WORDS)) for _ in range(COUNT)]
    asked = [asyncio.create_task(_asked(port, question)) for question in hostile]
    await asyncio.sleep(0.2)  # so that they are all queued
    try:
        return await _asked(port, ORDINARY)
    finally:
        for each in asked:
            each.cancel()
        await asyncio.gather(*asked, return_exceptions=True)


def _unknown(chance: random.Random) -> str:
    return "".join(chance.choices("abcdefghijklmnopqrstuvwxyz", k=4))


async def _asked(port: int, question: str) -> tuple[float, str]:
    """Return the seconds until an answer, and its status."""
    body = json.dumps({"question": question}).encode()
    began = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    head = (
        "POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Connection: close\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    writer.write(head.encode() + body)
    try:
        line = await asyncio.wait_for(reader.readline(), PATIENCE)
        await reader.read()
    except TimeoutError:
        line = b"- none"
    finally:
        writer.close()
    return time.monotonic() - began, (line.split() or [b"", b"none"])[1].decode()
