"""All articles of a folder: what was read, and what was skipped and why."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.article import Article, Skipped
from corpus.errors import ArticleError
from corpus.owner import OWNER_FILE
from corpus.readers import SUFFIXES, article_id, read_article

__all__ = ["BUNDLED", "Folder", "Progress", "read_folder"]

BUNDLED = Path(__file__).resolve().parent / "articles"
"""The folder of the guides that ship with the project."""

Progress = Callable[[int, int, Path], None]
"""Called after each file with the number of files done, the number of all, and the file."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The articles read, ids unique, and everything that could not be read as it stands."""

    articles: tuple[Article, ...]
    skipped: tuple[Skipped, ...]


def read_folder(
    paths: Sequence[Path],
    progress: Progress | None = None,
    *,
    leave_out: Callable[[Path], bool] = lambda _: False,
) -> Folder:
    """Read article files and all articles below folders, in the order of their paths.

    What can't be read is in `skipped`, and stops nothing; so is a folder without articles. A
    folder below those named for which `leave_out` is true is passed over.
    """
    skipped: list[Skipped] = []
    files = _files(paths, skipped, leave_out)
    articles: list[Article] = []
    taken: dict[str, Path] = {}
    texts: dict[str, Path] = {}
    for done, path in enumerate(files, 1):
        try:
            article = read_article(path, _free_id(path, taken, skipped))
        except ArticleError as error:
            skipped.append(Skipped(error.path, error.line, error.reason))
        else:
            if article.sha256 in texts:
                same = texts[article.sha256]
                skipped.append(Skipped(str(path), None, f"the same text as {same}: not read twice"))
            else:
                taken[article.id] = texts[article.sha256] = path
                articles.append(article)
                skipped.extend(article.warnings)
        if progress is not None:
            progress(done, len(files), path)
    return Folder(tuple(articles), tuple(skipped))


def _files(
    paths: Sequence[Path], skipped: list[Skipped], leave_out: Callable[[Path], bool]
) -> list[Path]:
    """Return the files to read, each once, sorted; hidden ones in a folder are left alone."""
    files: dict[Path, Path] = {}
    for path in sorted(map(Path, paths)):
        if not path.exists():
            skipped.append(Skipped(str(path), None, "no such file or folder"))
            continue
        if path.is_dir() and leave_out(path):
            skipped.append(Skipped(str(path), None, "an index: name the folder of its articles"))
            continue
        if not path.is_dir():
            files.setdefault(path.resolve(), path)
            continue
        found = [
            file
            for file in sorted(_below(path, leave_out))
            if file.is_file() and file.name != OWNER_FILE and not file.name.startswith(".")
        ]
        readable = [file for file in found if file.suffix.lower() in SUFFIXES]
        for file in found:
            if file not in readable:
                reason = f"the suffix {file.suffix!r} isn't read: use one of {', '.join(SUFFIXES)}"
                skipped.append(Skipped(str(file), None, reason))
        if not readable:
            reason = f"a folder without articles: put {', '.join(SUFFIXES)} files into it"
            skipped.append(Skipped(str(path), None, reason))
        for file in readable:
            files.setdefault(file.resolve(), file)
    return sorted(files.values())


def _below(path: Path, leave_out: Callable[[Path], bool]) -> Iterator[Path]:
    """Yield the files in a folder and below it, but for hidden folders and those left out."""
    for at, folders, names in os.walk(path):
        folder = Path(at)
        folders[:] = [
            name for name in folders if not (name.startswith(".") or leave_out(folder / name))
        ]
        yield from (folder / name for name in names)


def _free_id(path: Path, taken: dict[str, Path], skipped: list[Skipped]) -> str:
    """Return the file's id, with a number behind it where another article has it."""
    wanted = free = article_id(path)
    number = 2
    while free in taken:
        free = f"{wanted}-{number}"
        number += 1
    if free != wanted:
        reason = f"the id {wanted!r} is taken by {taken[wanted]}: read as {free!r}, or rename it"
        skipped.append(Skipped(str(path), None, reason))
    return free
