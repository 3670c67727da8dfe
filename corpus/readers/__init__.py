"""One reader a format; the file's suffix says which."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from corpus.article import Article
from corpus.bounded_file import read_file
from corpus.charset import declared_charset
from corpus.draft import Draft
from corpus.errors import ArticleError, NothingToQuoteError, shown
from corpus.overrides import Overrides
from corpus.passages import assemble
from corpus.readers.docx import read_docx
from corpus.readers.html.page import read_page
from corpus.readers.markdown.document import read_markdown
from corpus.readers.named_file import bare_stem
from corpus.readers.pdf.document import read_pdf
from corpus.readers.questions.json_lines import read_json_lines
from corpus.readers.questions.table import read_csv, read_tsv
from corpus.readers.questions.yaml_file import read_yaml
from corpus.readers.rst.document import read_rst
from corpus.readers.text.plain_text import read_plain_text
from corpus.source import MAX_BYTES, Source
from corpus.told_language import told_language
from corpus.web.saved import address_of

__all__ = ["SUFFIXES", "article_id", "read_article", "read_text"]

_TEXTS: dict[str, Callable[[Source, Overrides], Draft]] = {
    **{".txt": read_plain_text},
    **dict.fromkeys((".md", ".markdown", ".mdx"), read_markdown),
    **{".rst": read_rst, ".html": read_page, ".htm": read_page},
    **{".csv": read_csv, ".tsv": read_tsv, ".jsonl": read_json_lines},
    **{".yaml": read_yaml, ".yml": read_yaml},
}
_FILES: dict[str, Callable[[bytes, str, Overrides], Draft]] = {
    **{".docx": read_docx, ".pdf": read_pdf},
}
"""Of files that are no text."""
_PAGES = (".html", ".htm")
_MOST_BYTES = 32 * 1024 * 1024
"""Of a file that is no text; most of it is pictures."""
_MARKED = re.compile(r"\s*# \S")
"""A text file whose first line is "# Title" is Markdown by another name."""
_EXPLICIT = re.compile(r"^\.\. (?:_[^:\n]{1,200}:|[a-z][\w:-]{1,40}::)(?:\s|$)", re.MULTILINE)
_UNDERLINED = re.compile(r"^\S.*\n([=~^\"'`#*+-])\1{3,}\s*$", re.MULTILINE)
"""One with both of such lines is reStructuredText: a link's target or a directive, and a title."""
SUFFIXES = (*_TEXTS, *_FILES)
_NONE = Overrides()
_LISTED = 5
"""How much of what was set aside is named where nothing else is there."""


def article_id(path: Path) -> str:
    """Return the file's stem in lower case, its words joined by hyphens."""
    stem = unicodedata.normalize("NFKC", bare_stem(path)).casefold()
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
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise ArticleError(
            str(path), f"the suffix {path.suffix!r} isn't read: use one of {', '.join(SUFFIXES)}"
        )
    try:
        data = read_file(path, (_MOST_BYTES if suffix in _FILES else MAX_BYTES) + 1)
    except OSError as error:
        raise ArticleError(str(path), f"can't be opened: {error.strerror}") from error
    if suffix not in _FILES:
        declared = declared_charset(data) if suffix in _PAGES else None
        source = Source.decode(data, str(path), declared)
        source.address = address_of(path)
        return _read(source, path, article, overrides)
    if len(data) > _MOST_BYTES:
        raise ArticleError(str(path), f"over {_MOST_BYTES // 2**20} MiB: split the file")
    if not data:
        raise ArticleError(str(path), "the file is empty: nothing to read")
    draft = _FILES[suffix](data, str(path), overrides)
    draft.url = draft.url or address_of(path)
    return _article(draft, None, path, article)


def read_text(
    source: str, path: Path, article: str | None = None, overrides: Overrides = _NONE
) -> Article:
    """Read an article from its text; `path` names it, and its suffix says the format."""
    return _read(Source(source, str(path)), Path(path), article, overrides)


def _read(source: Source, path: Path, article: str | None, overrides: Overrides) -> Article:
    reader = _TEXTS[path.suffix.lower()]
    if reader is read_plain_text and _MARKED.match(source.text):
        reader = read_markdown
    elif reader is read_plain_text and _is_rst(source.text):
        reader = read_rst
    draft = reader(source, overrides)
    draft.url = draft.url or source.address
    return _article(draft, source, path, article)


def _is_rst(text: str) -> bool:
    return _EXPLICIT.search(text) is not None and _UNDERLINED.search(text) is not None


def _article(draft: Draft, source: Source | None, path: Path, article: str | None) -> Article:
    """Return the article of a draft, which has its own source where `source` is None."""
    quoted = draft.source or source
    assert quoted is not None, path
    read = assemble(draft, quoted, article or article_id(path))
    if not read.passages:
        raise NothingToQuoteError(str(path), _nothing(read))
    told = told_language(read, draft.language)
    return replace(read, language=told, language_said=False) if told else read


def _nothing(read: Article) -> str:
    """Return why there is nothing to quote."""
    if not read.set_aside:
        return "no paragraph, list or table under its title: nothing to quote"
    listed = [f"line {each.line} ({each.reason})" for each in read.set_aside[:_LISTED]]
    more = len(read.set_aside) - _LISTED
    listed += [f"and {more:,} more"] if more > 0 else []
    return f"all of it is set aside: {', '.join(listed)}: `keep:` what is content"
