"""Word's documents: their headings, lists, tables and footnotes, and damaged ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corpus import Article, ArticleError, read_article
from tests.corpus.documents import docx, heading, item, note, paragraph, table

WHOLE = docx(
    heading("Working as a baker", 0),
    paragraph("Bakers bake."),
    heading("Pay", 1),
    paragraph("It is fair", more=note(1)),
    table([["Level", "Pay"], ["Junior", "30"], ["Senior", "60"]]),
    heading("How to begin", 1),
    item("Apply", numbered=True),
    item("online", depth=1),
    item("Wait", numbered=True),
    heading("FAQ", 1),
    paragraph("Is it hard?", bold=True),
    paragraph("No."),
    notes=("Of 2026.",),
)


@pytest.fixture
def read(tmp_path: Path, check: Callable[[Article], None]) -> Callable[[bytes], Article]:
    def read(data: bytes) -> Article:
        file = tmp_path / "baker.docx"
        file.write_bytes(data)
        article = read_article(file)
        check(article)
        return article

    return read


def test_a_document_is_read_as_a_page(read: Callable[[bytes], Article]) -> None:
    article = read(WHOLE)
    assert article.title == "Working as a baker"
    assert [
        (each.heading, each.kind, each.depth, each.ordinal, each.text) for each in article.passages
    ] == [
        ((), "paragraph", 0, None, "Bakers bake."),
        (("Pay",), "paragraph", 0, None, "It is fair"),
        (("Pay",), "row", 0, None, "Junior | 30"),
        (("Pay",), "row", 0, None, "Senior | 60"),
        (("Pay",), "paragraph", 0, None, "Of 2026."),
        (("How to begin",), "item", 0, 1, "Apply"),
        (("How to begin",), "item", 1, None, "online"),
        (("How to begin",), "item", 0, 2, "Wait"),
        (("FAQ", "Is it hard?"), "paragraph", 0, None, "No."),
    ]
    assert article.blocks[2].columns == ("Level", "Pay")
    assert [(each.mark, each.title) for each in article.references] == [("[^1]", "Of 2026.")]
    assert not article.warnings


def test_a_document_without_styles_has_bold_headings(read: Callable[[bytes], Article]) -> None:
    bold = (paragraph(text, bold=True) for text in ("Bakers", "Pay of bakers"))
    article = read(docx(*(part for head in bold for part in (head, paragraph("Fair.")))))
    assert [each.heading for each in article.passages] == [("Bakers",), ("Pay of bakers",)]
    assert "no title: its first heading is taken for it" in str(article.warnings[0])


def test_numbers_are_those_that_word_shows(read: Callable[[bytes], Article]) -> None:
    article = read(
        docx(
            heading("Training", 0),
            item("Apply", numbered=True),
            item("Wait", numbered=True),
            paragraph("That takes a month."),
            item("Begin", numbered=True),
            item("with bread", depth=1, numbered=True),
            item("then cake", depth=1, numbered=True),
            item("End", numbered=True),
            item("with pie", depth=1, numbered=True),
            paragraph("Masters go on."),
            item("Write", begins_anew=True),
            item("Print", begins_anew=True),
            table([["Step", "Place"], ["One", "Hall"]]),
            item("Sell", begins_anew=True),
        )
    )
    assert [(each.ordinal, each.text) for each in article.passages if each.kind == "item"] == [
        (1, "Apply"),
        (2, "Wait"),
        (3, "Begin"),
        (1, "with bread"),
        (2, "then cake"),
        (4, "End"),
        (1, "with pie"),
        (1, "Write"),
        (2, "Print"),
        (3, "Sell"),
    ]


def packed(**files: bytes) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in files.items():
            file.writestr(name, content)
    return data.getvalue()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "the file is empty"),
        (b"hello", "no Word document that can be read"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "no Word document that can be read"),
        (packed(a=b"x"), "no Word document that can be read"),
        (docx(), "no text in it"),
        (WHOLE.replace(b"PK\x01\x02", b"PK\x09\x09"), "no Word document that can be read"),
        (packed(**{"word/document.xml": bytes(70_000_000)}), "over 32 MiB of text"),
        (docx("<w:p></w:p>" * 60_000), "over 50,000 paragraphs"),
        (WHOLE.replace(b"PK\x03\x04", b"PK\x03\x05", 1), "no Word document that can be read"),
    ],
    ids=["empty", "text", "old", "zip", "blank", "damaged", "bomb", "many", "headless"],
)
def test_what_is_no_document_says_so(
    read: Callable[[bytes], Article], data: bytes, reason: str
) -> None:
    with pytest.raises(ArticleError, match=reason):
        read(data)


@given(
    at=st.integers(0, len(WHOLE) - 1), with_=st.binary(max_size=8), most=st.integers(0, len(WHOLE))
)
@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
def test_any_damage(
    tmp_path: Path, check: Callable[[Article], None], at: int, with_: bytes, most: int
) -> None:
    file = tmp_path / "any.docx"
    file.write_bytes((WHOLE[:at] + with_ + WHOLE[at + len(with_) :])[: max(most, at)])
    try:
        article = read_article(file)
    except ArticleError:
        return
    check(article)


@given(texts=st.lists(st.sampled_from("pbhi"), min_size=1, max_size=8))
@settings(deadline=None, max_examples=60, suppress_health_check=list(HealthCheck))
def test_no_paragraph_is_lost_unreported(
    tmp_path: Path, check: Callable[[Article], None], texts: list[str]
) -> None:
    made = {
        "p": paragraph,
        "b": lambda text: paragraph(text, bold=True),
        "h": lambda text: heading(text, 2) + paragraph(f"{text} again."),
        "i": item,
    }
    file = tmp_path / "any.docx"
    body = [made[kind](f"This is part{n}x of it") for n, kind in enumerate(texts)]
    file.write_bytes(docx(paragraph("Begins."), *body, paragraph("Ends.")))
    article = read_article(file)
    check(article)
    told = " ".join(
        [*(each.text for each in article.passages), *(each.text for each in article.set_aside)]
        + [each.heading for each in article.sections]
        + [each.lead.text for each in article.blocks if each.lead]
    )
    assert [n for n in range(len(texts)) if f"part{n}x" not in told] == []
