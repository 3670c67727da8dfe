"""What is promised of the question sets over many pages."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bench.gold import WORD, with_words, without_words

QUESTIONS = Path(__file__).resolve().parents[1] / "bench" / "questions"
SETS = sorted((QUESTIONS / "sets").iterdir())

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


@pytest.mark.parametrize("name", ["faq", "ladder"])
def test_what_answers_is_found_again_by_its_fingerprint(name: str) -> None:
    asked = lines(QUESTIONS / "sets" / name / "questions.jsonl")
    found = with_words(without_words(asked), [QUESTIONS / "sets" / name / "articles"])
    for before, after in zip(asked, found, strict=True):
        wanted = {tuple(WORD.findall(gold.casefold())) for gold in before["gold"]}
        assert {tuple(WORD.findall(gold.casefold())) for gold in after["gold"]} == wanted
    lost = with_words([{"q": "Pay?", "gold": ["3:0123456789ab"]}], [QUESTIONS / "articles"])
    assert lost == [{"q": "Pay?", "gold": ["3:0123456789ab"]}]


def test_no_words_of_other_people_s_pages_are_kept() -> None:
    files = sorted((QUESTIONS / "pages").glob("*/questions.jsonl"))
    golds = [gold for file in files for question in lines(file) for gold in question["gold"]]
    assert len(golds) > 1_000
    assert all(re.fullmatch(r"\d+:[0-9a-f]{12}", gold) for gold in golds)
