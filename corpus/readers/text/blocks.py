"""Lines of plain text become blocks: paragraphs, list items, table rows, marked headings."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from corpus.readers.text.asked_lines import AskedLine, find_asked
from corpus.readers.text.going_on import goes_on, is_answer, is_dash_within_sentence, is_entitled
from corpus.readers.text.hanging import Hanging, find_hanging, text_indent
from corpus.readers.text.lines import BULLET, DOTTED_NUMBER, Line, read_lines, wrap_width
from corpus.readers.text.tables import Row, find_rows
from corpus.readers.text.text_block import COMMENT, DOTTED, LETTER, LONE, BlockForm, TextBlock
from corpus.source import Source

__all__ = ["LINE_RULES", "read_blocks"]

_HASHES = re.compile(r"(#{1,6})[ \t]+(?=\S)|(#{2,6})(?=[^\s#])")
_EQUALS = re.compile(r"={2,6}(?:[ \t]+(?=[^\s=])|(?=[^\s=].*[^=]==$))")
"""What begins a heading in AsciiDoc and in wikis, where it may end it, too: "== Pay =="."""
_EQUALS_TITLE = re.compile(r"=[ \t]+(?=[^\W\d])")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,}|~{3,})|(?P<rst>[\^\"'`#*+:.])(?P=rst){2,}")
_LONE_BULLET = re.compile(r"[-*•·‣◦▪●○■–—\uf0b7]|\d{1,3}[.)]")
_RULE = re.compile(r"(?:[-*_=~#] ?){3,}")
_SHARE_ENTITLED = 0.5
"""Share of the numbered items that have a title where such lines are titles."""
_INDENTED = 4
"""Columns to the right of the text from which on Markdown, too, has code, and no heading."""
_LONGEST_UNDERLINED = 120
"""Characters of the longest line that the one below it may underline."""


@dataclass(slots=True)
class _Progress:
    """How far the lines are read."""

    width: int | None
    """The column at which the text is wrapped by hand."""
    wrapped: bool
    """True where paragraphs take several lines, however wide these are."""
    rows: dict[int, Row]
    asked: dict[int, AskedLine]
    hanging: dict[int, Hanging]
    indent: int
    """The column at which paragraphs begin."""
    headed: bool
    """True where headings stand to the left of the text."""
    entitled: bool
    """True where a short first line of a numbered item is its title."""
    titles: int = 0
    """How many such lines there are."""
    blocks: list[TextBlock] = field(default_factory=list)
    gap: int = 0
    """Blank lines, rules and lone bullets since the last block."""
    bulleted: bool = False
    """True under a bullet on a line of its own."""
    indents: list[int] = field(default_factory=list)
    """Of the list's open levels."""

    @property
    def last(self) -> TextBlock | None:
        return self.blocks[-1] if self.blocks else None

    def add(self, block: TextBlock) -> bool:
        self.blocks.append(block)
        self.gap = 0
        return True


def read_blocks(source: Source) -> list[TextBlock]:
    """Return the blocks of a plain text in order."""
    lines = read_lines(source)
    width, wrapped = wrap_width(lines), wrap_width(lines, math.inf) is not None
    indent = text_indent(lines)
    hanging = find_hanging(lines)
    headed = any(each.level for each in hanging.values())
    entitled = headed
    rows, asked = find_rows(lines), find_asked(lines)
    while True:
        progress = _Progress(width, wrapped, rows, asked, hanging, indent, headed, entitled)
        for line in lines:
            next(rule for rule in LINE_RULES if rule(progress, line))
        numbered = sum(each.ordinal is not None and not each.depth for each in progress.blocks)
        if not entitled or progress.titles >= _SHARE_ENTITLED * numbered:
            break
        entitled = False
    return [
        replace(block, text=source.text[block.start : block.end]) if block.lines > 1 else block
        for block in progress.blocks
    ]


def _take_empty_line(progress: _Progress, line: Line) -> bool:
    if line.text:
        return False
    progress.gap += 1
    return True


def _take_asked(progress: _Progress, line: Line) -> bool:
    asked, last = progress.asked.get(line.number), progress.last
    if asked is None:
        return False
    progress.bulleted = False
    if asked.kind == "rest" and last is not None:
        progress.blocks[-1] = replace(last, end=line.end, tail=line.text, lines=last.lines + 1)
        return True
    block = _block("text", progress, line)
    start, text = line.start + asked.begins, line.text[asked.begins :]
    block = replace(block, start=start, text=text, indent=line.indent + asked.begins)
    question = asked.kind == "question"
    block = replace(block, asked=question, by_form=asked.by_form, body=not question)
    return progress.add(replace(block, hangs=asked.begins > 0))


def _take_hanging(progress: _Progress, line: Line) -> bool:
    hanging = progress.hanging.get(line.number)
    if hanging is None:
        return False
    last = progress.last
    if hanging.level is not None:
        block = _block("heading", progress, line)
        progress.add(replace(block, level=hanging.level))
    elif last is not None and last.kind == "example" and last.line == hanging.example:
        progress.blocks[-1] = replace(last, end=line.end, tail=line.text, lines=last.lines + 1)
        progress.gap = 0
    else:
        progress.add(_block("example", progress, line))
    return True


def _take_table_line(progress: _Progress, line: Line) -> bool:
    row = progress.rows.get(line.number)
    if row is None:
        return False
    if row.kind != "ruler":
        block = TextBlock(row.kind, line.start, line.end, line.text, line.number, gap=progress.gap)
        progress.add(replace(block, cells=row.cells))
    return True


