"""The question sets, each with the article that answers it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answering.answerer import Answerer
from bot.open_index import open_answerer
from bot.settings import Settings
from index.build import build

__all__ = ["QuestionSet", "answerer_for", "question_sets"]

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "bench" / "questions"
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class QuestionSet:
    """An article, questions that it answers (with gold strings) and questions that it doesn't."""

    name: str
    article: Path
    answerable: list[dict[str, Any]]
    unanswerable: list[dict[str, Any]]


def question_sets() -> list[QuestionSet]:
    """Return every question set that is there, the one over the plain-text article first."""
    sets = []
    if SHARED.is_dir():
        evaluation = SHARED / "eval"
        article = SHARED / "corpus" / "technical-project-manager.txt"
        sets.append(_read("tpm", article, evaluation))
    guides = ROOT / "corpus" / "articles"
    sets += [_read(path.stem, path, QUESTIONS) for path in sorted(guides.glob("*.md"))]
    plain = QUESTIONS / "articles"
    return sets + [
        _read(path.stem, path, plain)
        for path in sorted([*plain.glob("*.txt"), *plain.glob("*.md")])
        if (plain / f"{path.stem}_questions.jsonl").exists()
    ]


def answerer_for(paths: list[Path], folder: Path) -> Answerer:
    """Build an index of the articles in `folder` and open it."""
    settings = Settings(index=folder)
    build(paths, folder, cache=settings.cache_dir)
    return open_answerer(settings)


def _read(name: str, article: Path, folder: Path) -> QuestionSet:
    questions, unanswerable = (
        [json.loads(line) for line in (folder / f"{name}_{kind}.jsonl").read_text().splitlines()]
        for kind in ("questions", "unanswerable")
    )
    return QuestionSet(name, article, questions, unanswerable)
