"""What a Word document's looks say where no style does: titles, tables set by tabs, columns.

It is read off mammoth's model of the document, which knows of sizes, underlines and tabs what the
page that it makes has no place for.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

__all__ = ["with_structure"]

_LARGER = 1.15
"""Of a title's letters to those of the text. Word's own third heading has less, 12 over 11."""
_LONGEST_TITLE = 20
"""Words."""
_LONGEST_LABEL = 8
"""Words."""
_LONGEST_CELL = 200
"""Characters: what is longer is a text whose first line is set by a tab."""
_FEWEST_LINES = 3
"""Of a table that is set by tabs: two may be anything."""
_HEADED = re.compile(r"heading \d|title", re.IGNORECASE)
_MARKER = re.compile(r"\W{0,2}(?:\d{1,3}|[A-Za-z]|[ivx]{2,5})?\W{0,2}")
"""What a typed list's item begins with."""
_LABEL_END = re.compile(r"\s*[:–—-]\s*$")
_BULLET = re.compile(r"[§\uf0a7\uf0b7\uf0d8\uf0fc]\Z")
"""What a bullet of Wingdings or Symbol is in other letters."""
Node = Any
"""An element of mammoth's model, which has no types."""


def with_structure(document: Node, size: float) -> Node:
    """Return a document with headings and tables for what only looks so.

    `size` is that of letters which say none.
    """
    blocks = [part for block in document.children for part in _without_layout(block)]
    blocks = [_with_bullet(block) for block in blocks]
    blocks = _with_headings(_with_labels(blocks), size)
    return document.copy(children=list(_with_tables(blocks)))


def _kind(node: Node) -> str:
    return type(node).__name__


def _text(node: Node) -> str:
    """Return a node's text, its tabs as they are."""
    if _kind(node) == "Text":
        return str(node.value)
    if _kind(node) == "Tab":
        return "\t"
    return "".join(map(_text, getattr(node, "children", ())))


def _runs(node: Node) -> Iterator[Node]:
    """Yield the runs of a node that have words in them."""
    for each in node.children:
        if _kind(each) == "Run":
            if re.search(r"\w", _text(each)):
                yield each
        elif hasattr(each, "children"):
            yield from _runs(each)


def _is_plain(block: Node) -> bool:
    """Tell whether a block is a paragraph of no list and no heading's style."""
    if _kind(block) != "Paragraph" or block.numbering is not None:
        return False
    return not _HEADED.match(block.style_name or "")


def _without_layout(block: Node) -> list[Node]:
    """Return what stands in the columns of a table that only lays out the page, or the block.

    Of such a table each cell is a text of its own.
    """
    if _kind(block) != "Table" or len(block.children) != 1:
        return [block]
    cells = [
        [each for each in cell.children if _text(each).strip()]
        for cell in block.children[0].children
    ]
    if not all(len(cell) > 1 for cell in cells):
        return [block]
    return [each for cell in cells for each in cell]


def _with_bullet(block: Node) -> Node:
    """Return a paragraph with the sign of its typed list's item as such."""
    if not _is_plain(block) or not block.children:
        return block
    mark, tab, rest = _text(block).partition("\t")
    first = block.children[0]
    if not tab or not _BULLET.match(mark) or not rest[:1].isalpha() or _kind(first) != "Run":
        return block
    bullet = first.children[0].copy(value="•")
    return _but_first(block, first.copy(children=[bullet, *first.children[1:]]))


def _but_first(block: Node, first: Node) -> Node:
    return block.copy(children=[first, *block.children[1:]])


def _with_headings(blocks: Sequence[Node], size: float) -> list[Node]:
    """Return blocks, those that are titles by size or underlined as headings, or in bold."""
    letters: Counter[float] = Counter()
    for block in filter(_is_plain, blocks):
        for run in _runs(block):
            letters[run.font_size or size] += len(_text(run))
    usual = letters.most_common(1)[0][0] if letters else size
    sizes = {id(block): _title_size(block, size) for block in blocks}
    larger = sorted({each for each in sizes.values() if each >= _LARGER * usual}, reverse=True)
    styled = next((n for n, block in enumerate(blocks) if _HEADED.match(_style(block))), None)
    made = []
    for number, block in enumerate(blocks):
        own = sizes[id(block)]
        if styled is None and own in larger:
            made.append(_heading(block, larger.index(own) + 1))
        elif styled is not None and number < styled and own in larger[:1]:
            made.append(block.copy(style_name="Title", style_id="Title"))
        else:
            made.append(_underlined_as_bold(block))
    return made


