"""An index built anew of what it holds: without some articles, with another one or other words."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.article import Article
from corpus.errors import CareerbotError, shown
from corpus.owner import OwnerWords
from index.build import BuildReport, build_of
from index.signals.late_interaction import stored_bits
from index.store.layout import LAYOUT
from index.store.manifest import Manifest
from index.store.spool import Spool
from index.stored_articles import stored_articles, stored_owner
from index.write_vectors import Progress

__all__ = ["Amendment", "amend", "check_removable", "remove"]

NAMED = 10
"""How many of its articles an error names."""


def remove(ids: Collection[str], out: Path, *, progress: Progress = lambda *_: None) -> BuildReport:
    """Build the index in the folder `out` anew, without the articles of these ids.

    Raises CareerbotError where it has none of one of them, or no others; IndexMissingError and
    IndexUnusableError.
    """
    manifest = Manifest.read(out, f"careerbot index ARTICLES… --index {out}")
    check_removable(ids, manifest, shown(out))
    kept = (each for each in stored_articles(out, manifest) if each.id not in ids)
    articles = Spool(kept, Article)
    return _anew(out, manifest, articles, stored_owner(out, manifest), out, progress)


def check_removable(ids: Collection[str], manifest: Manifest, place: str) -> None:
    """Raise CareerbotError where an index has no article of one of these ids, or no others."""
    have = [article.id for article in manifest.articles]
    for each in ids:
        if each not in have:
            some = ", ".join(have[:NAMED]) + (" …" if len(have) > NAMED else "")
            raise CareerbotError(f"No article {each!r} in {place}: there is {some}")
    if set(have) <= set(ids):
        raise CareerbotError(f"An index needs an article: delete {place} itself for none")


@dataclass(frozen=True, slots=True)
class Amendment:
    """What becomes otherwise of an index: other ways to ask, and an article.

    The article takes the place of one with its id. `without` are ways to ask, and `drop` is the id
    of an article, that it has no more.
    """

    phrasings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    without: Mapping[str, Sequence[str]] = field(default_factory=dict)
    article: Article | None = None
    drop: str | None = None

    def articles(self, every: Iterable[Article]) -> Iterator[Article]:
        """Yield the articles that come of those of an index."""
        article = self.article
        for each in every:
            if each.id == self.drop:
                continue
            if article is None or each.id != article.id:
                yield each
            else:
                # That of the site, which no file says.
                yield replace(article, url=article.url or each.url)
                article = None
        if article is not None:
            yield article

    def owner(self, words: OwnerWords) -> OwnerWords:
        """Return the owner's words that come of those of an index."""
        return words.asked_also(self.phrasings, self.without)


def amend(
    folder: Path, out: Path, by: Amendment, *, progress: Progress = lambda *_: None
) -> BuildReport:
    """Build in `out` what the index in `folder` is, amended.

    What else changed in the files since stays as it was. Raises IndexMissingError and
    IndexUnusableError.
    """
    manifest = Manifest.read(folder, f"careerbot index ARTICLES… --index {folder}")
    articles = Spool(by.articles(stored_articles(folder, manifest)), Article)
    owner = by.owner(stored_owner(folder, manifest))
    return _anew(folder, manifest, articles, owner, out, progress)


def _anew(
    folder: Path,
    manifest: Manifest,
    articles: Sequence[Article],
    owner: OwnerWords,
    out: Path,
    progress: Progress,
) -> BuildReport:
    """Build in `out` as the index in `folder` was built, of other articles or words."""
    files = folder / manifest.version
    encoder, bits = files / LAYOUT.encoder, stored_bits(files)
    return build_of(articles, owner, out, (), encoder, folder, bits, progress)
