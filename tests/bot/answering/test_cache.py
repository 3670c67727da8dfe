"""What was answered is remembered, within bounds."""

from __future__ import annotations

import pytest

from bot.answering import cache
from bot.answering.cache import AnswerCache
from bot.answering.model import Answer, Question


def test_only_the_last_answers_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "REMEMBERED", 2)
    answers = AnswerCache()
    nurse, sql, tpm = (Question(text) for text in ("a nurse's pay", "is sql hard", "what is a tpm"))
    for question in (nurse, sql):
        answers.keep(question, Answer.saying(question.question, "en"))
    assert answers.get(sql)
    assert answers.get(nurse)
    answers.keep(tpm, Answer.saying("a manager", "en"))
    assert answers.get(sql) is None
    kept = [answers.get(question) for question in (nurse, tpm)]
    assert [answer and answer.message for answer in kept] == ["a nurse's pay", "a manager"]
