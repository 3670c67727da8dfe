"""The rankings together."""

from __future__ import annotations

import numpy as np
import pytest

from index.contract import Index
from index.search import FEATURES, Ranking, in_conversation, search


def ranked(question: str, index: Index, articles: list[str] | None = None) -> Ranking:
    (encoded,) = index.encoder.encode([question], query=True)
    return search(question, encoded, index, articles=articles)


QUESTIONS = ["What does a registered nurse earn?", "after ten years", "?", "", "看護師", "it"]


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_ranking_falls_and_names_no_passage_twice(question: str, index: Index) -> None:
    ranking = ranked(question, index)
    assert len(ranking) >= 50
    assert len(set(ranking.passages.tolist())) == len(ranking)
    assert (np.diff(ranking.scores) <= 0).all()
    assert np.isfinite(ranking.scores).all()
    assert ranking.evidence.shape == (len(ranking), len(FEATURES))
    assert np.isfinite(ranking.evidence).all()
    assert ranking.token_best.shape == (len(ranking), len(ranking.token_weights))


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_same_question_is_ranked_the_same(question: str, index: Index) -> None:
    one, other = ranked(question, index), ranked(question, index)
    assert one.passages.tolist() == other.passages.tolist()
    assert one.scores.tolist() == other.scores.tolist()


def test_a_passage_is_found_by_its_own_words(index: Index) -> None:
    numbers = range(0, len(index), 7)
    found = [
        int(ranked(index.passage_at(number).text, index).passages[0]) == number
        for number in numbers
    ]
    assert sum(found) / len(found) > 0.9


@pytest.mark.parametrize("question", QUESTIONS)
def test_articles_limit_what_is_ranked(question: str, index: Index) -> None:
    ranking = ranked(question, index, ["data-analyst"])
    assert len(ranking) >= 50
    assert {index.passage_at(n).article for n in ranking.passages} == {"data-analyst"}
    assert len(ranked(question, index, [])) == 0


def test_content_words_are_weighed_by_what_they_say(index: Index) -> None:
    terms = {term.word.text: term for term in ranked("good zzyzx nurse pay for me", index).terms}
    assert list(terms) == ["good", "zzyzx", "nurse", "pay"]
    assert terms["zzyzx"].weight == 1.0
    assert terms["good"].weight < terms["nurse"].weight < 1
    assert [terms[word].in_articles for word in ("zzyzx", "nurse")] == [False, True]
    assert all(len(term.tokens) for term in terms.values())


def test_a_conversation_shifts_a_ranking(index: Index) -> None:
    alone = ranked("how long does it last?", index)
    context = ranked("How many questions are on the NCLEX? how long does it last?", index)
    both = in_conversation(alone, context, 0.5)
    assert (np.diff(both.scores) <= 0).all()
    assert set(both.passages.tolist()) <= set(context.passages.tolist())
    assert len(both.evidence) == len(both.token_best) == len(both)
    assert in_conversation(context, context, 0.5).passages.tolist() == context.passages.tolist()
