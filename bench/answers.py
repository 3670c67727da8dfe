"""Write down the answer to every question of the sets, to hold another checkout's against it.

python -m bench.answers before.jsonl            # a line an answer, its id left out
python -m bench.answers after.jsonl --against before.jsonl

Says how many differ, and shows the first of them; exits with 1 where any does. Every set is asked
over an index of its own articles; follow-ups, over that of the guides.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench.gold import json_lines
from bench.sets import QUESTIONS, SHARED, answerer_for, question_sets
from bot.answering.model import Question
from corpus import BUNDLED

TOGETHER = 32
SHOWN = 5
LEFT_OUT = ("answer_id", "index_version")
"""Fields that differ from run to run, or with whatever an index keeps."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, help="where the answers are written")
    parser.add_argument("--against", type=Path, help="answers that were written before")
    given = parser.parse_args()
    lines = list(answers())
    given.file.write_text("".join(f"{line}\n" for line in lines), "utf-8")
    if given.against is None:
        print(f"{len(lines):,} answers: {given.file}")
        return 0
    return compare(given.against.read_text("utf-8").splitlines(), lines)


def compare(before: list[str], after: list[str]) -> int:
    """Say which answers differ; return 1 where any does."""
    if len(before) != len(after):
        print(f"{len(before):,} answers before, {len(after):,} after")
        return 1
    differ = [pair for pair in zip(before, after, strict=True) if pair[0] != pair[1]]
    print(f"{len(after):,} answers, {len(differ):,} of them differ")
    for old, new in differ[:SHOWN]:
        was, now = json.loads(old), json.loads(new)
        fields = [name for name in was | now if was.get(name) != now.get(name)]
        print(f"- {now['set']}: {now['question']} ({', '.join(fields)})")
    return 1 if differ else 0


def answers() -> Iterator[str]:
    """Yield the answer to every question of every set, as a line of JSON."""
    for name, articles, questions in sets():
        print(f"Asking {name}", file=sys.stderr)
        with tempfile.TemporaryDirectory() as folder:
            answerer = answerer_for(articles, Path(folder) / "index")
            for first in range(0, len(questions), TOGETHER):
                for answer in answerer.answer_many(questions[first : first + TOGETHER]):
                    said = answer.as_dict()
                    for field in LEFT_OUT:
                        del said[field]
                    yield json.dumps({"set": name, **said}, ensure_ascii=False, sort_keys=True)


def sets() -> Iterator[tuple[str, list[Path], list[Question]]]:
    """Yield each set: its name, its articles, its questions."""
    for one in question_sets():
        asked = [*one.answerable, *one.unanswerable]
        yield one.name, one.articles, [_question(each) for each in asked]
    for folder in sorted((SHARED / "eval" / "sets").glob("*/")):
        files = [folder / "questions.jsonl", folder / "unanswerable.jsonl"]
        asked = [line for file in files for line in json_lines(file)]
        yield folder.name, [folder / "articles"], [_question(each) for each in asked]
    follow_ups = [_question(each) for each in json_lines(QUESTIONS / "follow_ups.jsonl")]
    yield "follow-ups", [BUNDLED], follow_ups


def _question(line: dict[str, object]) -> Question:
    history = line.get("history", [])
    assert isinstance(history, list)
    return Question(str(line["q"]), tuple(history), top=5)


if __name__ == "__main__":
    sys.exit(main())
