"""Take the index of the owner's articles away, in part or whole: what answers then.

Its folder vanishes while the service runs, and again before the next start; a copy of another index
arrives with its manifest first; and every file is cut to a tenth of its length in place.
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

from bench.attacks.rebuilds import built, published
from bench.attacks.target import Figure, Target, serving

__all__ = ["attack"]

WATCHED = 60
"""Seconds for which it is watched once its index has gone."""
TAKEN = 15
"""Seconds in which a copy is to be taken once it is whole."""


def attack(checkout: Path) -> Iterator[Figure]:
    """Take the index away in three ways, each from a service of its own."""
    with TemporaryDirectory() as name:
        four = built(checkout, Path(name, "four"), "A baker starts at four.")
        five = built(checkout, Path(name, "five"), "A baker starts at five.")
        yield from _gone(checkout, Path(name, "four.md"), Path(name, "data"))
        yield _manifest_first(checkout, four, five, Path(name, "copied"))
        yield _cut_short(checkout, four, Path(name, "cut"))


def _gone(checkout: Path, article: Path, data: Path) -> Iterator[Figure]:
    article.write_text("# Baker\n\n## Hours\n\nA baker starts at four.\n", "utf-8")
    environment = {"PYTHONPATH": str(checkout), "CAREERBOT_DATA_DIR": str(data)}
    command = [sys.executable, "-m", "bot", "index", str(article)]
    subprocess.run(
        command, cwd=checkout, env={**os.environ, **environment}, check=True, capture_output=True
    )
    with serving(checkout, {"CAREERBOT_DATA_DIR": str(data)}) as target:
        _said(target)
        shutil.rmtree(data / "index")
        value = f"the owner's, for {WATCHED} s"
        began = time.monotonic()
        while (passed := time.monotonic() - began) < WATCHED:
            if "four" not in (said := _said(target)):
                value = f"after {passed:.0f} s: {said}"
                break
            time.sleep(0.5)
        yield Figure("vanish", "folder gone while it runs: what answers", value)
    shutil.rmtree(data / "index", ignore_errors=True)
    with serving(checkout, {"CAREERBOT_DATA_DIR": str(data)}) as target:
        yield Figure("vanish", "folder gone before it starts: what answers", _said(target))


def _manifest_first(checkout: Path, four: Path, five: Path, index: Path) -> Figure:
    published(four, index)
    version = str(json.loads((five / "manifest.json").read_text("utf-8"))["version"])
    with serving(checkout, {"CAREERBOT_INDEX": str(index)}) as target:
        _said(target)
        shutil.copy(five / "manifest.json", index / "new")
        (index / "new").replace(index / "manifest.json")
        for _ in range(4):
            _said(target)
            time.sleep(0.5)
        shutil.copytree(five / version, index / version)
        began = time.monotonic()
        while (passed := time.monotonic() - began) < TAKEN:
            if "five" in _said(target):
                return Figure("vanish", "copied with its manifest first: taken", f"{passed:.0f} s")
            time.sleep(0.1)
    return Figure("vanish", "copied with its manifest first: taken", f"not in {TAKEN} s")


def _cut_short(checkout: Path, four: Path, index: Path) -> Figure:
    shutil.copytree(four, index)
    measure = "every file cut to a tenth in place"
    with serving(checkout, {"CAREERBOT_INDEX": str(index)}) as target:
        _said(target)
        for path in index.glob("*/**/*"):
            if path.is_file():
                os.truncate(path, path.stat().st_size // 10)
        said = [_said(target, f" And where, {word}?") for word in ("Berlin", "Oslo", "Kyoto")]
        if (code := target.process.poll()) is not None:
            return Figure("vanish", measure, f"the process ended with {code}")
        return Figure("vanish", measure, ", ".join(dict.fromkeys(said)))


def _said(target: Target, after: str = "") -> str:
    """Ask when a baker starts; return the answer, or what came in its place."""
    question = {"question": f"When does a baker start?{after}"}
    try:
        body = httpx.post(f"{target.url}/api/ask", json=question, timeout=120).json()
    except httpx.HTTPError as error:
        return type(error).__name__
    if "error" in body:
        return str(body["error"]["message"])
    return str(body["answer"] or body["message"])[:80]
