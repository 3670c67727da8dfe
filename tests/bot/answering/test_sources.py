"""Where an answer stands: one source for what stands together, or in one list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from bot.answering.answerer import Answerer
from bot.answering.sources import Stretch, sources
from index.contract import Index, StoredPassage

ARTICLE = """\
# Bakers

## Work

A baker's day has several parts:

- They knead.
- They shape the loaves.
- They bake in stone ovens.

They clean up.

{filling}

They sell bread.

## Pay

Pay is low.
"""


@pytest.fixture(scope="module")
def index(answerer_of: Callable[[dict[str, str]], Answerer]) -> Index:
    filling = "Then they rest, as everybody has to do who works at night. " * 10
    return answerer_of({"bakers.md": ARTICLE.format(filling=filling)}).index


def stretches(index: Index, *texts: str) -> list[Stretch]:
    passages = [index.passage_at(number) for number in range(len(index))]
    found: list[StoredPassage] = [next(p for p in passages if text in p.text) for text in texts]
    return [Stretch(passage, passage.start, passage.end) for passage in found]


@pytest.mark.parametrize(
    ("texts", "quotes"),
    [
        (["knead", "stone ovens"], [["They knead.", "shape the loaves", "stone ovens."]]),
        (["stone ovens", "clean up"], [["stone ovens.", "They clean up."]]),
        (["clean up", "sell bread"], [["They clean up."], ["They sell bread."]]),
        (["knead", "sell bread"], [["They knead."], ["They sell bread."]]),
        (["stone ovens", "Pay is low"], [["stone ovens."], ["Pay is low."]]),
    ],
)
def test_items_of_one_list_are_one_source_with_its_range(
    texts: Sequence[str], quotes: Sequence[Sequence[str]], index: Index
) -> None:
    given = stretches(index, *texts)
    found = sources(given, given[0].passage, "", index)
    assert [source.n for source in found] == [*range(1, len(quotes) + 1)]
    for source, parts in zip(found, quotes, strict=True):
        assert source.quote == index.quote(source.article, source.start, source.end)
        assert all(part in source.quote for part in parts)


def test_a_link_has_words_that_stand_on_the_page_in_one_piece(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    page = (
        "---\ntitle: Hall\nurl: https://example.org/hall\n---\n\n## Where it is\n\n"
        "The Old Mill\\\n7 Weir Lane\\\nUpper Stanbridge by the lock\n"
    )
    answer = answerer_of({"hall.md": page}).answer("Where is it?")
    assert "7 Weir Lane · Upper Stanbridge" in answer.answer
    assert str(answer.sources[0].url).endswith(":~:text=Upper%20Stanbridge%20by%20the%20lock")
