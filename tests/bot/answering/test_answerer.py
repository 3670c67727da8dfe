"""One answerer: filters, candidates, several questions at once, and any text at all."""

from __future__ import annotations

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.answering.answerer import Answerer, UnknownArticleError
from bot.answering.model import Answer, Question
from bot.evaluation.citations import uncited
from bot.open_index import open_answerer
from bot.settings import Settings
from index.build import build
from index.errors import IndexMissingError, IndexUnusableError
from index.load import FolderIndex

QUESTION = "How long does it take to become a registered nurse?"
QUESTIONS = [
    QUESTION,
    "what does a data analyst earn",
    "hello!",
    "pizza in chicago",
    "is the pmp worth it",
    "How much do they earn? And how many hours do they work?",
    "How long does it take to become a registered nurse, and do I need a degree to be an analyst?",
    "what degree do I need",
]


def bare(answer: Answer) -> Answer:
    """The answer without what differs from asking to asking."""
    return replace(answer, answer_id="", confidence=round(answer.confidence, 2), candidates=None)


def test_answers_are_only_from_the_articles_asked_of(guides_answerer: Answerer) -> None:
    for article in ("registered-nurse", "data-analyst", "technical-project-manager"):
        for question in (
            QUESTION,
            "what does one earn?",
            "which degree is needed?",
            "after 3 years",
        ):
            answer = guides_answerer.answer(question, articles=[article], top=20)
            assert {source.article for source in answer.sources} <= {article}
            assert answer.candidates
            for candidate in answer.candidates:
                passage = guides_answerer.index.passage(candidate.passage_id)
                assert passage is not None
                assert passage.article == article
            for choice in answer.choices:
                chosen = guides_answerer.index.passage(choice.passage_id)
                assert chosen is not None
                assert chosen.article == article


def test_a_question_known_of_another_article_is_answered_from_the_one_asked_of(
    guides_answerer: Answerer,
) -> None:
    answer = guides_answerer.answer(QUESTION, articles=["data-analyst"])
    assert {source.article for source in answer.sources} <= {"data-analyst"}
    assert answer.confidence < 0.97


def test_of_no_articles_there_is_no_answer(guides_answerer: Answerer) -> None:
    for question in (QUESTION, "after ten years?", "pay", "!!"):
        answer = guides_answerer.answer(question, articles=[], top=3)
        assert (answer.status, answer.answer, answer.candidates) == ("no_answer", "", ())
        assert answer.message


def test_an_unknown_article_is_refused_with_those_there_are(guides_answerer: Answerer) -> None:
    with pytest.raises(UnknownArticleError) as error:
        guides_answerer.answer(QUESTION, articles=["data-analyst", "plumber"])
    assert str(error.value) == (
        "No article 'plumber': there is data-analyst, registered-nurse, technical-project-manager"
    )


@pytest.mark.parametrize("top", [1, 2, 20])
def test_candidates_begin_with_the_answers_own(top: int, guides_answerer: Answerer) -> None:
    for question in (QUESTION, "what does a data analyst earn", "night shifts"):
        answer = guides_answerer.answer(question, top=top)
        assert answer.candidates is not None
        assert len(answer.candidates) == top
        first = answer.candidates[0]
        assert (first.text, first.confidence) == (answer.answer, answer.confidence)
        assert first.heading == answer.sources[0].heading
        ids = [candidate.passage_id for candidate in answer.candidates]
        assert len(set(ids)) == len(ids)
        sure = [candidate.confidence for candidate in answer.candidates[1:]]
        assert sure == sorted(sure, reverse=True)
        assert all(0 <= one <= 1 for one in sure)
        assert replace(answer, candidates=None, answer_id="") == replace(
            guides_answerer.answer(question), answer_id=""
        )


def test_candidates_come_with_a_refusal_too(guides_answerer: Answerer) -> None:
    answer = guides_answerer.answer("best pizza in chicago", top=5)
    assert answer.status == "no_answer"
    assert answer.candidates is not None
    assert len(answer.candidates) == 5
    assert guides_answerer.answer("best pizza in chicago").candidates is None


