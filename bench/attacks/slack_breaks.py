"""Slack takes an answer and the connection breaks, or it takes longer than one waits.

A fake Slack keeps what it took. One answer is taken and its connection broken; another is taken
and acknowledged after 16 s. Counted is how often each stands in its thread after 90 s; after that
an `invalid_auth` is answered to a third, and a page of HTML to a fourth.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from bench.attacks.fake_slack import FakeSlack
from bench.attacks.target import Figure, serving

SECONDS = 90.0


def attack(checkout: Path) -> Iterator[Figure]:
    """Break after taking, be slow, refuse."""
    with FakeSlack() as slack, serving(checkout, slack.settings()) as target:
        slack.habits = {"1.1": "break", "2.1": "slow", "3.1": "invalid_auth", "4.1": "html"}
        for number in range(1, 5):
            slack.send(target.url, f"{number}.1", channel=f"C{number}")
        time.sleep(SECONDS)
        for thread, name in {"1.1": "the connection breaks", "2.1": "Slack takes 16 s"}.items():
            count = len(slack.threads.get(thread, []))
            yield Figure("Slack took it", f"posts where {name}, within 90 s", str(count))
        yield Figure("invalid_auth", "attempts within 90 s", str(slack.asked.count("3.1")))
        tracebacks = target.log.count("Traceback")
        yield Figure("HTML instead of JSON", "tracebacks within 90 s", str(tracebacks))
