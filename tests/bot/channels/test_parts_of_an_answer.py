"""What an answer is made of, side by side in every channel."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from rich.console import Console

from bot.answering.model import Answer, Heading, List, Paragraph, Source, Table
from bot.channels.chat_markdown import MATTERMOST, ROCKETCHAT, markdown
from bot.channels.incoming import IncomingQuestion
from bot.channels.slack.block_kit import message
from bot.render.plain import plain
from bot.render.terminal import show


def source(n: int, heading: str, quote: str) -> Source:
    return Source(n, "ferry", "Ferry work", (heading,), quote, 0, 9, n, None, None, ())


ANSWER = Answer(
    answer_id="1",
    question="how often am I paid? and what do I do? and the canteen?",
    status="answered",
    confidence=0.9,
    answer="Every second Friday.\n\nDo this:\nCoil the ropes.\nSweep the deck.\n\nDeck | Berths\n"
    "A | 7",
    blocks=(
        Heading("how often am I paid?", asked=True),
        Heading("Crew on land"),
        Paragraph("Every second Friday.", cut_before=True, cut_after=True),
        Heading("and what do I do?", asked=True),
        List("Do this:", ("Coil the ropes.", "Sweep the deck."), numbers=(1, 6), of=9),
        Table(("Deck", "Berths"), (("A", "7"),), of=60),
    ),
    highlight="Every second Friday.",
    not_found="I found no answer to “and the canteen?”.",
    sources=(source(1, "Crew on land", "Every second Friday."),),
    more=(source(2, "Crew at sea", "In cash."), source(3, "Strikes", "No pay.")),
    related=("Who is the bosun?",),
)
IN_ORDER = (
    "how often am I paid?",
    "Crew on land",
    "…",
    "Every second Friday.",
    "…",
    "and what do I do?",
    "Do this:",
    "1. Coil the ropes.",
    "6. Sweep the deck.",
    "2 of 9",
    "1 of 60",
    "I found no answer to “and the canteen?”.",
    "Ferry work › Crew on land",
    "Also in the articles",
    "Ferry work › Crew at sea",
    "Ferry work › Strikes",
    "Who is the bosun?",
)


def on_a_terminal(answer: Answer) -> str:
    screen = io.StringIO()
    show(answer, Console(file=screen, width=90, legacy_windows=False))
    return screen.getvalue()


def in_slack(answer: Answer) -> str:
    blocks = message(answer, IncomingQuestion("q", "", "", "channel"))["blocks"]
    return "\n".join(_texts(blocks))


def _texts(value: Any) -> list[str]:  # noqa: ANN401 - any part of a message
    if isinstance(value, list):
        return [text for each in value for text in _texts(each)]
    if isinstance(value, dict):
        own = [value["text"]] if isinstance(value.get("text"), str) else []
        return own + [text for key, each in value.items() if key != "text" or not own
                      for text in _texts(each)]  # fmt: skip
    return []


def in_mattermost(answer: Answer) -> str:
    # Numbers that don't follow each other would be counted anew there.
    return markdown(answer, MATTERMOST).replace("- Coil", "1. Coil").replace("- Sweep", "6. Sweep")


def in_rocketchat(answer: Answer) -> str:
    return markdown(answer, ROCKETCHAT).replace("- Coil", "1. Coil").replace("- Sweep", "6. Sweep")


@pytest.mark.parametrize("shown", [plain, on_a_terminal, in_slack, in_mattermost, in_rocketchat])
def test_every_channel_shows_every_part_in_order(shown: Any) -> None:  # noqa: ANN401
    text = shown(ANSWER)
    place = 0
    for part in IN_ORDER:
        found = text.find(part, place)
        assert found >= 0, (part, text[place:])
        place = found + len(part)


@pytest.mark.parametrize("shown", [plain, on_a_terminal, in_slack, in_mattermost, in_rocketchat])
def test_what_is_whole_is_not_said_to_be_a_part(shown: Any) -> None:  # noqa: ANN401
    whole = Answer(
        "1", "q", "answered", 0.9, "Do this:\nCoil.",
        blocks=(List("Do this:", ("Coil.",)), Paragraph("Rest.")),
        sources=(source(1, "Crew", "Coil."),),
    )  # fmt: skip
    text = shown(whole)
    assert " of " not in text
    assert "…" not in text
    assert "Also in" not in text


def test_the_object_has_them_all() -> None:
    found = json.loads(json.dumps(ANSWER.as_dict()))
    assert [block["type"] for block in found["blocks"]] == [
        "heading", "heading", "paragraph", "heading", "list", "table",
    ]  # fmt: skip
    assert found["blocks"][0] == {
        "type": "heading", "text": "how often am I paid?", "asked": True,
    }  # fmt: skip
    assert (found["blocks"][2]["cut_before"], found["blocks"][2]["cut_after"]) == (True, True)
    assert (found["blocks"][4]["of"], found["blocks"][5]["of"]) == (9, 60)
    assert [each["heading"] for each in found["more"]] == [["Crew at sea"], ["Strikes"]]
    assert found["not_found"] == ANSWER.not_found
