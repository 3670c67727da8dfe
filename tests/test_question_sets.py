"""What is promised of the question sets over many pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

SETS = sorted((Path(__file__).resolve().parents[1] / "bench" / "questions" / "sets").iterdir())

# Links keep their text, tags and footnote marks go, and so do the signs of emphasis and headings.
MARKUP = [
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"<[^>]+>|\[\^?\w+\]|[*_`#>\\]"), ""),
    (re.compile(r"\s+"), " "),
]


def folded(text: str) -> str:
    for pattern, replacement in MARKUP:
        text = pattern.sub(replacement, text)
    return text


def lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


each_set = pytest.mark.parametrize("folder", SETS, ids=[folder.name for folder in SETS])


@each_set
def test_an_article_says_what_answers_each_question(folder: Path) -> None:
    texts = {path.stem: folded(path.read_text("utf-8")) for path in (folder / "articles").iterdir()}
    for question in lines(folder / "questions.jsonl"):
        assert sorted(question) == ["article", "gold", "id", "q"]
        assert 1 <= len(question["gold"]) <= 3, question
        assert question["gold"][0] in texts[question["article"]], question
        for gold in question["gold"]:
            assert any(gold in text for text in texts.values()), (question, gold)


@each_set
def test_what_is_not_answered_is_of_a_known_kind(folder: Path) -> None:
    unanswerable = lines(folder / "unanswerable.jsonl")
    kinds = [question["kind"] for question in unanswerable]
    assert all(sorted(question) == ["id", "kind", "q"] for question in unanswerable)
    assert set(kinds) == {"near", "far", "noise"}
    assert kinds.count("near") * 4 > len(lines(folder / "questions.jsonl"))


def test_no_two_questions_share_an_id_and_no_set_asks_twice() -> None:
    ids = []
    for folder in SETS:
        asked = [each for path in folder.glob("*.jsonl") for each in lines(path)]
        ids += [each["id"] for each in asked]
        questions = [each["q"].casefold() for each in asked]
        assert len(set(questions)) == len(questions), folder
    assert len(set(ids)) == len(ids)
