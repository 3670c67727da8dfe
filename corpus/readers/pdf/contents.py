"""Tables of contents of a PDF: lines that name headings further on, or have dots before a page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby

from corpus.overrides import Overrides
from corpus.readers.pdf.columns import Row, joined
from corpus.readers.pdf.margins import section_name
from corpus.readers.pdf.segment import Segment
from corpus.readers.pdf.sizes import Sizes

__all__ = ["take_contents"]

_LEADERS = re.compile(r".*?\S\s*(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxl]{1,5})")
"""A line of one, with the dots before its page."""
_PAGE = re.compile(r"[.…·]*(?P<page>\d{1,4})")
_Pages = Mapping[tuple[str, ...], set[int]]
"""On which pages the headings of a name stand."""


def take_contents(
    pages: Sequence[list[Row]], sizes: Sizes, overrides: Overrides, typewritten: bool
) -> tuple[list[list[Row]], list[Segment]]:
    """Return the rows of each page without tables of contents, and the lines of those.

    What is to be kept stays, and so does code, which is typewritten where the file is not.
    """
    headings: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    lines = [[joined(row) for row in rows] for rows in pages]
    for line in (each for page in lines for each in page):
        if line.bold or sizes.level(line):
            headings[section_name(line.text)].add(line.page)
    taken: list[Segment] = []
    for page in lines:
        for is_entry, run in groupby(page, lambda line: _entry(line) is not None):
            entries = [each for each in run if typewritten or not each.mono]
            if not is_entry or not _is_contents(entries, headings):
                entries = [each for each in entries if _LEADERS.fullmatch(each.text)]
            taken += [each for each in entries if not overrides.keeps((), each.text)]
    off = set(map(id, taken))
    left = [
        [row for row, line in zip(rows, page, strict=True) if id(line) not in off]
        for rows, page in zip(pages, lines, strict=True)
    ]
    return left, taken


def _is_contents(lines: Sequence[Segment], headings: _Pages) -> bool:
    """Tell whether lines name headings further on, most with the same count of pages."""
    entries = [(line, entry) for line in lines if (entry := _entry(line))]
    away = Counter(
        page - number
        for line, (name, number) in entries
        for page in headings.get(name, ())
        if page > line.page
    )
    numbers = [number for _, (_, number) in entries]
    agreed = max(away.values(), default=0)
    return numbers == sorted(numbers) and agreed > 1 and 2 * agreed >= len(entries)


def _entry(line: Segment) -> tuple[tuple[str, ...], int] | None:
    """Return the name and the page that a line of a table of contents has; None of others."""
    title, _, last = line.text.rpartition(" ")
    match = _PAGE.fullmatch(last)
    name = section_name(title)
    return (name, int(match["page"])) if match and name else None
