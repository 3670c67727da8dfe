"""What is no content leaves the passages, and nothing else does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from corpus import Article, read_article

Read = Callable[..., Article]


def test_references_from_the_list_at_the_end(outlines: Path) -> None:
    article = read_article(outlines / "dental-hygienist.txt")
    assert [reference.mark for reference in article.references] == ["[1]", "[2]", "[3]"]
    assert article.references[1].title == "Commission on Dental Accreditation, Find a program."
    assert article.references[1].url == "https://www.example.org/programs"
    assert article.references[2].url is None
    assert "Sources" not in {passage.heading[-1] for passage in article.passages if passage.heading}


def test_a_call_to_action_at_a_paragraphs_end_is_cut_off(plain: Read) -> None:
    article = plain("Pay rises with every year [3]. Subscribe to our newsletter!\n")
    assert [passage.quote for passage in article.passages] == ["Pay rises with every year [3]."]
    assert [aside.text for aside in article.set_aside] == ["Subscribe to our newsletter!"]


def test_job_references_are_no_reference_list(plain: Read) -> None:
    article = plain("References\nAsk three people.\n1. A former boss\n2. A teacher\n")
    assert len(article.passages) == 3
    assert article.references == ()
