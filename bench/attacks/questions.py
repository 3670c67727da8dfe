"""3,000 questions of 2,000 characters, each made to be read again and again, one after the other.

The blocks that they are made of are those that go wrong in patterns: white space of all kinds,
smileys, words that join or ask, brackets, digits; each question mixes a few of them, at random but
always alike. What takes long is told by the clock and by the processor time of the service, which
does not depend on what else runs on the machine.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import time
from collections.abc import Iterator
from pathlib import Path

from bench.attacks.target import Figure, Target, serving

COUNT, LENGTH = 3_000, 2_000
PATIENCE = 20.0
"""Seconds that one question is waited for."""
LONGEST = 300.0
"""Seconds of the whole attack."""
BLOCKS = (
    *(" ", "\t", "\u3000", "\n", ":) ", "😀", "and ", " and what is ", "? ", "what ", "so ", "hi "),
    *(
        "thanks ",
        "please ",
        "tell me ",
        "a",
        "A ",
        "a'",
        "nurses ",
        "they ",
        "it ",
        "1",
        "1 ",
        "1.",
    ),
    *("years 3 to ", "5 - ", "5+ ", "(", "(A", "TPM ", "(TPM) ", "[1]", "`", "|", "#", "<", "<!--"),
    *(
        "-",
        ", ",
        ".",
        "!",
        "http://a ",
        "salery ",
        "wrk ",
        "xqzv ",
        "é",
        "ﬁ",
        "İ",
        "\u0301",
        "漢字",
    ),
)


def attack(checkout: Path) -> Iterator[Figure]:
    """Ask them beside an otherwise idle service."""
    with serving(checkout) as target:
        _ask(target, "What does a nurse earn?")
        took: list[tuple[float, float]] = []
        begun = time.monotonic()
        for question in hostile(COUNT):
            if time.monotonic() - begun > LONGEST:
                break
            took.append(_ask(target, question))
        name = f"{len(took):,} of {COUNT:,} questions of {LENGTH:,} characters"
        clock, processor = zip(*took, strict=True)
        above = sum(seconds > 0.25 for seconds in clock)
        yield Figure("questions", f"{name}: above 250 ms", f"{above:,}")
        yield Figure("questions", "the slowest, by the clock", _said(max(clock)))
        yield Figure("questions", "the dearest, in processor time", _said(max(processor)))
        mean = sum(processor) / len(processor)
        yield Figure("questions", "their mean, in processor time", _said(mean))
    with serving(checkout) as target:
        seconds, _ = _ask(target, ":) " * 658)
        yield Figure("questions", "one message of 658 `:) `", _said(seconds))


def hostile(count: int) -> Iterator[str]:
    """Yield questions: each block alone between two letters, then mixtures."""
    chance = random.Random(9)  # noqa: S311 - always the same ones
    for number in range(count):
        if number < len(BLOCKS):
            middle = BLOCKS[number] * LENGTH
        else:
            chosen = chance.sample(BLOCKS, chance.randint(2, 4))
            repeats = [chance.choice((1, 1, 3, 20, 300)) for _ in chosen]
            middle = "".join(b * n for b, n in zip(chosen, repeats, strict=True)) * LENGTH
        # The number keeps each from being answered out of the cache.
        yield f"a{number}" + middle[: LENGTH - len(str(number)) - 2] + "b"


def _ask(target: Target, question: str) -> tuple[float, float]:
    """Return the seconds that an answer took, by the clock and of the processor."""
    body = json.dumps({"question": question})
    connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=PATIENCE)
    began, spent = time.monotonic(), _processor(target)
    try:
        connection.request("POST", "/api/ask", body, {"Content-Type": "application/json"})
        connection.getresponse().read()
    except OSError:
        pass  # it took longer than anybody waits
    finally:
        connection.close()
    return time.monotonic() - began, _processor(target) - spent


def _processor(target: Target) -> float:
    fields = Path(f"/proc/{target.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _said(seconds: float) -> str:
    return f"over {PATIENCE:.0f} s" if seconds > PATIENCE - 0.1 else f"{1000 * seconds:,.0f} ms"
