"""A word that a line's end parts behind its hyphen is one word; the quote stays as it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article
from corpus.readers.line_ends import join_words

Read = Callable[..., Article]


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        ("all pay-\nrelated things", "all pay-related things"),
        ("the front-\r\n   desk team", "the front-desk team"),
        ("at https://e.org/our-\nteam/pay", "at https://e.org/our-team/pay"),
        ("an E-Mail-\nAdresse", "an E-Mail-Adresse"),
        ("rock-\nand-roll", "rock-and-roll"),
        ("a how-\nto guide", "a how-to guide"),
        ("a state-\norganised fund", "a state-organised fund"),
    ],
)
def test_words_are_joined(lines: str, text: str) -> None:
    assert join_words(lines) == text


@pytest.mark.parametrize(
    "lines",
    [
        "pre-\nand post-tax pay",
        "two-\nto three-week courses",
        "Voll-\noder Teilzeit",
        "pre-\no posparto",
        "pré-\net postnatal",
        "weekly pay -\nnot monthly",
        "weekly pay --\nnot monthly",
        "weekly pay–\nnot monthly",
        "one-\n\ntwo",
        "one-\n- two",
        "-\ntwo",
    ],
)
def test_other_line_ends_stay(lines: str) -> None:
    assert join_words(lines) == lines


WRAPPED = """\
Write to the desk about all pay-
related questions, and the front-
desk team, on weekdays pre-
and post-lunch, answers you -
or your manager - the same day.
"""
READ = (
    "Write to the desk about all pay-related questions, and the front-desk team, on weekdays pre- "
    "and post-lunch, answers you - or your manager - the same day."
)


def test_the_text_is_joined_and_the_quote_is_not(markdown: Read, plain: Read) -> None:
    wide = "This is the widest line of all that stand here,\nand it goes on.\n\n"
    for article in (markdown(WRAPPED), plain(wide + WRAPPED), markdown(f"> {WRAPPED}")):
        passage = article.passages[-1]
        assert passage.text == READ
        assert "pay-\n" in passage.quote


def test_short_lines_go_on_behind_a_hyphen(plain: Read) -> None:
    article = plain("Ask us about all pay-\nrelated questions.\nWe answer.\n")
    assert [passage.text for passage in article.passages] == [
        "Ask us about all pay-related questions.",
        "We answer.",
    ]


def test_items_and_code(markdown: Read, plain: Read) -> None:
    listed = "- Ask about *pay-\n  related* things.\n- Then go.\n"
    assert markdown(listed).passages[0].text == "Ask about pay-related things."
    assert markdown("Type `a-\nb` here.\n").passages[0].text == "Type a- b here."
    assert markdown("Type this-  \nnow.\n").passages[0].text == "Type this- now."
    wide = "This is the widest line of the text that stands here,\nand it goes on.\n\n"
    assert plain(wide + listed.replace("*", "")).passages[1].text == "Ask about pay-related things."
