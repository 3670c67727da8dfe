"""All articles of a folder: what was read, and what was skipped and why."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.article import Article, Skipped
from corpus.bounded_file import kind_of, leads_out
from corpus.errors import ArticleError, NothingToQuoteError, cut, shown
from corpus.overrides import Overrides
from corpus.owner import OWNER_FILE
from corpus.readers import SUFFIXES, article_id, read_article
from corpus.told_language import forget
from corpus.translations import Translations

__all__ = ["BUNDLED", "HIDDEN", "Folder", "Former", "Progress", "read_folder"]

BUNDLED = Path(__file__).resolve().parent / "articles"
"""The folder of the guides that ship with the project."""

HIDDEN = (".", "~$")
"""How the names of files begin that are left alone: hidden ones, and Word's beside an open one."""
_NONE = Overrides()
_STAYS = "until then it answers as it was read before; delete the file to take it out"
_NAMED = 5
"""How many of the files whose suffix isn't read are named."""

Progress = Callable[[int, int, Path], None]
"""Called after each file with the number of files done, the number of all, and the file."""

Former = Callable[[str, Path], Article | None]
"""Returns how the article of this id was read of this file before; None where it wasn't."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The articles read, ids unique, and everything that could not be read as it stands."""

    articles: Sequence[Article]
    skipped: tuple[Skipped, ...]


def read_folder(
    paths: Sequence[Path],
    progress: Progress | None = None,
    *,
    leave_out: Callable[[Path], bool] = lambda _: False,
    overrides: Overrides = _NONE,
    keep: Callable[[Iterable[Article]], Sequence[Article]] = tuple,
    former: Former = lambda *_: None,
) -> Folder:
    """Read article files and all articles below folders, in the order of their paths.

    What can't be read is in `skipped`, and stops nothing; so is a folder without articles. A
    folder below those named for which `leave_out` is true is passed over. `overrides` are the
    owner's for all of them. `keep` puts the articles, as they are read, where they are kept.
    A file that is there and can't be read, such as one that is just being saved, stays the article
    that it was in `former`.
    """
    skipped: list[Skipped] = []
    files = _files(paths, skipped, leave_out)
    articles = keep(_read(files, overrides, skipped, progress, former))
    forget()
    idle = overrides.idle(_texts(articles))
    skipped += [
        Skipped(OWNER_FILE, None, f"keep or ignore: no heading or text is {cut(entry)}")
        for entry in idle
    ]
    translations = Translations([Path(article.path) for article in articles])
    if translations.several:
        articles = keep(_in_languages(articles, translations))
    return Folder(articles, tuple(skipped))


def _read(
    files: Sequence[Path],
    overrides: Overrides,
    skipped: list[Skipped],
    progress: Progress | None,
    former: Former,
) -> Iterator[Article]:
    """Yield the articles of some files, and add to `skipped` what can't be read."""
    taken: dict[str, Path] = {}
    texts: dict[str, Path] = {}
    numbers: dict[str, int] = {}
    for done, path in enumerate(files, 1):
        name = _free_id(path, taken, numbers, skipped)
        article: Article | None
        try:
            article = read_article(path, name, overrides)
        except ArticleError as error:
            gone = isinstance(error, NothingToQuoteError)
            article = None if gone else former(name, path)
            stays = f" ({_STAYS})" if article else ""
            skipped.append(Skipped(error.path, error.line, f"{error.reason}{stays}"))
        if article is not None:
            if article.sha256 in texts:
                same = texts[article.sha256]
                skipped.append(Skipped(str(path), None, f"the same text as {same}: not read twice"))
            else:
                taken[article.id] = texts[article.sha256] = path
                skipped.extend(article.warnings)
                yield article
        if progress is not None:
            progress(done, len(files), path)


def _in_languages(articles: Iterable[Article], translations: Translations) -> Iterator[Article]:
    """Yield the articles, those that are one in several languages in that of their files' names."""
    for article in articles:
        language = translations.language(Path(article.path))
        if language and not article.language_said:
            yield replace(article, language=language, language_said=True)
        else:
            yield article


