"""The articles of an owner that an answer can be added to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from bot.settings import PREFIX, Settings
from corpus.article import Article
from corpus.errors import CareerbotError
from corpus.owner import read_owner_words
from corpus.readers import read_text
from corpus.told_language import forget
from index.contract import Index
from index.store.manifest import ArticleInfo

__all__ = ["FaqFile", "FaqFileError", "chosen_file", "faq_files", "own_article"]

DEFAULT = "faq.md"
SUFFIXES = (".md", ".markdown")
"""Of the files that an entry can be added to: an entry is written in Markdown."""


class FaqFileError(CareerbotError):
    """No file that an answer can be added to, with what to name instead."""


@dataclass(frozen=True, slots=True)
class FaqFile:
    """A file that an answer can be added to."""

    name: str
    """As the owner names it: its path in the folder of the articles."""
    path: Path
    article: ArticleInfo | None = None
    """What the index has of it; None for a new one."""


def faq_files(settings: Settings, folder: Path, index: Index) -> list[FaqFile]:
    """Return the files: that of the setting first, then the owner's articles in Markdown."""
    known = {each.path: each for each in index.articles}
    times = Counter(each.path for each in index.articles)
    files = sorted(each for suffix in SUFFIXES for each in folder.rglob(f"*{suffix}"))
    own = Counter(each.name for each in files)
    # The index knows a file by its name alone: of two with one name, either may be meant.
    named = [each for each in files if times[each.name] == 1 and own[each.name] == 1]
    default = settings.faq_article or _default(folder, index)
    first = FaqFile(_name(default, folder), default, known.get(default.name))
    others = (FaqFile(_name(each, folder), each, known[each.name]) for each in named)
    return [first, *(each for each in others if each.path.resolve() != default.resolve())]


def chosen_file(settings: Settings, folder: Path, index: Index, name: str | None) -> FaqFile:
    """Return the file of a name, a new one where there is none yet. Raises FaqFileError."""
    files = faq_files(settings, folder, index)
    if name is None:
        return files[0]
    path = folder / name
    for each in files:
        if name == each.name or path.resolve() == each.path.resolve():
            return each
    inside = path.resolve().is_relative_to(folder.resolve())
    if not inside or path.suffix.lower() not in SUFFIXES or not path.parent.is_dir():
        raise FaqFileError(
            f"{name}: an answer goes into a Markdown file of your articles, such as "
            f"{files[-1].name}, or a new one beside them: name one that ends in .md"
        )
    if path.exists():
        raise FaqFileError(f"{name} isn't in the index, or not by its name alone: name another")
    return FaqFile(name, path)


def own_article(text: str, file: FaqFile, folder: Path, index: Index) -> Article:
    """Read what such a file is to say, as the article that it is in the index.

    Raises FaqFileError where the index has an article of its name that is another file.
    """
    known = file.article
    overrides = read_owner_words([folder]).overrides
    article = read_text(text, file.path, known.id if known else None, overrides)
    forget()
    is_new = known is None or not file.path.exists()
    if is_new and article.id in {each.id for each in index.articles}:
        raise FaqFileError(
            f"The index has an article {article.id!r} that isn't {file.path}: name another "
            f"file, by --into or {PREFIX}FAQ_ARTICLE"
        )
    return article


def _default(folder: Path, index: Index) -> Path:
    """`faq.md`, with a number where another file, such as faq.html, is the article of that name."""
    taken = {each.id for each in index.articles}
    for number in count(1):
        path = folder / (f"faq-{number}.md" if number > 1 else DEFAULT)
        if path.exists() or path.stem not in taken:
            return path
    raise AssertionError("numbers don't end")


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else str(path)
