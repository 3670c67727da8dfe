"""The lines of a plain text, and the column at which it was wrapped by hand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.languages import words
from corpus.source import Source
from corpus.typed_lists import BULLETS, FIRST, counted

__all__ = [
    "BULLET",
    "DOTTED_NUMBER",
    "LONG_LINE",
    "SENTENCE_END",
    "SMALL_WORDS",
    "Line",
    "breaks_off",
    "has_figure",
    "is_entry",
    "is_labelled",
    "is_lone_label",
    "is_only_label",
    "read_lines",
    "wrap_width",
]

BULLET = re.compile(
    rf"(?:[-*+→–—{BULLETS}]|o(?=\t)|(?P<number>\d{{1,3}})[.)]|\((?P<bracketed>\d{{1,3}})\)"
    r"|(?P<letter>\(?(?:[a-z]|[ivx]{2,5})\)))[ \t\u00a0]+(?=\S)"
)
_LABEL = re.compile(
    r"(?P<opens>\(?)(?P<label>\d{1,3}|[a-z]|[ivx]{2,5})(?P<closes>[.)])(?:[ \t\u00a0]+(?=\S)|$)"
)
"""What items, rules and clauses are counted by."""
DOTTED_NUMBER = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?[ \t]+(?![\sa-z])")
"""What a rule begins with: "2.3 Dogs"; "2.3 litres" is a figure."""
SENTENCE_END = (".", "!", "?", ":", ";", "…", '."', '?"', '!"', ".”", "?”", "!”", ".)", "?)", "]")
_UNWRAPPED = re.compile(r"[|\t]|https?://")
SMALL_WORDS = words(lambda language: language.small_words)
"""Articles, prepositions and the like, which no title capitalises and no sentence ends in."""
LONG_LINE = 45
"""Characters from which on a line may have been cut at the margin."""
_WIDEST = 100
_LABELLED = re.compile(r"(?P<label>[^:.;!?\s][^:.;!?]{0,60}):[ \t]+\S")
_FIGURE = re.compile(r"\d|[$€£¥%]")


@dataclass(slots=True)
class Line:
    """One line without the white space around it; `number` counts from 0."""

    number: int
    start: int
    end: int
    indent: int
    text: str
    tabs: int
    """Tabs before its text."""
    counts: bool = False
    """True where its label counts on from that of a line above, or one below from it, with no
    empty line between them."""


def read_lines(source: Source) -> list[Line]:
    """Return all lines, empty ones too."""
    lines = []
    for number in range(source.lines):
        start, end = source.bounds(number)
        left, right = source.trim(start, end)
        before = source.text[start:left]
        indent, tabs = len(before.expandtabs(4)), before.count("\t")
        lines.append(Line(number, left, right, indent, source.text[left:right], tabs))
    for written, stretch in groupby(lines, key=lambda line: line.text != ""):
        if written:
            labelled = [(line, match) for line in stretch if (match := _LABEL.match(line.text))]
            for (line, _), counts in zip(
                labelled, counted([match for _, match in labelled]), strict=True
            ):
                line.counts = counts
    return lines


def is_lone_label(line: Line, above: str) -> bool:
    """Tell whether a line's label is a wrapped sentence's own: "two" and "(2) weeks" below.

    Nothing counts on with it, the line above is long and has no end, and what a list may begin
    with ("1. One of us") goes on in lower case.
    """
    label = None if line.counts else _LABEL.match(line.text)
    if label is None or len(above) < LONG_LINE or above.endswith(SENTENCE_END):
        return False
    return label["label"] not in FIRST or line.text[label.end() :][:1].islower()


def is_only_label(text: str) -> bool:
    """Tell whether a line is no more than the label of what the line below says: "ii."."""
    label = _LABEL.match(text)
    return label is not None and label.end() == len(text)


def wrap_width(lines: list[Line], widest: float = _WIDEST) -> int | None:
    """Return the column at which the text is wrapped by hand; None where a line is a paragraph.

    Lines that go on below in lower case tell it, unless as many are longer. Text that is wider than
    `widest` is taken for paragraphs.
    """
    lengths = [
        (line.indent + len(line.text), _breaks_before(line, below))
        for line, below in pairwise(lines)
        if line.text and not _UNWRAPPED.search(line.text)
    ]
    broken = sorted(length for length, breaks in lengths if breaks)
    if not broken:
        return None
    width = broken[int(0.98 * (len(broken) - 1))]
    longer = sum(length > width for length, _ in lengths)
    return width if width <= widest and longer < len(broken) else None


def _breaks_before(line: Line, below: Line) -> bool:
    anew = BULLET.match(below.text) or _UNWRAPPED.search(below.text)
    return len(line.text) >= LONG_LINE and below.text[:1].islower() and not anew


def breaks_off(text: str) -> bool:
    """Tell whether a long line ends within a sentence, wherever its author broke it."""
    if len(text) < LONG_LINE:
        return False
    return text.endswith(",") or text.rsplit(maxsplit=1)[-1] in SMALL_WORDS


def has_figure(text: str) -> bool:
    """Tell whether a line names an amount, a time or a date."""
    return _FIGURE.search(text) is not None


def is_labelled(text: str, words: int) -> bool:
    """Tell whether a line says what something is, under a label of so many words at most."""
    match = _LABELLED.match(text)
    return match is not None and len(match["label"].split()) <= words


def is_entry(text: str) -> bool:
    """Tell whether a line is one of a list of prices or the like: "Lost key: 20 euros"."""
    match = _LABELLED.match(text)
    return match is not None and has_figure(text[match.end("label") :])
