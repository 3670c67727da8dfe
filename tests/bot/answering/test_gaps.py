"""Whatever is shown of a list or table, in any article: all of it, or it says how much."""

from __future__ import annotations

import pytest

from bot.answering.answerer import Answerer
from bot.answering.compose import compose
from bot.answering.model import AnswerBlock, List
from bot.answering.selection import select
from bot.open_index import open_answerer
from bot.settings import Settings
from corpus import BUNDLED
from index.build import build
from index.contract import Index
from index.search import search
from tests.conftest import ROOT, SHARED
from tests.index.encoding.test_export import tiny

QUESTIONS = ROOT / "bench" / "questions"
FOLDERS = [
    BUNDLED,
    QUESTIONS / "articles",
    *QUESTIONS.glob("sets/*/articles"),
    SHARED / "corpus",
    *SHARED.glob("eval/sets/*/articles"),
]


@pytest.fixture(scope="module")
def any_answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Every article that there is, ranked by a model of random weights: as by no model at all."""
    folder = tmp_path_factory.mktemp("gaps")
    articles = [each for each in FOLDERS if each.is_dir()]
    model = str(tiny(folder))
    build(articles, folder / "index", model=model, cache=folder / "cache")
    return open_answerer(Settings(index=folder / "index", model=model))


def lines_of(block: AnswerBlock) -> tuple[object, ...]:
    return block.items if isinstance(block, List) else getattr(block, "rows", ())


def lists_of(index: Index) -> list[range]:
    """Every list and table, by the numbers of what it holds."""
    kinds = {number: index.passage_at(number).kind for number in range(len(index))}
    inside = [number for number, kind in kinds.items() if kind in ("item", "row")]
    return list(dict.fromkeys(map(index.beside, inside)))


def test_no_answer_has_an_unmarked_gap(any_answerer: Answerer) -> None:
    index = any_answerer.index
    lists = lists_of(index)
    assert len(lists) > 100
    in_part = 0
    for asked in lists:
        passage = index.passage_at(asked[len(asked) // 2])
        vectors = index.encoder.encode([passage.text], query=True)[0]
        ranking = search(passage.text, vectors, index)
        selection = select(ranking, index)
        blocks = compose(selection, ranking, index).blocks
        for whole in dict.fromkeys(map(index.beside, selection.shown)):
            shown = [index.passage_at(n) for n in whole if n in selection.shown]
            if shown[0].kind not in ("item", "row") or len(shown) == len(whole):
                continue
            in_part += 1
            lines = tuple(one.cells or one.text for one in shown)
            listed = [block for block in blocks if lines_of(block) == lines]
            cut = [block for block in blocks if getattr(block, "cut_before", False)]
            cut += [block for block in blocks if getattr(block, "cut_after", False)]
            assert cut or [getattr(block, "of", None) for block in listed] == [len(whole)], blocks
    assert in_part > 50


def test_no_lead_in_is_followed_by_nothing(any_answerer: Answerer) -> None:
    index = any_answerer.index
    led = 0
    for number in range(len(index) - 1):
        lead, following = index.passage_at(number), index.passage_at(number + 1)
        inside = following.heading[: len(lead.heading)] == lead.heading
        if lead.kind != "paragraph" or lead.text[-1] not in ":：" or not inside:
            continue
        led += lead.article == following.article
        vectors = index.encoder.encode([lead.text], query=True)[0]
        selection = select(search(lead.text, vectors, index), index)
        if lead.number in selection.shown and lead.article == following.article:
            assert following.number in selection.shown, lead.text
    assert led
