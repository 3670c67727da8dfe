"""PDF files: the text of their pages, in the order that it is read in."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from corpus.article import Skipped
from corpus.draft import Draft
from corpus.errors import ArticleError
from corpus.furniture.headings import CONTENTS
from corpus.overrides import Overrides
from corpus.readers.canonical.text import CanonicalText
from corpus.readers.markdown.front_matter import FrontMatter, is_date
from corpus.readers.pdf.blocks import Blocks
from corpus.readers.pdf.code import is_typewritten
from corpus.readers.pdf.columns import rows_in_order
from corpus.readers.pdf.contents import take_contents
from corpus.readers.pdf.hyphens import Joiner
from corpus.readers.pdf.margins import take_margins
from corpus.readers.pdf.segment import Page
from corpus.readers.pdf.sizes import Sizes
from corpus.readers.pdf.title_page import has_title_page
from corpus.readers.pdf.words import read_page_words
from corpus.source import Place, Source
from corpus.white_space import collapse

__all__ = ["read_pdf"]

_MOST_PAGES = 1_000
_MOST_LETTERS = 2_000_000
_UNKNOWN = 0.05
"""Share of a page's letters that its file doesn't name, from which that is said."""
_NO_TITLE = re.compile(
    r"(?:untitled|microsoft word|powerpoint|document\d*\b|title$).*|.*\.\w{2,5}", re.I
)
_NAMED = 10
"""How many pages a warning names."""


def read_pdf(data: bytes, path: str, overrides: Overrides) -> Draft:
    """Read a PDF into a draft; ArticleError where it is none, or a scan without text."""
    import pypdfium2  # 50 ms, for the few files that need it

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            reason = "protected by a password: save it without"
        else:
            reason = "no PDF that can be read: save it anew as PDF"
        raise ArticleError(path, reason) from error
    try:
        pages, warnings = _pages(document, path)
        front, title = _about(document.get_metadata_dict())
    finally:
        document.close()
    pictures = [page.number for page in pages if not page.letters]
    if len(pictures) == len(pages):
        reason = "a scan: its pages are pictures without text: run text recognition (OCR) over it"
        raise ArticleError(path, reason)
    if pictures:
        warnings.append(Skipped(path, None, f"{_named(pictures)} without text: pictures, or empty"))
    unknown = [page.number for page in pages if page.unknown > _UNKNOWN * page.letters]
    if unknown:
        reason = f"{_named(unknown)} may be read wrongly: its letters have no names in the file"
        warnings.append(Skipped(path, None, reason))
    draft = _text(
        pages, Source("", path, hashlib.sha256(data).hexdigest()), front, title, overrides
    )
    draft.warnings += warnings
    return draft


def _text(
    pages: list[Page], source: Source, front: FrontMatter, title: str | None, overrides: Overrides
) -> Draft:
    text = CanonicalText(source)
    for each in take_margins(pages, overrides):
        text.place = Place(page=each.page)
        text.aside(each.text, "running head or foot")
    for page in pages:
        text.place = Place(page=page.number)
        for each in page.turned:
            text.aside(each.text, "turned text")
    rows = [rows_in_order(page.segments) for page in pages]
    every = [row for page in rows for row in page]
    sizes = Sizes(every)
    typewritten = is_typewritten(every)
    rows, contents = take_contents(rows, sizes, overrides, typewritten)
    titled = has_title_page(rows, sizes) and all(each.page > pages[0].number for each in contents)
    for each in contents:
        text.place = Place(page=each.page)
        text.aside(each.text, CONTENTS)
    joiner = Joiner(each.text for row in every for each in row)
    blocks = Blocks(text, sizes, joiner, typewritten)
    for number, page_rows in enumerate(rows):
        blocks.add_page(page_rows, titled and not number)
    blocks.end()
    return text.draft(front, title, overrides)


def _pages(document: Any, path: str) -> tuple[list[Page], list[Skipped]]:  # noqa: ANN401
    import pypdfium2

    if len(document) > _MOST_PAGES:
        raise ArticleError(path, f"over {_MOST_PAGES:,} pages: split the file")
    pages: list[Page] = []
    warnings: list[Skipped] = []
    letters = 0
    for number in range(1, len(document) + 1):
        try:
            pages.append(read_page_words(document, number))
        except pypdfium2.PdfiumError:
            warnings.append(Skipped(path, None, "a page that can't be read left out", number))
            continue
        letters += pages[-1].letters
        if letters > _MOST_LETTERS:
            raise ArticleError(path, f"over {_MOST_LETTERS:,} letters: split the file")
    if not pages:
        raise ArticleError(path, "no PDF that can be read: save it anew as PDF")
    return pages, warnings


def _about(metadata: dict[str, str]) -> tuple[FrontMatter, str | None]:
    """Return what a file says of itself, and its title."""
    title = collapse(metadata.get("Title", ""))
    changed = re.match(r"D:(\d{4})(\d\d)(\d\d)", metadata.get("ModDate", ""))
    updated = "-".join(changed.groups()) if changed else ""
    front = FrontMatter(
        author=collapse(metadata.get("Author", "")) or None,
        updated=updated if is_date(updated) else None,
    )
    return front, None if _NO_TITLE.fullmatch(title) else title or None


def _named(numbers: list[int]) -> str:
    """Return pages by their numbers, of many the first ones."""
    more = f" and {len(numbers) - _NAMED} more" if len(numbers) > _NAMED else ""
    listed = ", ".join(map(str, numbers[:_NAMED]))
    return f"page{'s' if len(numbers) > 1 else ''} {listed}{more}"
