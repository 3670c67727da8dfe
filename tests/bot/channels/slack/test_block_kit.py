"""Any answer fits Slack's limits and calls nobody."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from slack_sdk.models.blocks import Block

from bot.answering.model import (
    Answer,
    Choice,
    Heading,
    List,
    Paragraph,
    Source,
    SourceReference,
    Table,
)
from bot.channels.incoming import Audience, IncomingQuestion
from bot.channels.slack.block_kit import message
from bot.channels.slack.mrkdwn import clipped, link, pieces, plain
from bot.render.printable import printable

MARKS = some.sampled_from("&<>|*_~` \n!@#¦…")
ANY = some.text(some.one_of(MARKS, some.characters()), max_size=60)
LONG = some.builds(lambda text, times: text * times, ANY, some.sampled_from([1, 1, 3, 200]))
TEXT = LONG.filter(str.strip)


@some.composite
def answers(draw: some.DrawFn) -> Answer:
    """Draw an answer with anything in it."""
    blocks = draw(
        some.lists(
            some.one_of(
                some.builds(Heading, TEXT, some.booleans()),
                some.builds(Paragraph, TEXT, some.booleans(), some.booleans()),
                some.builds(
                    List,
                    LONG,
                    some.lists(TEXT, max_size=30).map(tuple),
                    of=some.sampled_from([None, 99]),
                ),
                some.builds(
                    Table,
                    some.lists(ANY, max_size=4).map(tuple),
                    some.lists(some.lists(LONG, max_size=4).map(tuple), max_size=9).map(tuple),
                ),
            ),
            max_size=12,
        )
    )
    first = next((block.text for block in blocks if isinstance(block, Paragraph)), None)
    url = some.one_of(some.none(), LONG.map("https://example.org/".__add__), ANY)
    references = some.builds(SourceReference, ANY, some.one_of(some.none(), LONG), url)
    sources = some.builds(
        Source,
        some.just(1),
        ANY,
        TEXT,
        some.lists(LONG, max_size=4).map(tuple),
        ANY,
        some.just(0),
        some.just(1),
        some.just(1),
        url,
        some.one_of(some.none(), some.just("2026-11-22")),
        some.lists(references, max_size=8).map(tuple),
    )
    return printable(
        Answer(
            draw(some.sampled_from(["", "a" * 32])),
            "?",
            draw(some.sampled_from(["answered", "unsure", "no_answer"])),
            0.5,
            blocks=tuple(blocks),
            highlight=draw(some.sampled_from([None, first and first[: len(first) // 2 + 1]])),
            message=draw(some.one_of(some.none(), TEXT)),
            not_found=draw(some.one_of(some.none(), TEXT)),
            sources=draw(some.lists(sources, max_size=6).map(tuple)),
            more=draw(some.lists(sources, max_size=3).map(tuple)),
            choices=draw(some.lists(some.builds(Choice, TEXT, ANY), max_size=9).map(tuple)),
            related=draw(some.lists(TEXT, max_size=9).map(tuple)),
            interpreted_as=draw(some.one_of(some.none(), TEXT)),
        )
    )


def mrkdwn(blocks: list[dict[str, Any]]) -> list[str]:
    """Return all texts in which Slack looks for marks."""
    parts = [part for each in blocks for part in (each.get("text"), *each.get("elements", []))]
    return [part["text"] for part in parts if part and part["type"] == "mrkdwn"]


@settings(max_examples=100, deadline=None)
@given(answers(), some.sampled_from(["channel", "direct", "private"]), LONG)
def test_any_answer_is_a_message_that_slack_takes(
    answer: Answer, audience: Audience, question: str
) -> None:
    reply = {"shared_by": "U1"} if audience == "channel" else {}
    incoming = IncomingQuestion("k", "slack", printable(question)[:2_000], audience, reply=reply)
    payload = message(answer, incoming)
    blocks = payload["blocks"]
    assert [each.to_dict() for each in Block.parse_all(blocks)] == blocks  # slack_sdk's limits
    assert len(blocks) <= 50
    assert 0 < len(payload["text"]) < 4_000
    texts = mrkdwn(blocks)
    assert sum(map(len, texts)) < 13_200
    for text in [payload["text"], *texts]:
        assert 0 < len(text) <= 3_000
        bare = re.sub(r"<https?://[^<>|\s]*\|[^<>|]*>|^<@U1> asked", "", text)
        assert not re.search(r"[<>]|&(?!(?:amp|lt|gt);)", bare)
    for block in blocks:
        elements = block.get("elements", [])
        assert len(elements) <= (10 if block["type"] == "context" else 25)
        actions = [each["action_id"] for each in elements if "action_id" in each]
        assert len(set(actions)) == len(actions)
        for each in elements:
            if each["type"] == "button":
                assert 0 < len(each["text"]["text"]) <= 75
                assert len(each["value"]) <= 2_000


def answer(**changes: Any) -> Answer:  # noqa: ANN401 - any field
    source = Source(
        1, "guide", "A <b> & C", ("Pay",), "It pays.", 0, 8, 3, "https://e.org/a?b=1&c#:~:text=x",
        "2026-01-02", (SourceReference("[1]", "Handbook", "https://b.org"),),
    )  # fmt: skip
    values: dict[str, Any] = {
        "answer_id": "a-1", "question": "Pay?", "status": "answered", "confidence": 0.9,
        "answer": "It pays. R&D pays more.", "blocks": (Paragraph("It pays. R&D pays more."),),
        "highlight": "R&D pays more.", "message": None, "sources": (source,),
    }  # fmt: skip
    return Answer(**values | changes)


def test_the_best_sentence_is_bold_and_the_source_a_link() -> None:
    blocks = message(answer(), IncomingQuestion("k", "slack", "Pay?", "channel"))["blocks"]
    assert [block["type"] for block in blocks] == ["section", "context", "actions"]
    assert blocks[0]["text"]["text"] == "It pays. *R&amp;D pays more.*"
    assert blocks[1]["elements"][0]["text"] == (
        "<https://e.org/a?b=1&amp;c#:~:text=x|A &lt;b&gt; &amp; C › Pay> · line 3 · "
        "updated 2026-01-02 · <https://b.org|[1] Handbook>"
    )
    assert [each["text"]["text"] for each in blocks[2]["elements"]] == ["👍", "👎"]


def test_lists_and_tables_are_lines() -> None:
    layout = (
        List("Ways:", ("a", "b")),
        List("", ("c", "d"), numbers=(2, None), levels=(0, 1)),
        Table(("Role", "Pay"), (("Lead", "$1"), ("Head", ""))),
    )
    blocks = message(
        answer(blocks=layout, highlight=None), IncomingQuestion("k", "s", "?", "channel")
    )
    said = blocks["blocks"][0]["text"]["text"]
    assert said == "Ways:\n• a\n• b\n2. c\n◦ d\n• Role: Lead · Pay: $1\n• Role: Head"


@pytest.mark.parametrize(
    ("said", "question"),
    [
        ("<@U123> what is it?", "what is it?"),
        ("<@U123|bot>, what is it?", "what is it?"),
        ("what is it, <@U123>", "what is it"),
        ("hey <@U1> what is R&amp;D &lt;now&gt;?", "hey what is R&D <now>?"),
        ("see <https://e.org/x|this> and <https://e.org>", "see this and https://e.org"),
        ("in <#C1|general> <!here> <!subteam^S1|@t> <mailto:a@b.c|a@b.c>", "in general a@b.c"),
        ("&amp;lt;!channel&amp;gt;", "&lt;!channel&gt;"),
        ("<@U1>", ""),
    ],
)  # fmt: skip
def test_what_comes_in_is_the_question_as_it_was_typed(said: str, question: str) -> None:
    assert plain(said) == question


def test_a_link_that_is_none_of_the_web_is_its_label() -> None:
    assert link("javascript:alert(1)", "a") == "a"
    assert link(None, "<a>") == "&lt;a&gt;"
    assert link("https://e.org/a|b> c", "x|y") == "<https://e.org/a%7Cb%3E%20c|x¦y>"


@given(some.text(MARKS | some.characters()), some.integers(5, 50))
def test_pieces_lose_no_word_and_fit(text: str, most: int) -> None:
    found = pieces(text, most)
    assert "".join("".join(found).split()) == "".join(text.split())
    assert all(len(html.escape(piece, quote=False)) <= most for piece in found)


@given(some.text(), some.integers(1, 50))
def test_a_clipped_text_fits(text: str, most: int) -> None:
    assert len(clipped(text, most)) <= most
