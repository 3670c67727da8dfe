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
from index.store.layout import LAYOUT

__all__ = ["QuestionSet", "answerer_for", "question_sets", "real_sets", "written_sets"]

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "bench" / "questions"
PAGES = ROOT / "build" / "pages"
"""Where the pages of `bench/questions/pages` are put, a folder a set: they aren't the project's."""
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class QuestionSet:
    """An article, questions that it answers (with gold strings) and questions that it doesn't."""

    name: str
    articles: list[Path]
    """Its only article, or a folder of them."""
    answerable: list[dict[str, Any]]
    unanswerable: list[dict[str, Any]]

    @property
    def article(self) -> Path:
        """The first of its articles, or the folder of them."""
        return self.articles[0]


def real_sets() -> list[QuestionSet]:
    """Return the sets over pages of other people, each a folder of articles.

    Those whose pages are not here are left out.
    """
    folder = SHARED / "eval" / "sets"
    found = [_folder(one) for one in sorted(folder.iterdir())] if folder.is_dir() else []
    return found + [
        _folder(one, articles=PAGES / one.name)
        for one in sorted((QUESTIONS / "pages").iterdir())
        if (PAGES / one.name).is_dir()
    ]


def written_sets() -> list[QuestionSet]:
    """Return the sets over folders of articles that were written for the project."""
    folder = QUESTIONS / "sets"
    if not folder.is_dir():
        return []
    # Named apart from those over other people's pages.
    return [
        _folder(one, f"own-{one.name}")
        for one in sorted(folder.iterdir())
        if (one / "questions.jsonl").is_file()
    ]


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
    """Build an index of the articles in `folder`, where there is none yet, and open it."""
    settings = Settings(index=folder)
    if not (folder / LAYOUT.manifest).is_file():
        build(paths, folder, cache=settings.cache_dir)
    return open_answerer(settings)


def _read(name: str, article: Path, folder: Path) -> QuestionSet:
    questions, unanswerable = (
        [json.loads(line) for line in (folder / f"{name}_{kind}.jsonl").read_text().splitlines()]
        for kind in ("questions", "unanswerable")
    )
    return QuestionSet(name, [article], questions, unanswerable)


def _folder(folder: Path, name: str = "", articles: Path | None = None) -> QuestionSet:
    questions, unanswerable = (
        [json.loads(line) for line in (folder / f"{kind}.jsonl").read_text().splitlines()]
        for kind in ("questions", "unanswerable")
    )
    articles = articles or folder / "articles"
    return QuestionSet(name or folder.name, [articles], questions, unanswerable)
