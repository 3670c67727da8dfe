"""`careerbot ask`: one question, one answer."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from bot.answering.answerer import UnknownArticleError
from bot.answering.model import Answer
from bot.answering.reading.limits import QuestionError, trimmed
from bot.commands import WrongUseError
from bot.open_index import open_answerer
from bot.render.progress import notice
from bot.settings import Settings

__all__ = ["ask"]

NO_ANSWER = 3
LONGEST_INPUT = 64 * 1024
"""Bytes that are read of standard input: more is no question, and may never end."""


def ask(
    settings: Settings,
    question: str,
    *,
    as_json: bool,
    articles: Sequence[str] | None,
    top: int | None,
) -> int:
    """Print the answer; return 0, or 3 where no article answers."""
    if question == "-":
        question = sys.stdin.buffer.read(LONGEST_INPUT).decode(errors="replace")
    try:
        question = trimmed(question)
        answerer = open_answerer(settings, notice)
        answer = answerer.answer(question, articles=articles, top=top)
    except (QuestionError, UnknownArticleError) as error:
        raise WrongUseError(str(error)) from error
    _print(answer, as_json=as_json)
    return NO_ANSWER if answer.status == "no_answer" else 0


def _print(answer: Answer, *, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(answer.as_dict(), indent=2))
    elif sys.stdout.isatty():
        from rich.console import Console

        from bot.render.terminal import show

        show(answer, Console())
    else:
        from bot.render.plain import plain

        print(plain(answer), end="")
