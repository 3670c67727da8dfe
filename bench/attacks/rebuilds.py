"""Publish a new index a hundred times while the service answers: what of the old ones is left.

Two small indexes are built once; copies of them take each other's place, as builds do.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from bench.attacks.target import Figure, Target, serving

__all__ = ["attack", "built", "published"]

REBUILDS = 100
LONGEST = 75
"""Seconds after which no further rebuild is begun."""
TAKEN = 10
"""Seconds in which an index that was published is to answer."""


def attack(checkout: Path) -> Iterator[Figure]:
    """Rebuild, ask after each rebuild, and count before and after."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        four = built(checkout, folder / "four", "A baker starts at four.")
        five = built(checkout, folder / "five", "A baker starts at five.")
        index = folder / "index"
        published(four, index)
        with serving(checkout, {"CAREERBOT_INDEX": str(index)}) as target:
            done = 0
            for turn, source in enumerate((five, four, five, four)):  # until all is warmed up
                published(source, index)
                _taken(target, "five" if turn % 2 == 0 else "four")
            before = _measured(target)
            began = time.monotonic()
            while done < REBUILDS and time.monotonic() - began < LONGEST:
                word = "five" if done % 2 == 0 else "four"
                published(five if word == "five" else four, index)
                if not _taken(target, word):
                    break
                done += 1
            after = _measured(target)
    yield Figure("rebuilds", f"indexes taken, of {REBUILDS} published", str(done))
    for what, first, last in zip(
        ("descriptors", "threads", "memory, MB"), before, after, strict=True
    ):
        yield Figure("rebuilds", f"{what}: before → after {done}", f"{first:.0f} → {last:.0f}")


def built(checkout: Path, folder: Path, sentence: str) -> Path:
    """Build an index of one article with one sentence, by the code of a checkout."""
    article = folder / "baker.md"
    article.parent.mkdir(parents=True)
    article.write_text(f"# Baker\n\n## Hours\n\n{sentence}\n", "utf-8")
    subprocess.run(
        [sys.executable, "-m", "bot", "index", str(article), "--index", str(folder / "index")],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": str(checkout), "CAREERBOT_DATA_DIR": str(folder)},
        check=True,
        capture_output=True,
    )
    return folder / "index"


def published(source: Path, index: Path) -> None:
    """Put an index in the place of another one, as a build does: all of it, the manifest last."""
    manifest = (source / "manifest.json").read_text("utf-8")
    version = json.loads(manifest)["version"]
    index.mkdir(exist_ok=True)
    shutil.copytree(source / version, index / version, copy_function=os.link)
    (index / "manifest.json.new").write_text(manifest, "utf-8")
    (index / "manifest.json.new").replace(index / "manifest.json")
    for left in index.iterdir():
        if left.is_dir() and left.name != version:
            shutil.rmtree(left)


def _taken(target: Target, word: str) -> bool:
    """Wait until an answer has the word; say whether it did."""
    deadline = time.monotonic() + TAKEN
    while time.monotonic() < deadline:
        question = {"question": "When does a baker start?"}
        answer = httpx.post(f"{target.url}/api/ask", json=question, timeout=60).json()
        if word in answer.get("answer", ""):
            return True
        time.sleep(0.02)
    return False


def _measured(target: Target) -> tuple[int, int, float]:
    threads = len(list(Path(f"/proc/{target.process.pid}/task").iterdir()))
    return target.descriptors, threads, target.memory
