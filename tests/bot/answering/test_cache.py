"""What was answered is remembered, within bounds."""

from __future__ import annotations

import pytest

import bot.answering.answerer
from bot.answering.answerer import Answerer
from bot.settings import Settings


def test_only_the_last_answers_are_remembered(
    guides_answerer: Answerer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.answerer, "CACHED", 2)
    answerer = Answerer(guides_answerer.index, Settings())
    for question in ("what does a nurse earn", "is sql hard", "what is a tpm", "is sql hard"):
        answerer.answer(question)
    assert [kept.question for kept in answerer._cache] == ["what is a tpm", "is sql hard"]
