"""What is said of an answer, and what asks something else."""

from __future__ import annotations

import json

import pytest

from bot.answering.reading.reply import Reply, reply_in
from tests.bot.answering.reading.test_courtesy import BENCH


@pytest.mark.parametrize(
    ("reply", "texts"),
    [
        (Reply.MORE, ["more", "Tell me more!", "can you go into more detail?", "anything else?",
                      "please elaborate", "Could you explain that a bit further", "what else",
                      "ok, and more details please", "is that all?", "keep going"]),
        (Reply.WHERE, ["are you sure?", "really?", "is that true", "sure?", "what's your source?",
                       "where did you get that from?", "where does it say that", "says who",
                       "how do you know", "is this information still accurate?"]),
        (Reply.HEARD, ["ok", "thanks a lot, bye", "hm ok", "that's helpful", "Great!", "got it",
                       "I see", "lol", "makes sense, thank you"]),
    ],
)  # fmt: skip
def test_a_reply_is_told_by_what_it_is_made_of(reply: Reply, texts: list[str]) -> None:
    assert {text: reply_in(text) for text in texts} == dict.fromkeys(texts, reply)


@pytest.mark.parametrize(
    "text",
    ["", "?", "yes", "no", "sure", "why?", "tell me more about the salary", "how much more?",
     "do I need more experience", "who else can apply", "what else can I take instead?",
     "is it good?", "is it good", "are you hiring", "where do I get it", "where does it come from",
     "where do they get it from", "are references needed?", "right of way", "more " * 13],
)  # fmt: skip
def test_what_may_ask_something_is_no_reply(text: str) -> None:
    assert reply_in(text) is None


def test_no_question_of_the_sets_is_a_reply() -> None:
    for path in BENCH.rglob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            question = json.loads(line)
            assert reply_in(question["q"]) is None or question.get("kind") == "noise", question
