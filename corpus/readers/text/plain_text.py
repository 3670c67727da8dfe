"""Plain text, whose headings, lists and tables nothing marks but their look."""

from __future__ import annotations

import re

from corpus.article import BlockKind, Skipped, Span
from corpus.draft import Draft, Element, Group, Heading, Piece
from corpus.furniture.promotion import is_button
from corpus.marks import without_marks
from corpus.readers.table_rows import fit_row
from corpus.readers.text.blocks import Unit, read_units
from corpus.readers.text.front import read_masthead
from corpus.readers.text.heading_levels import Head
from corpus.readers.text.heading_shape import QUESTION_PREFIX
from corpus.readers.text.inline_faq import split_answers
from corpus.readers.text.outline import find_headings
from corpus.source import Source

__all__ = ["read_plain_text"]

_ANSWER_PREFIX = re.compile(r"(?:A|Answer)\s?\d{0,3}\s?[.:)]\s+", re.IGNORECASE)


def read_plain_text(source: Source) -> Draft:
    """Read plain text into a draft; ArticleError where its first line is no title."""
    units = read_units(source)
    masthead = read_masthead(units, source)
    aside = masthead.aside
    units = units[masthead.units :]
    for unit in units:
        if unit.kind == "text" and is_button(unit.text):
            aside.append((unit.start, unit.end, "button"))
    units = [unit for unit in units if unit.kind != "text" or not is_button(unit.text)]
    units = split_answers(units)
    heads = {head.unit: head for head in find_headings(units, masthead.title)}
    draft = Draft(
        masthead.title,
        [],
        author=masthead.author,
        updated=masthead.updated,
        aside=aside,
    )
    asked = False
    for index, unit in enumerate(units):
        head = heads.get(index)
        if head is not None:
            asked = _add_heading(draft.elements, unit, head, units[index + 1 : index + 2])
            continue
        if asked:
            _cut_prefix(unit, _ANSWER_PREFIX)
            asked = False
        _add_unit(draft, unit, source)
    return draft


def _add_heading(elements: list[Element], unit: Unit, head: Head, below: list[Unit]) -> bool:
    """Add a heading; return whether it is the "Q:" to an "A:"."""
    asked = _cut_prefix(unit, QUESTION_PREFIX)
    label = head.shape == "label" and any(
        under.kind in ("item", "header", "row") for under in below
    )
    text = without_marks(unit.text)[0]
    elements.append(Heading(unit.start, unit.end, text, head.level, label))
    return asked


def _cut_prefix(unit: Unit, prefix: re.Pattern[str]) -> bool:
    match = prefix.match(unit.text)
    if match is None or match.end() == len(unit.text):
        return False
    unit.start += match.end()
    unit.text = unit.text[match.end() :]
    return True


def _add_unit(draft: Draft, unit: Unit, source: Source) -> None:
    last = draft.elements[-1] if draft.elements else None
    group = last if isinstance(last, Group) else None
    text, marks = without_marks(unit.text)
    if unit.kind == "header":
        columns = tuple(without_marks(cell)[0] for cell in unit.cells)
        header = Span(unit.start, unit.end, *_row_text(unit.cells)) if any(columns) else None
        draft.elements.append(Group("table", [], header, columns))
        return
    if not text:
        return
    if unit.kind == "row":
        if not any(without_marks(cell)[0] for cell in unit.cells):
            return
        if group is None or group.kind != "table":
            group = Group("table", [])
            draft.elements.append(group)
        cells, flaw = fit_row(unit.cells, len(group.columns))
        if flaw:
            draft.warnings.append(Skipped(source.path, unit.line + 1, flaw))
        row, marks = _row_text(cells)
        piece = Piece("row", unit.start, unit.end, row, marks)
        piece.cells = tuple(without_marks(cell)[0] for cell in cells)
        group.pieces.append(piece)
        return
    kind: BlockKind = "list" if unit.kind == "item" else "paragraphs"
    if group is None or group.kind != kind:
        group = Group(kind, [])
        draft.elements.append(group)
    piece = Piece("item" if kind == "list" else "paragraph", unit.start, unit.end, text, marks)
    piece.depth = unit.depth
    piece.ordinal = unit.number
    group.pieces.append(piece)


def _row_text(cells: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return a row as it is shown, and the marks in it."""
    text, marks = without_marks(" | ".join(cells))
    return text, marks
