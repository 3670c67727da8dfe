"""The question sets, each with the article that answers it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from bench.gold import json_lines, with_words
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
    """Articles, questions that they answer (with gold strings) and questions that they don't."""

    name: str
    articles: list[Path]
    """Its only article, some, or a folder of them."""
    files: tuple[Path, Path]
    """Of its questions, and of those that nothing answers."""
    without_words: bool = False
    """Whether fingerprints stand in place of the gold strings."""

    @cached_property
    def answerable(self) -> list[dict[str, Any]]:
        """The questions that are answered: `{"q", "gold"}` and more."""
        found = json_lines(self.files[0])
        return with_words(found, self.articles) if self.without_words else found

    @cached_property
    def unanswerable(self) -> list[dict[str, Any]]:
        """The questions that aren't: `{"q", "kind"}` and more."""
        return json_lines(self.files[1])

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
        replace(_folder(one), articles=[PAGES / one.name], without_words=True)
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
        sets.append(_read("tpm", [article], evaluation))
    guides = ROOT / "corpus" / "articles"
    paths = sorted(guides.glob("*.md"))
    sets += [_read(path.stem, [path], QUESTIONS) for path in paths]
    sets.append(_read("guides", paths, QUESTIONS))
    plain = QUESTIONS / "articles"
    return sets + [
        _read(path.stem, [path], plain)
        for path in sorted([*plain.glob("*.txt"), *plain.glob("*.md")])
        if (plain / f"{path.stem}_questions.jsonl").exists()
    ]


def answerer_for(paths: list[Path], folder: Path) -> Answerer:
    """Build an index of the articles in `folder`, where there is none yet, and open it."""
    settings = Settings(index=folder)
    if not (folder / LAYOUT.manifest).is_file():
        build(paths, folder, cache=settings.cache_dir)
    return open_answerer(settings)


def _read(name: str, articles: list[Path], folder: Path) -> QuestionSet:
    questions, unanswerable = (
        folder / f"{name}_{kind}.jsonl" for kind in ("questions", "unanswerable")
    )
    return QuestionSet(name, articles, (questions, unanswerable))


def _folder(folder: Path, name: str = "") -> QuestionSet:
    files = (folder / "questions.jsonl", folder / "unanswerable.jsonl")
    return QuestionSet(name or folder.name, [folder / "articles"], files)
