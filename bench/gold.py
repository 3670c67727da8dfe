"""What answers a question over other people's pages, kept without their words.

python -m bench.gold bench/questions/pages/staff build/pages/staff --out build/asked/staff
python -m bench.gold build/written/staff --out bench/questions/pages/staff

A gold string of such a page is a sentence of its owner, and isn't the project's to keep. Kept is
how many words it has, and their digest: "9:3f06a1c2d4e5". The first line finds the words again on
the pages, and writes question files that `careerbot eval` reads; the second leaves the words out.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from corpus.folder import read_folder

__all__ = ["WORD", "json_lines", "with_words", "without_words", "write_lines"]

WORD = re.compile(r"[$€£₹]?\w+%?")
DIGITS = 12
"""Of a digest: one in 280 million million stretches of words is taken for another."""


def json_lines(path: Path) -> list[dict[str, Any]]:
    """Read a file of a JSON object a line, as question sets are kept."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def write_lines(path: Path, lines: Sequence[dict[str, Any]]) -> None:
    """Write a file of a JSON object a line."""
    text = "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in lines)
    path.write_text(text, "utf-8")


def fingerprint(words: Sequence[str]) -> str:
    """Return how many words there are, and their digest."""
    digest = hashlib.sha256(" ".join(words).casefold().encode()).hexdigest()
    return f"{len(words)}:{digest[:DIGITS]}"


def without_words(questions: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the questions with fingerprints in place of their gold strings."""
    return [
        {**one, "gold": [fingerprint(WORD.findall(gold)) for gold in one["gold"]]}
        for one in questions
    ]


def with_words(questions: Sequence[dict[str, Any]], pages: Sequence[Path]) -> list[dict[str, Any]]:
    """Return the questions with the words of the passages that their fingerprints are of.

    One that no passage has the words of stays a fingerprint, which nothing contains.
    """
    found: dict[str, dict[str, None]] = {gold: {} for one in questions for gold in one["gold"]}
    lengths = {int(gold.partition(":")[0]) for gold in found}
    for text in _texts(pages):
        words = [*WORD.finditer(text)]
        said = [word[0] for word in words]
        for length in lengths:
            for first in range(len(words) - length + 1):
                gold = fingerprint(said[first : first + length])
                if gold in found:
                    end = words[first + length - 1].end()
                    found[gold][text[words[first].start() : end]] = None
    return [
        {**one, "gold": [text for gold in one["gold"] for text in found[gold] or [gold]]}
        for one in questions
    ]


def _texts(pages: Sequence[Path]) -> Iterator[str]:
    """Yield the passages as they are shown, and as they are written."""
    for article in read_folder(pages).articles:
        yield from {text for one in article.passages for text in (one.text, one.quote)}


def main() -> None:
    """Write a question set with its gold strings, or without."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, help="folder of a question set")
    parser.add_argument(
        "pages", type=Path, nargs="?", help="its pages; without, words are left out"
    )
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for file in sorted(arguments.questions.glob("*.jsonl")):
        read = json_lines(file)
        if all("gold" in one for one in read):
            read = with_words(read, [arguments.pages]) if arguments.pages else without_words(read)
        write_lines(arguments.out / file.name, read)


if __name__ == "__main__":
    main()
