"""Misspelt words are mended; words that anybody knows are not touched."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from index.contract import Index
from index.text import typos
from index.text.typos import Typos
from index.text.words import fold

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
        ("haev nurses a skil", "have nurses a skill"),  # of four letters: small, or the articles'
        ("is ProjectManager a job", "is Project Manager a job"),
        ("do i haveto like nursingat night", "do i have to like nursing at night"),
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
        "are overpayments or undernurses onstudy",  # a small word begins many others
        "do intl students pay in five mins",  # abbreviations, of "international" and so on
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


GERMAN = {
    **dict.fromkeys(("museum", "sonntag", "eintritt", "hunde", "erwachsene", "wenn"), 0),
    **dict.fromkeys(("kostet", "öffnet"), 0),
}


def over(words: Iterable[str], index: Index, *, english: bool) -> Typos:
    vocabulary = {fold(word): number for number, word in enumerate(words)}
    return Typos(vocabulary, index.english if english else {}, "en" if english else "de")


@pytest.mark.parametrize("english", [True, False])
@pytest.mark.parametrize(
    "question",
    [
        "Wann haben Sie am Sonntag geöffnet?",
        "wann haben sie am samstag offen",
        "Was kostet der Eintritt?",
        "was kosten die tickets für rentner",
        "Haben Sie an Heiligabend offen?",
        "Wo sitzt der Verein?",
        "Kann ich Hunde oder Katzen mitbringen?",
        "jusqu'à quand puis-je m'inscrire ?",
        "je suis adhérent",
        "quelle heure dois-je venir",
        "a quelle heure est l'entree",
        "¿Cuánto tarda el envío?",
        "donde esta mi pedido",
    ],
)
def test_a_question_in_another_language_stays_as_it_was_typed(
    question: str, english: bool, index: Index
) -> None:
    mender = over(GERMAN, index, english=english)
    assert mender.repaired(question, lambda *_: False) == question


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("car salery", "car salary"),
        ("fur coat salery", "fur coat salary"),
        ("what is the salery in la", "what is the salary in la"),
        ("salery in los angeles", "salary in los angeles"),
        ("a plus for certifcation", "a plus for certification"),
    ],
)
def test_english_words_that_another_language_has_too_are_english(
    typed: str, meant: str, index: Index
) -> None:
    assert mended(typed, index) == meant


def test_what_is_typed_without_small_words_is_mended_by_the_articles_words_alone(
    index: Index,
) -> None:
    mender = over(GERMAN, index, english=False)
    assert mender.repaired("musuem eintritt", lambda *_: False) == "museum eintritt"
    # An ending is nothing that is misspelt.
    assert mender.repaired("museum hunden", lambda *_: False) == "museum hunden"