def test_several_at_once_are_answered_as_each_alone(guides_answerer: Answerer) -> None:
    together = Answerer(guides_answerer.index).answer_many(
        [Question(question) for question in QUESTIONS]
    )
    for question, answer in zip(QUESTIONS, together, strict=True):
        alone = Answerer(guides_answerer.index).answer(question)
        assert bare(answer) == bare(alone)
    assert guides_answerer.answer_many([]) == []


def test_the_same_question_twice_in_one_batch_is_answered_twice(guides_answerer: Answerer) -> None:
    one, other = guides_answerer.answer_many([Question(QUESTION)] * 2)
    assert one.answer_id != other.answer_id
    assert bare(one) == bare(other)


def test_an_answer_given_again_is_the_same_under_another_id(guides_answerer: Answerer) -> None:
    first, second = (guides_answerer.answer(QUESTION, top=3) for _ in range(2))
    assert first.answer_id != second.answer_id
    assert replace(first, answer_id="") == replace(second, answer_id="")


def test_what_is_kept_is_told_apart_by_all_of_the_request(guides_answerer: Answerer) -> None:
    question = "and how long does it take?"
    plain = guides_answerer.answer(question)
    for other in (
        guides_answerer.answer(question, articles=["registered-nurse"]),
        guides_answerer.answer(question, history=["How do I become a nurse anesthetist?"]),
    ):
        assert (other.answer, other.confidence) != (plain.answer, plain.confidence)
    again = guides_answerer.answer(question)
    assert (again.answer, again.confidence) == (plain.answer, plain.confidence)


def test_threads_get_the_answers_that_one_gets(guides_answerer: Answerer) -> None:
    expected = [bare(guides_answerer.answer(question)) for question in QUESTIONS]
    fresh = Answerer(FolderIndex.open(guides_answerer.index.folder))
    with ThreadPoolExecutor(8) as threads:
        answers = list(threads.map(fresh.answer, QUESTIONS * 8))
    assert [bare(answer) for answer in answers] == expected * 8
    assert len({answer.answer_id for answer in answers}) == len(answers)


def test_thresholds_are_settings(guides_answerer: Answerer) -> None:
    index = guides_answerer.index
    question = "night shifts"
    confidence = guides_answerer.answer(question).confidence
    assert 0 < confidence < 1
    sure = Answerer(index, answered=0.0)
    assert sure.answer(question).status == "answered"
    unsure = Answerer(index, answered=1.0, unsure=0.0)
    assert unsure.answer(question).status == "unsure"
    assert unsure.answer(question).message
    never = Answerer(index, answered=1.0, unsure=1.0)
    assert never.answer(question).status == "no_answer"
    assert guides_answerer.thresholds == Answerer(index).thresholds
    assert sure.thresholds == (0.0, 0.0)


def test_a_named_index_that_is_not_there_is_not_built(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="careerbot index"):
        open_answerer(Settings(index=tmp_path / "index"))
    assert not (tmp_path / "index").exists()


@pytest.mark.parametrize("damage", ["encoder", "format", "text"])
def test_an_index_of_the_owners_articles_is_never_built_over(damage: str, tmp_path: Path) -> None:
    (tmp_path / "diver.md").write_text("# How to become a diver\n\nA diver welds.\n", "utf-8")
    own = Settings.read()
    build([tmp_path / "diver.md"], own.index_folder, cache=own.cache_dir)
    spoil(own.index_folder, damage)
    before = sorted(own.index_folder.rglob("*"))
    with pytest.raises(IndexUnusableError, match="careerbot index ARTICLES… --index"):
        open_answerer(own)
    assert sorted(own.index_folder.rglob("*")) == before


def test_that_of_the_bundled_guides_is_built_again(guides_index: Path) -> None:
    own = Settings.read()
    shutil.copytree(guides_index, own.index_folder)
    spoil(own.index_folder, "format")
    said: list[str] = []
    answerer = open_answerer(own, said.append)
    assert answerer.index.version == FolderIndex.open(guides_index).version
    assert said[0].startswith("The index is not of this version")


