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


@pytest.mark.parametrize(("asks", "answers"), [("(Q)", "(A)"), ("[Q]", "[A]"), ("(Q1)", "(A1):")])
def test_labels_in_brackets_are_taken_off(
    markdown: Read, plain: Read, asks: str, answers: str
) -> None:
    read = [("Is it open?", True, "From nine, but for the shop."), ("Is it free?", True, "No.")]
    text = (
        f"{{0}}{asks}{{0}} Is it open?\n{{0}}{answers}{{0}} From nine,{{1}}but for the shop.\n\n"
        f"{{0}}{asks}{{0}} Is it free?\n{{0}}{answers}{{0}} No.\n"
    )
    hangs = "\n" + " " * (len(answers) + 1)
    assert shown(plain(text.format("", hangs))) == read
    assert shown(markdown(text.format("**", " "))) == read


def test_letters_in_brackets_count_the_points_of_an_answer(markdown: Read) -> None:
    article = markdown("## Q: Who may come?\n\n(a) bakers;\n\n(b) millers.\n")
    assert [each.text for each in article.passages] == ["(a) bakers;", "(b) millers."]


def test_a_bold_question_that_is_coloured_is_one(markdown: Read) -> None:
    article = markdown(
        "## Common questions\n\n### Q: Is it open?\n\nFrom nine.\n\n"
        '<mark style="color:red;">**Q: Is it free?**</mark>\n\nNo.\n\n'
        "<span>**On the way**</span>\n\nTake the bus.\n"
    )
    assert shown(article) == [
        *(("Is it open?", True, "From nine."), ("Is it free?", True, "No.")),
        ("On the way", False, "Take the bus."),
    ]