def _texts(articles: Iterable[Article]) -> Iterator[tuple[Sequence[str], str]]:
    """Yield the headings and texts of articles, those that were set aside included."""
    for article in articles:
        for section in article.sections:
            yield (section.heading,), section.heading
        for passage in article.passages:
            yield (), passage.text
        for aside in article.set_aside:
            yield (), aside.text


def _files(
    paths: Sequence[Path], skipped: list[Skipped], leave_out: Callable[[Path], bool]
) -> list[Path]:
    """Return the files to read, each once, sorted; hidden ones in a folder are left alone."""
    files: dict[Path, Path] = {}
    unread: dict[Path, list[Path]] = {}
    for path in sorted(map(Path, paths)):
        if not os.path.exists(path):  # noqa: PTH110 - which never raises
            skipped.append(Skipped(str(path), None, "no such file or folder"))
            continue
        if path.is_dir() and leave_out(path):
            skipped.append(Skipped(str(path), None, "an index: name the folder of its articles"))
            continue
        folder = path if path.is_dir() else path.parent
        before = len(skipped)
        found = sorted(_below(path, skipped, leave_out)) if path.is_dir() else [path]
        for file in found:
            if file.suffix.lower() in SUFFIXES:
                files.setdefault(file.resolve(), file)
            else:
                unread.setdefault(folder, []).append(file)
        if not found and len(skipped) == before:
            reason = f"a folder without articles: put {', '.join(SUFFIXES)} files into it"
            skipped.append(Skipped(str(path), None, reason))
    skipped += [_unread(folder, each) for folder, each in unread.items()]
    return sorted(files.values())


def _unread(folder: Path, files: Sequence[Path]) -> Skipped:
    """Return what is said of the files of a folder whose suffix isn't read."""
    remedy = f"use one of {', '.join(SUFFIXES)}"
    if len(files) == 1:
        reason = f"the suffix {files[0].suffix!r} isn't read: {remedy}"
        return Skipped(str(files[0]), None, reason)
    named = [shown(each.relative_to(folder)) for each in files[:_NAMED]]
    more = f" and {len(files) - _NAMED:,} more" if len(files) > _NAMED else ""
    reason = f"{len(files):,} files aren't read ({', '.join(named)}{more}): {remedy}"
    return Skipped(str(folder), None, reason)


def _below(path: Path, skipped: list[Skipped], leave_out: Callable[[Path], bool]) -> Iterator[Path]:
    """Yield the files in a folder and below it, but for what is hidden and what is left out."""
    folders = [path]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                found = [entry for entry in entries if not entry.name.startswith(HIDDEN)]
        except OSError as error:
            reason = f"can't be opened: {error.strerror}"
            skipped.append(Skipped(str(folder), None, reason))
            continue
        for entry in found:
            at = folder / entry.name
            if entry.is_dir(follow_symlinks=False):
                if not leave_out(at):
                    folders.append(at)
            elif entry.name != OWNER_FILE:
                if flaw := _no_file(at, path):
                    skipped.append(Skipped(str(at), None, flaw))
                else:
                    yield at


def _no_file(path: Path, folder: Path) -> str | None:
    """Return why what stands in a folder isn't read as one of its files, or None where it is."""
    try:
        mode = path.stat().st_mode
    except OSError as error:
        return f"can't be opened: {error.strerror}"
    if stat.S_ISDIR(mode):
        return "a link to a folder: name that folder itself to read it"
    if leads_out(path, folder):
        return f"a link out of {folder}: name the file itself to read it, or copy it there"
    kind = kind_of(mode)
    return kind and f"can't be opened: it is {kind}, and no file"


def _free_id(
    path: Path, taken: dict[str, Path], numbers: dict[str, int], skipped: list[Skipped]
) -> str:
    """Return the file's id, with a number behind it where another article has it."""
    wanted = free = article_id(path)
    # Counted on from the last: a site may well have ten thousand files called index.md.
    number = numbers.get(wanted, 2)
    while free in taken:
        numbers[wanted] = number
        free = f"{wanted}-{number}"
        number += 1
    if free != wanted:
        reason = f"the id {wanted!r} is taken by {taken[wanted]}: read as {free!r}, or rename it"
        skipped.append(Skipped(str(path), None, reason))
    return free
