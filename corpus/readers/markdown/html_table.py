"""Tables that Markdown has as HTML, row by row, where no cell spans others."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from corpus.draft import Group, Piece
from corpus.readers.markdown.inline import InlineText
from corpus.readers.markdown.pipe_table import read_row

__all__ = ["TABLE", "last_table", "read_html_table"]

TABLE = re.compile(r"<table\b[^<>]*>(?P<rows>.*?)</table\s*>", re.DOTALL | re.IGNORECASE)
_MOST_CELLS = 100_000
_END = re.compile(r"</table\s*>", re.IGNORECASE)
_ROW = re.compile(r"<tr\b[^<>]*>(?P<cells>.*?)(?=<tr\b|\Z)", re.DOTALL | re.IGNORECASE)
_CELL = re.compile(
    r"<(?P<tag>t[hd])\b[^<>]*>(?P<text>.*?)(?=</t[hdrbf]|</thead|<t[hdrbf]\b|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_BOLD = re.compile(
    r"(?:<(?P<tag>b|strong|h[1-6])\b[^<>]*>(?:(?!</?(?P=tag)\b).)+</(?P=tag)>|\*\*[^*]+\*\*)?",
    re.DOTALL | re.IGNORECASE,
)
_HEAD = re.compile(r"<thead\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPANS = re.compile(r"\b(?:row|col)span\s*=\s*[\"']?\s*(?!1\b)\d|<table\b", re.IGNORECASE)


def last_table(text: str, start: int, end: int) -> int:
    """Return where the last table between two offsets ends, `start` where there is none.

    Behind it, none need be looked for to the end of the text.
    """
    return max((each.end() for each in _END.finditer(text, start, end)), default=start)


def read_html_table(
    text: str, table: re.Match[str], read: Callable[[str], InlineText]
) -> Group | None:
    """Return the group of a table, whose first row is its header if it is marked as one.

    None where its cells span others, or words stand outside of them. `read` reads running text.
    """
    start, end = table.span("rows")
    if _SPANS.search(text, start, end) or not _ROW.search(text, start, end):
        return None
    left = text[start : _first(text, start, end)]
    in_head = _HEAD.search(left) is not None
    rows: list[tuple[list[re.Match[str]], list[InlineText]]] = []
    for row in _ROW.finditer(text, start, end):
        cells = list(_CELL.finditer(text, *row.span("cells")))
        left += _CELL.sub("", row["cells"])
        rows.append((cells, [read(cell["text"]) for cell in cells]))
    if _TAG.sub("", left).strip():
        return None
    width = max(len(cells) for cells, _ in rows)
    if width * len(rows) > _MOST_CELLS:
        return None
    group = Group("table", [], columns=("",) * width)
    headed = in_head or all(cell["tag"].lower() == "th" for cell in rows[0][0])
    headed |= _is_bold(*rows[0]) and not all(_is_bold(*row) for row in rows)
    for number, (cells, readings) in enumerate(rows):
        if not any(each.text for each in readings):
            continue
        at, to = _trimmed(text, cells[0].start("text"), cells[-1].end("text"))
        padded = [*readings, *[InlineText()] * (width - len(cells))]
        said, texts = read_row(padded, at, to)
        if not number and headed:
            group.columns, group.header = texts, said
        else:
            group.pieces.append(Piece("row", at, to, said.text, said.marks, texts))
    return group


def _is_bold(cells: Sequence[re.Match[str]], readings: Sequence[InlineText]) -> bool:
    """Tell whether all cells of a row are bold, of which one in the corner may be empty."""
    said = all(each.text for each in readings[1:])
    return said and all(_BOLD.fullmatch(cell["text"].strip()) for cell in cells)


def _first(text: str, start: int, end: int) -> int:
    row = _ROW.search(text, start, end)
    return row.start() if row else end


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inside = text[start:end]
    return start + len(inside) - len(inside.lstrip()), start + len(inside.rstrip())