def _style(block: Node) -> str:
    return (getattr(block, "style_name", None) or "") if _kind(block) == "Paragraph" else ""


def _heading(block: Node, level: int) -> Node:
    name = f"heading {min(level, 6)}"
    return block.copy(style_name=name, style_id=name)


def _title_size(block: Node, size: float) -> float:
    """Return the size of a line that may be a title; 0 of what is none."""
    runs = list(_runs(block)) if _is_plain(block) else []
    text = _text(block).strip()
    if not runs or "\t" in text or len(text.split()) > _LONGEST_TITLE or text.endswith("."):
        return 0.0
    return min(float(run.font_size or size) for run in runs)


def _underlined_as_bold(block: Node) -> Node:
    """Return a line that is underlined, and no link, in bold: so it may head what follows."""
    if not _is_plain(block) or any(_kind(each) != "Run" for each in block.children):
        return block
    runs = list(_runs(block))
    if not runs or not all(run.is_underline for run in runs):
        return block
    return block.copy(children=[each.copy(is_bold=True) for each in block.children])


def _with_labels(blocks: Sequence[Node]) -> list[Node]:
    """Return blocks with a heading above each text that begins with a label in bold.

    Where a document has headings by style, such labels stand within what these head; so does one
    alone, and "Note:", which comes again.
    """
    found = {id(block): label for block in blocks if (label := _label(block))}
    times = Counter(_text(each) for each in found.values())
    styled = any(_HEADED.match(_style(block)) for block in blocks[1:])
    if styled or len(times) < 2:
        return list(blocks)
    made = []
    for block in blocks:
        label = found.get(id(block))
        if label is not None and times[_text(label)] == 1:
            made.append(label)
        made.append(block)
    return made


def _label(block: Node) -> Node | None:
    """Return the label in bold that a paragraph begins with, as a paragraph; None without one."""
    if not _is_plain(block):
        return None
    bold = []
    for each in block.children:
        if _kind(each) != "Run" or not each.is_bold:
            break
        bold.append(each)
    label = "".join(map(_text, bold))
    rest = _text(block)[len(label) :]
    parted = _LABEL_END.search(label) or re.match(r"\s*[:–—]|\s*-\s", rest)
    if not parted or not re.search(r"\w", rest) or len(label.split()) > _LONGEST_LABEL:
        return None
    name = _LABEL_END.sub("", label).strip()
    texts = [each for run in bold for each in run.children if _kind(each) == "Text"]
    if not re.search(r"\w", name) or not texts or _MARKER.fullmatch(name):
        return None
    return block.copy(children=[bold[0].copy(children=[texts[0].copy(value=name)])])


def _with_tables(blocks: Sequence[Node]) -> Iterator[Node]:
    """Yield blocks, lines that tabs set in the same columns as a table."""
    rows = [(block, _cells(block)) for block in blocks]
    for width, run in groupby(rows, lambda row: len(row[1])):
        lines = list(run)
        if width < 2 or len(lines) < _FEWEST_LINES:
            yield from (block for block, _ in lines)
        else:
            yield _table([cells for _, cells in lines])


def _cells(block: Node) -> list[Node]:
    """Return the cells of a line that tabs part, each a paragraph; none of another block."""
    text = _text(block) if _is_plain(block) else ""
    first, tab, _ = text.partition("\t")
    marked = first != "" and _MARKER.fullmatch(first)
    if not tab or marked or any(_kind(each) != "Run" for each in block.children):
        return []
    cells: list[list[Node]] = [[]]
    for run in block.children:
        for is_tab, parts in groupby(run.children, lambda each: _kind(each) == "Tab"):
            if not is_tab:
                cells[-1].append(run.copy(children=list(parts)))
            elif len(cells) == 1 or any(map(_text, cells[-1])):
                cells.append([])
    made = [block.copy(children=cell) for cell in cells]
    while made and not _text(made[-1]).strip():
        made.pop()
    filled = [each for each in made if _text(each).strip()]
    if len(filled) < 2 or any(len(_text(each)) > _LONGEST_CELL for each in made):
        return []
    return made


def _table(rows: Sequence[Sequence[Node]]) -> Node:
    from mammoth import documents

    return documents.table(
        [documents.table_row([documents.table_cell([cell]) for cell in cells]) for cells in rows]
    )
