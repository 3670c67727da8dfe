"""Plain text marks nothing; headings, lists and tables are found all the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article, read_article, read_text
from corpus.overrides import Overrides

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]
NAMES = [
    "air-traffic-controller",
    "cocinero",
    "dental-hygienist",
    "paralegal",
    "pharmacist",
    "welder",
]


def expected(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.rstrip() for line in lines if line.strip() and not line.startswith("#")]


@pytest.fixture(scope="module")
def given(shared: Path) -> Article:
    """The user's article."""
    return read_article(shared / "corpus" / "technical-project-manager.txt")


def test_the_given_article_has_the_outline_a_reader_sees(
    given: Article, shared: Path, outline: Outline
) -> None:
    assert outline(given) == expected(shared / "eval" / "tpm_outline.txt")


def test_the_given_article_keeps_its_promises(
    given: Article, check: Callable[[Article], None]
) -> None:
    check(given)
    first, second = given.source.splitlines()[:2]
    assert given.title == first
    assert [aside.text for aside in given.set_aside if aside.reason == "subtitle"] == [second]


def test_the_given_article_has_seven_questions_each_with_its_answer(given: Article) -> None:
    questions = [index for index, section in enumerate(given.sections) if section.faq]
    assert len(questions) == 7
    for index in questions:
        answers = [passage for passage in given.passages if passage.section == index]
        assert len(answers) == 1
        assert answers[0].heading[-1].endswith("?")


def test_the_given_article_cites_by_marks(given: Article) -> None:
    written = set(re.findall(r"\[\d+\]", given.source))
    assert {reference.mark for reference in given.references} == written
    assert {"[1]", "[11]"} <= written
    assert all(reference.title is reference.url is None for reference in given.references)
    assert not any(re.search(r"\[\d+\]", passage.text) for passage in given.passages)


def test_the_given_article_has_its_salary_table(given: Article) -> None:
    tables = [i for i, block in enumerate(given.blocks) if block.kind == "table"]
    assert len(tables) == 1
    block = given.blocks[tables[0]]
    rows = [passage for passage in given.passages if passage.block == tables[0]]
    assert len(block.columns) == 3
    assert len(rows) == 4
    assert all(len(row.cells) == 3 and "$" in row.cells[2] for row in rows)
    assert block.lead is not None
    assert block.lead.text.endswith(":")
    assert block.lead.marks == ("[1]",)


def test_the_given_articles_lists_have_their_leads(given: Article) -> None:
    leads = [block.lead.text for block in given.blocks if block.kind == "list" and block.lead]
    assert len(leads) == 4
    assert all(lead.endswith(":") for lead in leads)


def test_the_given_articles_calls_to_action_are_set_aside(given: Article) -> None:
    shown = " ".join(passage.text for passage in given.passages).casefold()
    for words in ("signup", "resume builder", "resume tailored"):
        assert words in given.source.casefold()
        assert words not in shown
    last = given.sections[-1]
    assert last.heading.startswith("Ready")
    assert not last.faq
    assert not [p for p in given.passages if p.section == len(given.sections) - 1]


@pytest.mark.parametrize("name", NAMES)
def test_outlines_of_other_articles(
    name: str, outlines: Path, check: Callable[[Article], None], outline: Outline
) -> None:
    article = read_article(outlines / f"{name}.txt")
    assert outline(article) == expected(outlines / f"{name}_outline.txt")
    check(article)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_change_no_text(
    name: str, end: str, outlines: Path, check: Callable[[Article], None], outline: Outline
) -> None:
    path = outlines / f"{name}.txt"
    source = path.read_text(encoding="utf-8")
    before, after = read_text(source, path), read_text(source.replace("\n", end), path)
    check(after)
    assert outline(after) == outline(before)
    for old, new in zip(before.passages, after.passages, strict=True):
        assert (old.id, old.text, old.line) == (new.id, new.text, new.line)


def words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_is_lost(name: str, outlines: Path) -> None:
    article = read_article(outlines / f"{name}.txt")
    kept = words(article.title)
    for passage in article.passages:
        kept += words(passage.quote)
    for block in article.blocks:
        lead = block.lead if block.kind != "paragraphs" else None
        kept += [word for span in (lead, block.header) if span for word in words(span.text)]
    for section in article.sections:
        kept += words(section.heading)
    for aside in article.set_aside:
        kept += words(aside.text)
    for reference in article.references:
        kept += words(f"{reference.mark} {reference.title} {reference.url}")
    lost = set(words(article.source)) - set(kept)
    # Only what marks a list's items, a question and its answer.
    assert all(word.isdigit() or word in ("Q", "A") for word in lost), lost


@pytest.mark.parametrize(
    "signature",
    [
        "-- \nAda Smith\nHR",
        "--\nAda Smith\nHR",
        "-- \nAda Smith\n\nHead of HR\nada@example.org\n+49 30 1234\nOvens Ltd",
    ],
)
def test_a_mails_signature_is_set_aside(plain: Read, signature: str) -> None:
    pay = "Pay\n\nIt comes on the 28th of each month, or the day before.\n\n"
    article = plain(f"{pay}{signature}\n")
    assert [each.heading for each in article.sections] == ["Pay"]
    assert [each.text for each in article.passages] == [pay.strip().split("\n")[-1]]
    lines = [line for line in signature.split("\n")[1:] if line]
    assert [(each.text, each.reason) for each in article.set_aside] == [
        (line, "signature") for line in lines
    ]


@pytest.mark.parametrize(
    "text",
    [
        "--\n\nAda Smith\nHR",
        "--\nWe close at noon on Fridays.",
        "--\n- Apply\n- Wait",
        "--\nPay\nFair\nHours\nNine\nRest\nTen",
    ],
)
def test_other_text_under_two_hyphens_stays(plain: Read, text: str) -> None:
    article = plain(f"Work\n\nIt begins at nine, and ends at five each day.\n\n{text}\n")
    assert "signature" not in {each.reason for each in article.set_aside}


def test_a_signature_that_the_owner_keeps_stays() -> None:
    text = "Work\n\nIt begins at nine, and ends at five.\n\n-- \nAda Smith\nada@example.org\n"
    article = read_text(text, Path("a.txt"), overrides=Overrides(("ada@example",)))
    assert "ada@example.org" in {each.text for each in article.passages}
