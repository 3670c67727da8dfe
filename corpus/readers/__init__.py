"""One reader a format; the file's suffix says which."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from corpus.article import Article
from corpus.bounded_file import read_file
from corpus.charset import declared_charset
from corpus.errors import ArticleError, shown
from corpus.overrides import Overrides
from corpus.passages import assemble
from corpus.readers.html.page import read_page
from corpus.readers.markdown.document import read_markdown
from corpus.readers.text.plain_text import read_plain_text
from corpus.source import MAX_BYTES, Source

__all__ = ["SUFFIXES", "article_id", "read_article", "read_text"]

_READERS = {
    **{".txt": read_plain_text, ".md": read_markdown, ".markdown": read_markdown},
    **{".html": read_page, ".htm": read_page},
}
_PAGES = (".html", ".htm")
_MARKED = re.compile(r"\s*# \S")
"""A text file whose first line is "# Title" is Markdown by another name."""
SUFFIXES = tuple(_READERS)
_NONE = Overrides()
_LISTED = 5
"""How much of what was set aside is named where nothing else is there."""


def article_id(path: Path) -> str:
    """Return the file's stem in lower case, its words joined by hyphens."""
    stem = unicodedata.normalize("NFKC", path.stem).casefold()
    return "-".join(re.findall(r"[^\W_]+", stem)) or "article"


def read_article(path: Path, article: str | None = None, overrides: Overrides = _NONE) -> Article:
    """Read an article file, under the id `article` (default: its stem).

    `overrides` are those that the owner gives for all articles.

    ArticleError, in one line with the file and where it helps its line, for a file that is
    missing, of another suffix, over 2 MiB or 50,000 lines, binary, in an encoding that can't be
    told (its name: not UTF-8), empty or without anything to quote.
    """
    path = Path(path)
    if shown(path.name) != path.name:  # no file of the index could hold such a name
        raise ArticleError(str(path), "the file's name is not UTF-8: rename the file")
    if path.suffix.lower() not in _READERS:
        raise ArticleError(
            str(path), f"the suffix {path.suffix!r} isn't read: use one of {', '.join(SUFFIXES)}"
        )
    try:
        data = read_file(path, MAX_BYTES + 1)
    except OSError as error:
        raise ArticleError(str(path), f"can't be opened: {error.strerror}") from error
    declared = declared_charset(data) if path.suffix.lower() in _PAGES else None
    return _read(Source.decode(data, str(path), declared), path, article, overrides)


def read_text(
    source: str, path: Path, article: str | None = None, overrides: Overrides = _NONE
) -> Article:
    """Read an article from its text; `path` names it, and its suffix says the format."""
    return _read(Source(source, str(path)), Path(path), article, overrides)


def _read(source: Source, path: Path, article: str | None, overrides: Overrides) -> Article:
    reader = _READERS[path.suffix.lower()]
    if reader is read_plain_text and _MARKED.match(source.text):
        reader = read_markdown
    draft = reader(source, overrides)
    read = assemble(draft, source, article or article_id(path))
    if not read.passages:
        raise ArticleError(source.path, _nothing(read))
    return read


def _nothing(read: Article) -> str:
    """Return why there is nothing to quote."""
    if not read.set_aside:
        return "no paragraph, list or table under its title: nothing to quote"
    listed = [f"line {each.line} ({each.reason})" for each in read.set_aside[:_LISTED]]
    more = len(read.set_aside) - _LISTED
    listed += [f"and {more:,} more"] if more > 0 else []
    return f"all of it is set aside: {', '.join(listed)}: `keep:` what is content"
