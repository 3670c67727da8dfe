"""Headings of a Markdown text that marks none below its title: what would be ones in plain text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice, zip_longest

from markdown_it.token import Token

from corpus.readers.markdown.bold_question import is_bold_line
from corpus.readers.markdown.inline import read_inline
from corpus.readers.text.heading_shape import ShapeKind, shape_of
from corpus.readers.text.lines import has_figure
from corpus.readers.text.outline import read_outline
from corpus.readers.text.text_block import BlockForm, TextBlock

__all__ = ["head_bare_lines"]

_FEWEST = 2
"""Lines from which on they are headings: one may be a sentence without its stop."""
_KINDS: dict[str, BlockForm] = {
    "list_item_open": "item",
    "table_open": "row",
    "fence": "example",
    "code_block": "example",
}
"""What else may stand below a heading, by the token that it begins with."""


def head_bare_lines(tokens: Sequence[Token]) -> Sequence[Token]:
    """Make headings of lines that stand over what follows, where nothing but a title is marked.

    A page whose headings lost their marks, as scraped ones have, is laid out like plain text. A
    line with a figure says something by itself; and where more lines are bold, these are headings.
    """
    written = [token for token in tokens if token.type != "front_matter"]
    marked = [token for token in written if token.type == "heading_open"]
    if marked not in ([], written[:1]) or any(token.type == "html_block" for token in written):
        return tokens
    title = written[1].content if marked else ""
    blocks = dict.fromkeys(_blocks(tokens))
    outlined = read_outline(list(blocks), title)
    shaped = [
        (tokens[each.block.start], each.level)
        for each, below in zip_longest(outlined, outlined[1:])
        if each.level is not None
        and each.block in blocks
        and not each.label
        and not (below and _leads_in(each.block, below.block))
    ]
    found = {
        id(inline): level
        for inline, level in shaped
        if inline.type == "inline" and not _has_marks(inline) and not has_figure(inline.content)
    }
    if len(found) < max(_FEWEST, sum(_has_marks(inline) for inline, _ in shaped) + 1):
        return tokens
    for opened, inline, closed in zip(tokens, tokens[1:], tokens[2:], strict=False):
        if id(inline) in found:
            opened.type, closed.type = "heading_open", "heading_close"
            opened.tag = closed.tag = f"h{min(found[id(inline)] + 1, 6)}"
    return tokens


def _blocks(tokens: Sequence[Token]) -> Iterator[TextBlock]:
    """Yield what stands one below the other, as blocks of plain text, `start` being the token."""
    for index, token in enumerate(tokens):
        kind = _KINDS.get(token.type)
        if token.type == "inline" and tokens[index - 1].type == "paragraph_open":
            if tokens[index - 1].level == 0:
                children = token.children or []
                text = read_inline(children).text
                lines = token.content.count("\n") + 1
                bare = not _has_marks(token) or is_bold_line(children, text)
                block = TextBlock("text", index, index, text, 0, 0, 1, lines=lines, body=not bare)
                if text:
                    yield block
        elif kind and token.level == (kind == "item"):
            within = islice(tokens, index, None)
            below = next((each for each in within if each.type == "inline"), token)
            yield TextBlock(kind, index, index, below.content or "-", 0)


def _leads_in(block: TextBlock, below: TextBlock) -> bool:
    """Tell whether a line in sentence case is the beginning of what a list goes on with."""
    shape = shape_of(block.text)
    return below.kind == "item" and shape is not None and shape.kind is ShapeKind.PLAIN


def _has_marks(inline: Token) -> bool:
    """Tell whether a line is more than words: bold, linked, with a picture."""
    return any(child.type != "text" for child in inline.children or [])