def _take_underline(progress: _Progress, line: Line) -> bool:
    above = progress.last
    underline = _UNDERLINE.fullmatch(line.text)
    if (
        underline is None
        or above is None
        or progress.gap
        or above.kind != "text"
        or above.lines > 1
        or len(above.text) > _LONGEST_UNDERLINED
        or above.text.endswith((".", ",", ";", ":"))
        or len(line.text) < (len(above.text) if underline["rst"] else min(len(above.text) // 2, 3))
        or line.number != above.line + 1
    ):
        return False
    level = 3 if underline["rst"] else 1 if line.text[0] == "=" else 2
    progress.blocks[-1] = replace(above, kind="heading", level=level)
    return True


def _take_rule(progress: _Progress, line: Line) -> bool:
    if not _RULE.fullmatch(line.text):
        return False
    progress.gap += 1
    return True


def _take_lone_bullet(progress: _Progress, line: Line) -> bool:
    if not _LONE_BULLET.fullmatch(line.text):
        return False
    progress.bulleted = True
    progress.gap += 1
    return True


def _take_commented(progress: _Progress, line: Line) -> bool:
    """Take an example that begins with a comment: "#" to the right of where headings stand."""
    last = progress.last
    if last is not None and last.marker == COMMENT and not progress.gap:
        if line.indent < last.indent:
            return False
        progress.blocks[-1] = replace(last, end=line.end, tail=line.text, lines=last.lines + 1)
        return True
    inner = line.indent - progress.indent >= (0 if progress.headed else _INDENTED)
    if not inner or not line.indent or _HASHES.match(line.text) is None:
        return False
    return progress.add(replace(_block("example", progress, line), marker=COMMENT))


def _take_hashed_heading(progress: _Progress, line: Line) -> bool:
    hashes = _HASHES.match(line.text)
    if hashes is None and (progress.gap or progress.last is None or line.text.endswith("==")):
        opens = None if progress.last else _EQUALS_TITLE.match(line.text)
        hashes = opens or _EQUALS.match(line.text)
    if hashes is None:
        return False
    sign = hashes[0][0]
    text = line.text[hashes.end() :].rstrip(f"{sign} \t") or line.text[hashes.end() :]
    start = line.start + hashes.end()
    block = TextBlock(
        "heading", start, start + len(text), text, line.number, line.indent, progress.gap
    )
    return progress.add(replace(block, level=hashes[0].count(sign)))


def _take_item(progress: _Progress, line: Line) -> bool:
    bullet = BULLET.match(line.text)
    if bullet is None:
        return False
    last = progress.last if not progress.gap else None
    if last is not None and is_dash_within_sentence(last, line, bullet, progress.width):
        return False
    progress.bulleted = False
    return progress.add(_item(progress, line, bullet))


def _take_dotted_item(progress: _Progress, line: Line) -> bool:
    """Take "2.1 …" within item 2; what others call it by is its text, as with a letter."""
    last = progress.last
    within = last is not None and last.kind == "item" and progress.gap <= 1
    if not within or not DOTTED_NUMBER.match(line.text) or line.indent <= progress.indents[0]:
        return False
    item = replace(_block("item", progress, line), marker=DOTTED, depth=1)
    return progress.add(item)


def _take_item_under_lone_bullet(progress: _Progress, line: Line) -> bool:
    if not progress.bulleted:
        return False
    progress.bulleted = False
    block = _block("item", progress, line)
    return progress.add(replace(block, marker=LONE))


def _take_continuation(progress: _Progress, line: Line) -> bool:
    last = progress.last
    if last is None or not goes_on(last, line, progress.gap, progress.width):
        return False
    if progress.entitled and is_entitled(last, line, progress.width):
        progress.titles += 1
        return _take_paragraph(progress, line)
    answer = last.answer or (
        line.start if is_answer(last, line, progress.gap, progress.wrapped) else 0
    )
    longer = replace(last, end=line.end, tail=line.text, lines=last.lines + 1, answer=answer)
    progress.blocks[-1] = longer
    progress.gap = 0
    return True


def _take_paragraph(progress: _Progress, line: Line) -> bool:
    block = _block("text", progress, line)
    return progress.add(replace(block, body=progress.headed))


LINE_RULES: tuple[Callable[[_Progress, Line], bool], ...] = (
    _take_empty_line,
    _take_asked,
    _take_hanging,
    _take_commented,
    _take_table_line,
    _take_underline,
    _take_rule,
    _take_lone_bullet,
    _take_hashed_heading,
    _take_item,
    _take_dotted_item,
    _take_item_under_lone_bullet,
    _take_continuation,
    _take_paragraph,
)
"""Each takes a line and returns True, or leaves it to the next; the last takes what is left."""


def _block(kind: BlockForm, progress: _Progress, line: Line) -> TextBlock:
    return TextBlock(kind, line.start, line.end, line.text, line.number, line.indent, progress.gap)


def _item(progress: _Progress, line: Line, bullet: re.Match[str]) -> TextBlock:
    """Return the list item of a line, and open and close the list's levels."""
    indents = progress.indents
    if progress.last is None or progress.last.kind != "item":
        indents.clear()
    while indents and indents[-1] > line.indent:
        indents.pop()
    if not indents or indents[-1] < line.indent:
        indents.append(line.indent)
    number = bullet["number"] or bullet["bracketed"]
    # A letter is what other lines call the item by: nothing counts it again where it is shown.
    begins = 0 if bullet["letter"] else bullet.end()
    return TextBlock(
        "item",
        line.start + begins,
        line.end,
        line.text[begins:],
        line.number,
        line.indent,
        progress.gap,
        int(number) if number else None,
        LETTER if bullet["letter"] else re.sub(r"\d+", "1", bullet[0].strip()),
        len(indents) - 1,
    )
