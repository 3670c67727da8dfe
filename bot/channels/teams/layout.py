"""An answer as a message of Teams: Markdown, and a card with what to ask next as buttons."""

from __future__ import annotations

from dataclasses import replace

from bot.answering.model import Answer
from bot.channels.chat_markdown import TEAMS, markdown
from bot.channels.teams.sdk import (
    ActionSet,
    AdaptiveCard,
    CardElement,
    MessageActivityInput,
    MessageBackSubmitActionData,
    SubmitAction,
    SubmitActionData,
    TextBlock,
)
from bot.render.answer_outline import Questions, outline

__all__ = ["message"]

MOST = 6
"""Buttons under one heading: a card shows no more."""


def message(answer: Answer) -> MessageActivityInput:
    """Return the answer as it is posted; a button asks as whoever presses it."""
    text = markdown(replace(answer, choices=(), related=()), TEAMS)
    said = MessageActivityInput(text=text, text_format="markdown")
    buttons: list[CardElement] = [
        element
        for part in outline(answer)
        if isinstance(part, Questions)
        for element in (
            TextBlock(text=part.head, wrap=True, is_subtle=True),
            ActionSet(actions=list(map(_button, part.questions[:MOST], part.passages[:MOST]))),
        )
    ]
    return said.add_card(AdaptiveCard(version="1.5", body=buttons)) if buttons else said


def _button(question: str, passage: str | None) -> SubmitAction:
    asks = MessageBackSubmitActionData(
        text=question,
        display_text=question,
        value={"passage": passage} if passage else None,
    )
    return SubmitAction(
        title=question,
        data=SubmitActionData(msteams=asks.model_dump(by_alias=True, exclude_none=True)),
    )