def spoil(folder: Path, what: str) -> None:
    """Make an index one that can't be used."""
    manifest = folder / "manifest.json"
    if what == "encoder":
        shutil.rmtree(folder / json.loads(manifest.read_text("utf-8"))["version"] / "encoder")
    elif what == "format":
        fields = json.loads(manifest.read_text("utf-8"))
        manifest.write_text(json.dumps({**fields, "format": 0}), "utf-8")
    else:
        manifest.write_text("{", "utf-8")


def consistent(answer: Answer, answerer: Answerer) -> None:
    assert uncited(answer, answerer.index) == []
    assert 0 <= answer.confidence <= 1
    assert [source.n for source in answer.sources] == list(range(1, len(answer.sources) + 1))
    if answer.status == "no_answer":
        assert (answer.answer, answer.sources) == ("", ())
        assert answer.message
    else:
        assert answer.answer
        assert answer.sources
        assert (answer.highlight or "") in answer.answer
    # "What?!" behind an answer is offered what else that question may have meant.
    assert answer.status == "unsure" or answer.small_talk or not answer.choices
    assert len({choice.passage_id for choice in answer.choices}) == len(answer.choices) <= 3


ANY_TEXT = st.one_of(
    st.text(max_size=300),
    st.text(alphabet=st.characters(categories=["Cc", "Cf", "Zs", "Zl", "Po", "So"]), max_size=60),
    st.lists(
        st.sampled_from(
            "what how nurse pay years 3 10+ $136,550 and ? , it they TPM RN the ! salary degree "
            "😀 שכר العمل 看護師 it's C++ \u200b \u202e \x00 \n \ud83d -- // (TPM) [1]".split(" ")
        ),
        max_size=25,
    ).map(" ".join),
)


@settings(
    max_examples=150,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(question=ANY_TEXT, history=st.lists(ANY_TEXT, max_size=4))
@example(question="WHAT", history=["NURS"])
def test_any_text_is_answered_or_refused(
    question: str, history: list[str], guides_answerer: Answerer
) -> None:
    for earlier in ([], history):
        consistent(guides_answerer.answer(question, history=earlier), guides_answerer)


@pytest.mark.parametrize(
    "question",
    [
        "",
        " ",
        "?",
        "…",
        "\x00",
        "\ud800",
        "1 = 1",
        "a" * 2000,
        "nurse " * 333,
        "?! " * 600,
        "what is the pay? " * 110,
        "and " * 500,
        "(" * 2000,
        "hi hi hi hi " * 160,
        "please " * 280,
        "thanks! " * 250,
        "\u202eyap eht si tahw",
        "ما هو راتب الممرضة؟",
        "看護師の給料はいくらですか",
        "👩‍⚕️💰❓",
        "<script>alert(1)</script>",
        "'; DROP TABLE passages; --",
        "N̸̨u̷r̵s̶e̸ pay",
    ],
)
def test_hard_texts_are_answered_or_refused(question: str, guides_answerer: Answerer) -> None:
    consistent(guides_answerer.answer(question), guides_answerer)
    answer = guides_answerer.answer("and the pay?", history=[question] * 3)
    consistent(answer, guides_answerer)


@pytest.mark.parametrize("question", ["!!!", "?", "1 = 1", "why?", "how", "what is this", "42"])
def test_what_asks_nothing_is_refused(question: str, guides_answerer: Answerer) -> None:
    assert guides_answerer.answer(question).status == "no_answer"


@pytest.mark.parametrize(
    ("question", "marked"),
    [
        ("is collecting certificates a good idea", "Do not gather credentials"),
        ("What happens in the interview?", "Expect three parts"),
    ],
)
def test_of_two_sentences_with_the_questions_words_the_one_that_answers_is_marked(
    guides_answerer: Answerer, question: str, marked: str
) -> None:
    answer = guides_answerer.answer(question)
    assert str(answer.highlight).startswith(marked)
    assert str(answer.highlight).endswith(".")  # the sentence, not a part of it
    assert str(answer.highlight) in answer.answer
