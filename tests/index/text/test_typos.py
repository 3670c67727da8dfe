"""Misspelt words are mended; words that anybody knows are not touched."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from index.contract import Index
from index.text import typos

BENCH = Path(__file__).resolve().parents[3] / "bench" / "questions"


def mended(question: str, index: Index) -> str:
    return index.typos.repaired(question, index.adjoin)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("certifcation for nurses", "certification for nurses"),
        ("salery of a regsitered nurse", "salary of a registered nurse"),
        ("how mcuh do thye earn", "how much do they earn"),
        ("nurs wrk adn teh pay", "nurse work adn the pay"),  # ADN is a degree
        ("tehcnical projcet manger", "technical project manger"),  # "manger" is English
        ("Anaylst pay", "Analyst pay"),
        ("PROJCET MANAGER PAY", "PROJECT MANAGER PAY"),
        ("wich degree", "which degree"),
        ("exprience?", "experience?"),
        ("certificationnn", "certification"),
        ("is ProjectManager a job", "is Project Manager a job"),
    ],
)
def test_misspelt_words(typed: str, meant: str, index: Index) -> None:
    assert mended(typed, index) == meant


@pytest.mark.parametrize(
    "question",
    [
        "",
        "do TPMs use Asana or Jirra?",  # names
        "is AWSX needed",  # an acronym nobody knows
        "zxqvbnmk",  # nothing is near
        "NCLEX, BSN and CRNA",
        "C++ h1b 401k $5k 3rd",
        "sabbatical in Reykjavik",
        "nurseqk",
        "NursePoint",
        "看護師の給料",
        "rn to bsn",
        "will chatgpt replace me",  # an owner's phrasing has it
        "does fafsa or a gpa matter, and osha, hvac, cna, toefl or usmle",
        "post it on linkedin, reddit, tiktok, lyft or upwork",
        "devops with kubernetes, postgres, numpy and saas",
    ],
)
def test_what_is_left_alone(question: str, index: Index) -> None:
    assert mended(question, index) == question


def test_a_repair_leads_to_no_rare_word(index: Index) -> None:
    assert mended("catgt", index) == "catgt"  # catgut
    assert mended("linkdein", index) == "linkdein"


def test_no_word_of_the_articles_is_changed(index: Index) -> None:
    assert len(index.words) > 1500
    for word in index.words:
        assert mended(f"about {word}", index) == f"about {word}"


def test_no_english_word_is_changed(index: Index) -> None:
    common = [word for word in index.english if len(word) > 2][:20_000]
    for start in range(0, len(common), 500):
        question = " ".join(common[start : start + 500])
        assert mended(question, index) == question


def test_no_question_of_the_sets_is_changed_but_for_its_typos(index: Index) -> None:
    texts = [path.read_text("utf-8") for path in BENCH.glob("*_questions.jsonl")]
    questions = [question for text in texts for question in re.findall(r'"q": "([^"]+)"', text)]
    assert len(questions) > 150
    changed = [question for question in questions if mended(question, index) != question]
    assert len(changed) < 25, changed


def test_few_unknown_words_are_looked_for_and_each_once(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_for: list[str] = []

    def counted(word: str, *_: object) -> str | None:
        looked_for.append(word)
        return None

    monkeypatch.setattr(typos, "_better", counted)
    mender = typos.Typos(index.words, index.english)
    unknown = [f"qx{a}{b}z" for a in "bcdfg" for b in "hjkmpqrtvw"]
    question = " ".join(["nurse", *unknown])  # of a word that is known, or it is left alone
    for _ in range(3):
        assert mender.repaired(question, index.adjoin) == question
    assert sorted(looked_for) == sorted(unknown[: typos.MOST])
    assert mender.repaired("q" * 2_000, index.adjoin) == "q" * 2_000
    assert len(looked_for) == typos.MOST


def test_what_was_found_is_kept_for_some_words_only(
    index: Index, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typos, "KEPT", 3)
    mender = typos.Typos(index.words, index.english)
    for word in ("certifcation", "salery", "regsitered", "exprience", "certifcation"):
        assert mender.repaired(word, index.adjoin) != word
    assert len(mender._found) <= 3
