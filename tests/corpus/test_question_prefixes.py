"""Labels before questions and their answers."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def shown(article: Article) -> list[tuple[str, bool, str]]:
    return [
        (each.heading[-1], article.sections[each.section or 0].faq, each.text)
        for each in article.passages
    ]


@pytest.mark.parametrize(("asks", "answers"), [("Frage", "Antwort"), ("P", "R")])
def test_labels_that_several_questions_have_are_taken_off(
    markdown: Read, page: Read, asks: str, answers: str
) -> None:
    read = [("Open?", True, "At nine."), ("Free?", True, "No.")]
    assert read == shown(
        markdown(
            f"**{asks}: Open?**\n\n{answers}: At nine.\n\n### {asks}: Free?\n\n**{answers}:** No.\n"
        )
    )
    assert read == shown(
        page(
            f"<p><b>{asks}: Open?</b></p><p>{answers}: At nine.</p>"
            f"<p><b>{asks}: Free?</b></p><p>{answers}: No.</p>"
        )
    )


def test_a_label_that_only_one_has_stays(markdown: Read) -> None:
    article = markdown("## Bread: is it free?\n\nNote: no.\n\n## Cake: is it free?\n\nAsk: us.\n")
    assert shown(article) == [
        ("Bread: is it free?", False, "Note: no."),
        ("Cake: is it free?", False, "Ask: us."),
    ]
