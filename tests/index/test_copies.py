"""What several articles say word for word stands in a ranking once."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.build import build
from index.contract import Index
from index.load import FolderIndex
from index.search import Ranking, in_conversation, search
from tests.model_cache import MODEL_CACHE

ROLES = ("baker", "cook", "waiter", "porter", "cleaner")
POSTINGS = 60
"""So many say the same that all candidates of a question would."""


def posting(role: str, number: int) -> str:
    return f"""# {role.title()} {number}

The {role} with the number {number} works in house {number}.

## How to apply

Send your letter to jobs@example.org before Friday.

## What you get

- Thirty days of holiday a year
- A meal on each day

## Keys

The key lies in box {number}.
"""


@pytest.fixture(scope="module")
def postings(tmp_path_factory: pytest.TempPathFactory) -> Index:
    folder = tmp_path_factory.mktemp("postings")
    articles = folder / "articles"
    articles.mkdir()
    for number in range(POSTINGS):
        role = ROLES[number % len(ROLES)]
        (articles / f"{role}-{number}.md").write_text(posting(role, number))
    build([articles], folder / "index", model=None, cache=MODEL_CACHE)
    return FolderIndex.open(folder / "index")


def ranked(question: str, index: Index, articles: list[str] | None = None) -> Ranking:
    (encoded,) = index.encoder.encode([question], query=True)
    return search(question, encoded, index, articles=articles)


def texts(ranking: Ranking, index: Index) -> list[str]:
    return [index.passage_at(number).text for number in ranking.passages.tolist()]


LETTER = "Send your letter to jobs@example.org before Friday."


def test_the_best_of_those_that_say_the_same_stands_for_all(postings: Index) -> None:
    found = ranked("How do I apply?", postings)
    said = texts(found, postings)
    assert said[0] == LETTER
    assert said.count(LETTER) == 1
    # There is something else to compare it with, though all sixty say it.
    assert len(said) > 20
    others = [number for number in found.copies if postings.passage_at(number).text == LETTER]
    assert len(others) > 40
    assert all(found.copies[number] <= found.scores[0] for number in others)


@pytest.mark.parametrize("named", ["Baker 25", "Waiter 7"])
def test_that_is_the_one_that_is_named(postings: Index, named: str) -> None:
    found = ranked(f"how do I apply as {named}", postings)
    best = postings.passage_at(int(found.passages[0]))
    assert best.text == LETTER
    assert postings.article(best.article).title == named


def test_one_article_alone_says_nothing_twice(postings: Index) -> None:
    found = ranked("How do I apply?", postings, ["cook-1"])
    assert not found.copies
    assert LETTER in texts(found, postings)


def test_what_stands_under_another_heading_says_something_else(
    tmp_path: Path,
) -> None:
    for name, heading in (("a", "Fees"), ("b", "Fees"), ("c", "Deposit")):
        (tmp_path / f"{name}.md").write_text(f"# {name}\n\n## {heading}\n\nTwenty euros.\n")
    build([tmp_path], tmp_path / "index", model=None, cache=MODEL_CACHE)
    index = FolderIndex.open(tmp_path / "index")
    found = ranked("twenty euros", index)
    headings = [index.passage_at(number).heading for number in found.passages.tolist()]
    assert sorted(headings) == [("Deposit",), ("Fees",)]


def test_in_a_conversation_another_one_of_them_may_stand_for_all(postings: Index) -> None:
    alone = ranked("How do I apply?", postings)
    context = ranked("What does Porter 13 do? How do I apply?", postings)
    both = in_conversation(alone, context, 0.5)
    best = postings.passage_at(int(both.passages[0]))
    assert best.text == LETTER
    assert best.article == "porter-13"
    # It isn't taken for one that the question alone didn't find.
    assert both.scores[0] > alone.scores[0] * 0.9
