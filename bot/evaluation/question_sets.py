"""Question sets: JSON Lines files of questions, each with what a right answer contains."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, get_args

from bot.answering.reading.limits import QuestionError, trimmed
from bot.evaluation.citations import comparable
from corpus.errors import CareerbotError

__all__ = ["Case", "Kind", "QuestionFileError", "read_any", "read_questions", "read_unanswerable"]

Kind = Literal["answerable", "near", "far", "noise"]
LARGEST = 32 * 1024 * 1024
"""Bytes of a question set."""
UNANSWERABLE = [kind for kind in get_args(Kind) if kind != "answerable"]


class QuestionFileError(CareerbotError):
    """A question set that can't be used, with the file, the line and what belongs there."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question of a set."""

    question: str
    kind: Kind
    place: str
    """Where it stands: `file:line`."""
    gold: tuple[str, ...] = ()
    """A right answer contains one of these; empty where there is none."""
    history: tuple[str, ...] = ()
    article: str | None = None
    """Id of the only article to answer from; None: any."""

    def answered_by(self, text: str) -> bool:
        """Tell whether a text is a right answer, markup and white space aside."""
        folded = _folded(text)
        # A string of nothing but marks folds to nothing, which would stand anywhere.
        return any((_folded(one) or one) in (folded if _folded(one) else text) for one in self.gold)

    def part_of(self, sentence: str) -> bool:
        """Tell whether a sentence is part of what is wanted, or holds it."""
        folded = _folded(sentence)
        wanted = map(_folded, self.gold)
        return bool(folded) and any(folded in one or one in folded for one in wanted)


_folded = lru_cache(maxsize=16384)(comparable)


def read_questions(path: Path) -> list[Case]:
    """Read questions that the articles answer: `{"q", "gold", "history"?, "article"?}` a line."""
    questions = []
    for place, line in _lines(path):
        gold = line.get("gold")
        if not _texts(gold) or not gold:
            raise QuestionFileError(
                f'{place}: "gold" is {_shown(gold)}: list strings that a right answer contains'
            )
        questions.append(_question(line, "answerable", place, tuple(gold)))
    return questions


def read_unanswerable(path: Path) -> list[Case]:
    """Read questions that the articles don't answer: `{"q", "kind"?}` a line, near by default."""
    questions = []
    for place, line in _lines(path):
        kind = line.get("kind", "near")
        if kind not in UNANSWERABLE:
            raise QuestionFileError(
                f'{place}: "kind" is {_shown(kind)}: it may be {", ".join(UNANSWERABLE)}'
            )
        questions.append(_question(line, kind, place, ()))
    return questions


def read_any(path: Path) -> list[Case]:
    """Read questions of either kind, whatever is said of what answers them."""
    return [_question(line, "answerable", place, ()) for place, line in _lines(path)]


def _lines(path: Path) -> list[tuple[str, dict[str, Any]]]:
    try:
        with path.open("rb") as file:  # which may be a pipe, and one that never ends
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise QuestionFileError(f"{path}: over {LARGEST // 2**20} MiB: split the set")
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise QuestionFileError(f"{path}: can't be read ({reason})") from None
    except UnicodeDecodeError as error:
        reason = f"byte {error.start} is not UTF-8: save it as such"
        raise QuestionFileError(f"{path}: {reason}") from None
    # Not splitlines(): a line separator inside a string is no end of a line.
    lines = [
        (f"{path}:{number}", _object(line, f"{path}:{number}"))
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]
    if not lines:
        raise QuestionFileError(f'{path}: holds no question: {{"q": …, "gold": […]}}, one a line')
    return lines


def _object(line: str, place: str) -> dict[str, Any]:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        raise QuestionFileError(f"{place}: no JSON ({reason}): one object a line") from None
    if not isinstance(found, dict):
        raise QuestionFileError(f"{place}: {_shown(found)} is no object: one object a line")
    return found


def _question(line: dict[str, Any], kind: Kind, place: str, gold: tuple[str, ...]) -> Case:
    question, history, article = line.get("q"), line.get("history", []), line.get("article")
    if not isinstance(question, str):
        raise QuestionFileError(f'{place}: "q" is {_shown(question)}: it is the question, a text')
    if not _texts(history):
        raise QuestionFileError(
            f'{place}: "history" is {_shown(history)}: list the earlier questions'
        )
    try:
        question, *history = map(trimmed, (question, *history))
        "".join((question, *history)).encode()
    except QuestionError as error:
        raise QuestionFileError(f"{place}: {error}") from None
    except UnicodeEncodeError:
        reason = "half of a \\u pair is no character: write the character itself"
        raise QuestionFileError(f"{place}: {reason}") from None
    if article is not None and not isinstance(article, str):
        raise QuestionFileError(f'{place}: "article" is {_shown(article)}: it is an article\'s id')
    return Case(question, kind, place, gold, tuple(history), article)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(x, str) and x.strip() for x in value)


def _shown(value: object) -> str:
    if value is None:
        return "missing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 40 else f"{text[:40]}…"
