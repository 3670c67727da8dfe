"""What it takes to build an index anew after a change, beside building it from nothing.

python -m bench.rebuild --rounds 3 --articles 100

So many articles of the question sets; then one of them has a paragraph more. Each build is a
process of its own, as `careerbot index` is, whose processor seconds count; both indexes are
compared, file by file.
"""

from __future__ import annotations

import argparse
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.sets import ROOT
from index.store.manifest import Manifest

MORE = "\n\nWhoever reads this in a year should ask again whether it still holds.\n"


def main() -> None:
    """Build both ways, in turn, and print the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--articles", type=int, default=None, help="the first so many, or all")
    arguments = parser.parse_args()
    rounds = arguments.rounds
    from_nothing, after_a_change = [], []
    for _ in range(rounds):
        with tempfile.TemporaryDirectory() as temporary:
            folder = Path(temporary)
            articles = gathered(folder / "articles", arguments.articles)
            index(folder / "articles", folder / "index")
            with articles[len(articles) // 2].open("a", encoding="utf-8") as file:
                file.write(MORE)
            after_a_change.append(index(folder / "articles", folder / "index"))
            from_nothing.append(index(folder / "articles", folder / "anew"))
            one, other = (Manifest.read(folder / name, "") for name in ("index", "anew"))
            assert one.checksums == other.checksums, "the indexes differ"
            passages = one.counts["passages"]
    full, changed = map(statistics.median, (from_nothing, after_a_change))
    print(f"{len(articles)} articles, {passages:,} passages, medians of {rounds}:")
    print(f"from nothing {full:.1f} s, after a change {changed:.1f} s: {full / changed:.0f} times")


def gathered(folder: Path, count: int | None) -> list[Path]:
    """Copy articles of the question sets into a folder, and return them."""
    folder.mkdir()
    found = sorted((ROOT / "bench" / "questions" / "sets").glob("*/articles/*.*"))
    texts = [path for path in found if path.suffix in (".md", ".txt")][:count]
    return [Path(shutil.copy(path, folder / f"{path.parts[-3]}-{path.name}")) for path in texts]


def index(articles: Path, folder: Path) -> float:
    """Build an index; return the processor seconds that it took."""
    command = [sys.executable, "-m", "bot", "index", str(articles), "--index", str(folder)]
    started, used = time.perf_counter(), _used()
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    waited, seconds = time.perf_counter() - started, _used() - used
    said = " / ".join(done.stdout.splitlines()[:3])[:160]
    print(f"{seconds:6.1f} s of {waited:.1f} s  {said}", flush=True)
    return seconds


def _used() -> float:
    """Processor seconds of all children that have ended: what others do beside them is none."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


if __name__ == "__main__":
    main()
