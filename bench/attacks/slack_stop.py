"""SIGTERM with answers under way, and a clock that jumps an hour, at two workers.

Slack takes 3 s for each of 40 answers, and takes each. In the middle the service is stopped, and
started again on its database; then, with 40 more under way, the clock of both workers jumps an
hour. Counted is what was said twice, and what was lost.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.attacks.fake_slack import FakeSlack
from bench.attacks.target import Figure, serving

EVENTS = 40
CLOCK = """
import pathlib, time
clock, step = time.time, pathlib.Path(__file__).with_name("step")
time.time = lambda: clock() + float(step.read_text() or 0)
"""


def attack(checkout: Path) -> Iterator[Figure]:
    """Stop it, then set its clock."""
    with TemporaryDirectory() as kept, FakeSlack() as slack:
        settings = slack.settings() | {"CAREERBOT_DATA_DIR": kept}
        # As a Slack that is slow enough that a stop's own patience ends before it does.
        slack.pause = 12.0
        with serving(checkout, settings) as target:
            _send(slack, target.url, "1")
            _wait(slack, 32, 20)
            target.process.terminate()
            target.process.wait(30)
        slack.pause = 0.0
        with serving(checkout, settings):
            _wait(slack, EVENTS, 45)
            time.sleep(5)
        yield Figure("SIGTERM under way", f"of {EVENTS} said twice", str(slack.twice))
        lost = EVENTS - len(slack.threads)
        yield Figure("SIGTERM under way", f"of {EVENTS} not said after a restart", str(lost))
    with TemporaryDirectory() as name, FakeSlack() as slack:
        (Path(name) / "sitecustomize.py").write_text(CLOCK)
        step = Path(name) / "step"
        step.write_text("0")
        settings = slack.settings() | {"PYTHONPATH": f"{name}:{checkout}"}
        slack.pause = 8.0
        with serving(checkout, settings, ("--workers", "2")) as target:
            _send(slack, target.url, "2")
            step.write_text("3600")
            time.sleep(30)
        yield Figure("clock + 1 h, two workers", f"of {EVENTS} said twice", str(slack.twice))


def _send(slack: FakeSlack, url: str, prefix: str) -> None:
    for number in range(EVENTS):
        slack.send(url, f"{prefix}.{number:06}", channel=f"C{number}")


def _wait(slack: FakeSlack, count: int, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while len(slack.threads) < count and time.monotonic() < deadline:
        time.sleep(0.1)
