"""Tables of contents of a PDF: lines that name a heading further on, and the page it stands on."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import groupby, pairwise

from corpus.overrides import Overrides
from corpus.readers.pdf.columns import Row, joined
from corpus.readers.pdf.margins import section_name
from corpus.readers.pdf.sizes import Sizes
from corpus.readers.pdf.words import Segment

__all__ = ["take_contents"]

_ENTRY = re.compile(r"(?P<title>.*[^\W\d_].*?)[\s.…·]+(?P<page>\d{1,4})")
_Pages = Mapping[tuple[str, ...], set[int]]
"""On which pages the headings of a name stand."""


def take_contents(
    pages: Sequence[list[Row]], sizes: Sizes, overrides: Overrides
) -> tuple[list[list[Row]], list[Segment]]:
    """Return the rows of each page without tables of contents, and the lines of those.

    What is to be kept stays.
    """
    headings: defaultdict[tuple[str, ...], set[int]] = defaultdict(set)
    lines = [[joined(row) for row in rows] for rows in pages]
    for line in (each for page in lines for each in page):
        if line.bold or sizes.level(line):
            headings[section_name(line.text)].add(line.page)
    taken: list[Segment] = []
    for page in lines:
        for is_entry, run in groupby(page, lambda line: _ENTRY.fullmatch(line.text) is not None):
            entries = list(run)
            if is_entry and _is_contents(entries, headings):
                taken += [each for each in entries if not overrides.keeps((), each.text)]
    off = set(map(id, taken))
    left = [
        [row for row, line in zip(rows, page, strict=True) if id(line) not in off]
        for rows, page in zip(pages, lines, strict=True)
    ]
    return left, taken


def _is_contents(entries: Sequence[Segment], headings: _Pages) -> bool:
    """Tell whether lines name headings further on, most with the same count of pages."""
    numbers: list[int] = []
    away: Counter[int] = Counter()
    for entry in entries:
        match = _ENTRY.fullmatch(entry.text)
        assert match is not None
        numbers.append(int(match["page"]))
        stands = headings.get(section_name(match["title"]), set())
        away.update(page - numbers[-1] for page in stands if page > entry.page)
    ordered = all(before <= after for before, after in pairwise(numbers))
    agreed = max(away.values(), default=0)
    return ordered and agreed > 1 and 2 * agreed >= len(entries)
