"""The articles that an index is built of, read and kept where they take no memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus import Article, Skipped, read_folder
from corpus.folder import Former
from corpus.owner import OwnerWords, read_owner_words
from corpus.page_links import checked_base, on_site
from index.store.manifest import is_index
from index.store.spool import Spool
from index.write_contents import without_question
from index.write_vectors import Progress

__all__ = ["Gathered", "gather"]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What an index is built of, and what was left out and why."""

    articles: Sequence[Article]
    owner: OwnerWords
    skipped: tuple[Skipped, ...]


def gather(
    paths: Sequence[Path],
    out: Path,
    progress: Progress = lambda *_: None,
    base_url: str | None = None,
    former: Former = lambda *_: None,
) -> Gathered:
    """Read articles and folders of articles, of which an index in `out` is to be built.

    `former` is how they were read before, as for `corpus.read_folder`.
    Raises OwnerFileError, and BaseUrlError for a `base_url` that is none.
    """
    if base_url is not None:
        checked_base(base_url)
    owner = read_owner_words(paths)
    read = read_folder(
        paths,
        lambda done, of, _: progress("reading", done, of),
        # What an index keeps, such as its encoder's list of words, are no articles.
        leave_out=lambda folder: folder.resolve() == out.resolve() or is_index(folder),
        overrides=owner.overrides,
        keep=_kept,
        former=former,
    )
    articles = read.articles
    empty = [
        Skipped(article.path, None, "no passages: nothing but headings")
        for article in articles
        if not article.passages
    ]
    if empty:
        articles = _kept(article for article in articles if article.passages)
    skipped = (*read.skipped, *empty, *without_question(articles, owner))
    if base_url is not None:
        articles = _kept(on_site(articles, paths, base_url))
    return Gathered(articles, owner, skipped)


def _kept(articles: Iterable[Article]) -> Sequence[Article]:
    return Spool(articles, Article)
