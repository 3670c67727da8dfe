"""Examples in a plain text: blocks of their own, or part of the sentence around them."""

from __future__ import annotations

from textwrap import dedent

from corpus.draft import Element, Group, Piece
from corpus.marks import unique
from corpus.readers.sentence_code import follows, goes_on, is_one_line, is_short
from corpus.readers.text.text_block import TextBlock
from corpus.sentences import is_unfinished, run_on
from corpus.white_space import collapse

__all__ = ["add_example", "goes_on_behind"]


def add_example(elements: list[Element], block: TextBlock, source: str) -> None:
    """Add an example, of one line to the sentence that it ends."""
    text = dedent(" " * block.indent + block.text)
    before = _last(elements, "paragraphs")
    led = before is not None and is_unfinished(before.text)
    if (
        before is not None
        and led
        and is_one_line(text)
        and follows(source, before.end, block.start)
    ):
        before.text, before.end = f"{before.text} {text.strip()}", block.end
    else:
        elements.append(Group("code", [Piece("code", block.start, block.end, text)]))


def goes_on_behind(elements: list[Element], piece: Piece, source: str) -> bool:
    """Add a paragraph to the sentence that the example before it stands in, if it goes on."""
    code = _last(elements, "code")
    if code is None or not is_short(code.text) or not goes_on(source, piece.start, piece.end):
        return False
    if not follows(source, code.end, piece.start):
        return False
    before = _last(elements[:-1], "paragraphs")
    led = before is not None and is_unfinished(before.text)
    if before is not None and led and follows(source, before.end, code.start):
        elements.pop()
        begun = before
        begun.text = f"{begun.text} {collapse(code.text)}"
    elif before is None and is_one_line(code.text):
        begun = Piece("paragraph", code.start, code.end, collapse(code.text))
        elements[-1] = Group("paragraphs", [begun])
    else:
        return False
    begun.text, begun.end = run_on(begun.text, piece.text), piece.end
    begun.marks = unique((*begun.marks, *piece.marks))
    return True


def _last(elements: list[Element], kind: str) -> Piece | None:
    """Return the last piece of the last group, if it is of a kind."""
    last = elements[-1] if elements else None
    return (
        last.pieces[-1] if isinstance(last, Group) and last.kind == kind and last.pieces else None
    )
