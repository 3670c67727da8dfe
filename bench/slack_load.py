"""A busy workspace: events for a while, some sent twice, to a Slack that is busy at times.

`python -m bench.slack_load` starts `careerbot serve` with Slack set up, and a server that plays
Slack's Web API; it says how fast events were acknowledged, and whether each was answered once.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import statistics
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

import aiohttp
from aiohttp import web
from slack_sdk.signature import SignatureVerifier

from bot.open_index import open_answerer
from bot.settings import Settings

QUESTIONS = Path(__file__).parent / "questions"
SECRET, TOKEN = "a-signing-secret", "xoxb-a-token"
PATIENCE = 120.0
"""Seconds after the last event in which the last answer has to come."""


@dataclass
class Slack:
    """Plays the Web API: takes messages, and says 429 to a share of them."""

    busy: float
    random: random.Random
    posted: Counter[str] = field(default_factory=Counter)
    refused: int = 0
    last: float = 0.0

    async def post(self, request: web.Request) -> web.Response:
        """Take a message, or ask for it again in a second."""
        said = await request.json() if "json" in request.content_type else await request.post()
        if self.random.random() < self.busy:
            self.refused += 1
            error = {"ok": False, "error": "ratelimited"}
            return web.json_response(error, status=429, headers={"Retry-After": "1"})
        self.posted[str(said["thread_ts"])] += 1
        self.last = time.monotonic()
        return web.json_response({"ok": True, "ts": "1.0"})


@dataclass(frozen=True)
class Load:
    """What was sent, and how it was acknowledged."""

    events: int
    sent: int
    seconds: float
    acknowledged: list[float]
    """Seconds to each acknowledgement."""
    refused: int
    ended: float


async def main() -> int:
    """Run it and report; 1 where an event was lost, answered twice or acknowledged late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--twice", type=float, default=0.1, help="share that is sent twice")
    parser.add_argument("--busy", type=float, default=0.05, help="share of posts answered 429")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--index", type=Path, help="unset: that of the bundled guides")
    given = parser.parse_args()
    dice = random.Random(0)  # noqa: S311 - the same load every time
    slack = Slack(given.busy, dice)
    async with playing(slack) as api:
        with TemporaryDirectory() as folder:
            index = given.index or Path(folder) / "index"
            if given.index is None:
                settings = Settings(data_dir=Path(folder), cache_dir=Settings.read().cache_dir)
                open_answerer(settings)
            async with serving(api, Path(folder), index, given.workers) as url:
                load = await send(url, given.events, given.seconds, given.twice, dice)
                deadline = time.monotonic() + PATIENCE
                while len(slack.posted) < load.events and time.monotonic() < deadline:
                    await asyncio.sleep(0.1)
                await asyncio.sleep(2.0)  # what would be answered twice shows now
    return report(load, slack)


@asynccontextmanager
async def playing(slack: Slack) -> AsyncIterator[str]:
    """Serve the Web API; yield its URL."""
    app = web.Application()
    app.router.add_post("/api/chat.postMessage", slack.post)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    assert runner.addresses
    yield f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
    await runner.cleanup()


@asynccontextmanager
async def serving(api: str, folder: Path, index: Path, workers: int) -> AsyncIterator[str]:
    """Run `careerbot serve` with Slack set up; yield its URL."""
    environment = {
        **os.environ,
        "CAREERBOT_DATA_DIR": str(folder),
        "CAREERBOT_SLACK_SIGNING_SECRET": SECRET,
        "CAREERBOT_SLACK_BOT_TOKEN": TOKEN,
        "CAREERBOT_SLACK_API_URL": api,
    }
    command = ["-m", "bot", "serve", "--port", "0", "--index", str(index)]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        "--workers",
        str(workers),
        env=environment,
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout
    line = (await process.stdout.readline()).decode()
    try:
        found = re.search(r"http://\S+", line)
        assert found, line
        yield found[0]
    finally:
        process.terminate()
        await process.wait()


async def send(url: str, events: int, seconds: float, twice: float, dice: random.Random) -> Load:
    """Send events evenly, some of them twice, without waiting for what was sent before."""
    asked = questions()
    # No two the same, so that every answer is looked for.
    texts = [asked[n % len(asked)] + "?" * (n // len(asked)) for n in range(events)]
    bodies = [event(n, text) for n, text in enumerate(texts)]
    bodies += dice.sample(bodies, int(events * twice))
    order = sorted(bodies[:events] + bodies[events:], key=lambda _: dice.random())
    taken: list[tuple[int, float]] = []
    limit = aiohttp.TCPConnector(limit=0)
    async with aiohttp.ClientSession(connector=limit) as session:

        async def deliver(body: bytes) -> None:
            started = time.monotonic()
            async with session.post(
                f"{url}/slack/events", data=body, headers=headers(body)
            ) as response:
                await response.read()
            taken.append((response.status, time.monotonic() - started))

        began = time.monotonic()
        sending = []
        for n, body in enumerate(order):
            await asyncio.sleep(max(0.0, began + n * seconds / len(order) - time.monotonic()))
            sending.append(asyncio.create_task(deliver(body)))
        await asyncio.gather(*sending)
        ended = time.monotonic()
    return Load(
        events=events,
        sent=len(order),
        seconds=ended - began,
        acknowledged=[took for status, took in taken if status == 200],
        refused=sum(status != 200 for status, _ in taken),
        ended=ended,
    )


def questions() -> list[str]:
    """Return the questions of all sets, in one order."""
    lines = [
        line
        for path in sorted(QUESTIONS.glob("*_questions.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    return [json.loads(line)["q"] for line in lines if line]


def event(number: int, question: str) -> bytes:
    """Return the body of a mention in one of ten channels."""
    at = f"{1_700_000_000 + number}.{number:06}"
    inner = {
        "type": "app_mention",
        "user": "U1",
        "text": f"<@UBOT> {question}",
        "ts": at,
        "channel": f"C{number % 10}",
    }
    outer = {"type": "event_callback", "event_id": f"Ev{number}", "event": inner}
    return json.dumps(outer).encode()


def headers(body: bytes) -> dict[str, str]:
    """Return the headers of a signed body."""
    stamp = str(int(time.time()))
    signature = SignatureVerifier(SECRET).generate_signature(timestamp=stamp, body=body)
    return {
        "Content-Type": "application/json",
        "X-Slack-Request-Timestamp": stamp,
        "X-Slack-Signature": str(signature),
    }


def report(load: Load, slack: Slack) -> int:
    """Print the figures; return 1 where they are not what they should be."""
    took = sorted(load.acknowledged) or [0.0]
    again = sum(count > 1 for count in slack.posted.values())
    lost = load.events - len(slack.posted)
    print(f"sent          {load.sent} requests with {load.events} events in {load.seconds:.1f} s")
    print(
        f"acknowledged  {len(load.acknowledged)}, refused {load.refused}; "
        f"median {statistics.median(took) * 1000:.0f} ms, "
        f"99% within {took[int(len(took) * 0.99)] * 1000:.0f} ms, slowest {took[-1] * 1000:.0f} ms"
    )
    print(f"answered      {len(slack.posted)} once or more, {again} more than once, {lost} lost")
    print(
        f"Web API       said 429 to {slack.refused}; the last answer came "
        f"{max(0.0, slack.last - load.ended):.1f} s after the last event"
    )
    return int(bool(lost or again or load.refused or took[-1] > 1.0))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
