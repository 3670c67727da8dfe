"""Plain text, whose headings, lists and tables nothing marks but their look."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.article import BlockKind, Skipped, Span
from corpus.draft import Aside, Draft, Element, Group, Heading, Piece
from corpus.furniture.headings import CONTENTS
from corpus.marks import without_marks
from corpus.overrides import Overrides
from corpus.readers.line_ends import join_words
from corpus.readers.table_rows import fit_row
from corpus.readers.text.blocks import read_blocks
from corpus.readers.text.buttons import find_buttons
from corpus.readers.text.contents import find_contents
from corpus.readers.text.examples import add_example, goes_on_behind
from corpus.readers.text.front import read_front
from corpus.readers.text.lines import read_lines
from corpus.readers.text.outline import OutlinedBlock, read_outline
from corpus.readers.text.signature import part_closing, signature
from corpus.readers.text.text_block import TextBlock
from corpus.source import Source

__all__ = ["read_plain_text"]


def read_plain_text(source: Source, overrides: Overrides) -> Draft:
    """Read plain text into a draft; ArticleError where there is nothing under its title."""
    lines = read_lines(source)
    contents = find_contents(lines)
    if any(overrides.keeps((), lines[number].text) for number in contents):
        contents = range(0)
    blocks = [block for block in read_blocks(source) if block.line not in contents]
    front = read_front(blocks, source)
    body: Sequence[TextBlock] = blocks[front.blocks :]
    signed = signature(body, source, overrides)
    body = body[: len(body) - len(signed)]
    body, closed = part_closing(body, source, overrides)
    buttons = find_buttons(body, framed=bool(front.aside), overrides=overrides)
    draft = Draft(
        front.title,
        [],
        author=front.author,
        updated=front.updated,
        aside=[
            *front.aside,
            *(Aside(lines[at[0]].start, lines[at[-1]].end, CONTENTS) for at in [contents] if at),
            *(Aside(each.start, each.end, "button") for each in buttons),
            *(Aside(each.start, each.end, "signature") for each in (*closed, *signed[1:])),
        ],
        overrides=overrides,
        warnings=front.warnings,
    )
    outlined = read_outline([block for block in body if block not in buttons], front.title)
    for index, each in enumerate(outlined):
        if each.level is not None:
            label = each.label and _is_laid_out(outlined[index + 1 : index + 2])
            heading = _heading(each.block, each.level, label)
            heading.asked = each.asked
            draft.elements.append(heading)
        else:
            _add_block(draft, each.block, source)
    return draft


def _is_laid_out(below: Sequence[OutlinedBlock]) -> bool:
    """Tell whether a list or table stands under a label."""
    return any(each.block.kind in ("item", "header", "row") for each in below)


def _heading(block: TextBlock, level: int, label: bool) -> Heading:
    return Heading(block.start, block.end, without_marks(join_words(block.text))[0], level, label)


def _add_block(draft: Draft, block: TextBlock, source: Source) -> None:
    if block.kind == "header":
        columns = tuple(without_marks(cell)[0] for cell in block.cells)
        header = Span(block.start, block.end, *_row_text(block.cells)) if any(columns) else None
        draft.elements.append(Group("table", [], header, columns))
    elif block.kind == "row":
        _add_row(draft, block, source)
    elif block.kind == "example":
        add_example(draft.elements, block, source.text)
    else:
        text, marks = without_marks(join_words(block.text))
        if not text:
            return
        kind: BlockKind = "list" if block.kind == "item" else "paragraphs"
        piece = Piece(
            "item" if block.kind == "item" else "paragraph",
            block.start,
            block.end,
            text,
            marks,
            depth=block.depth,
            ordinal=block.ordinal,
        )
        if kind == "list" or not goes_on_behind(draft.elements, piece, source.text):
            _group(draft.elements, kind).pieces.append(piece)


def _add_row(draft: Draft, block: TextBlock, source: Source) -> None:
    if not any(without_marks(cell)[0] for cell in block.cells):
        return
    group = _group(draft.elements, "table")
    if block.gap and len(group.columns or block.cells) != len(block.cells):
        group = Group("table", [])  # behind an empty line, rows of another width are another table
        draft.elements.append(group)
    cells, flaw = fit_row(block.cells, len(group.columns))
    if flaw:
        draft.warnings.append(Skipped(source.path, block.line + 1, flaw))
    text, marks = _row_text(cells)
    shown = tuple(without_marks(cell)[0] for cell in cells)
    group.pieces.append(Piece("row", block.start, block.end, text, marks, shown))


def _group(elements: list[Element], kind: BlockKind) -> Group:
    """Return the group that a piece of this kind goes into, opened where there is none."""
    last = elements[-1] if elements else None
    if isinstance(last, Group) and last.kind == kind:
        return last
    group = Group(kind, [])
    elements.append(group)
    return group


def _row_text(cells: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """Return a row as it is shown, and the marks in it."""
    return without_marks(" | ".join(cells))
