"""An answer as plain text: for a file, a pipe or another program's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, repeat

from bot.answering.message_catalog import Labels
from bot.answering.model import Answer, AnswerBlock, Heading, List, Paragraph, Table
from bot.render.answer_outline import (
    Body,
    More,
    Notice,
    Place,
    Questions,
    ReadAs,
    Sources,
    WayToAPerson,
    left_out,
    outline,
    paragraph_text,
)
from bot.render.printable import printable

__all__ = ["linked", "plain"]


def plain(answer: Answer) -> str:
    """Return the answer as text: its blocks, its sources, and what can be asked next."""
    return "\n\n".join(_parts(printable(answer))) + "\n"


def linked(text: str, url: str | None) -> str:
    """Return a text with the page that it leads to behind it, where it leads to one.

    The sentence on that page, a long part of a link, is for those who need not read it.
    """
    page = url and url.partition(":~:")[0].rstrip("#")
    return f"{text} <{page}>" if page else text


def _parts(answer: Answer) -> Iterator[str]:
    for part in outline(answer):
        match part:
            case ReadAs(question, head):
                yield f"{head}: {question}"
            case Notice(text):
                yield text
            case WayToAPerson(contact):
                yield contact.text
            case Body(blocks, _, labels):
                yield from (_block(block, labels) for block in blocks)
            case Sources(places, head):
                yield "\n".join(_source(place, f"{head}: ") for place in places)
            case More(places, head):
                yield "\n".join((f"{head}:", *(_source(place, "- ") for place in places)))
            case Questions(head, questions, to_choose):
                marks = (f"{n}." for n in count(1)) if to_choose else repeat("-")
                asks = map(" ".join, zip(marks, questions, strict=False))
                yield "\n".join((f"{head}:", *asks))


def _block(block: AnswerBlock, labels: Labels) -> str:
    note = left_out(block, labels)
    noted = [f"({note})"] if note else []
    match block:
        case Heading(text):
            return text
        case Paragraph():
            return paragraph_text(block)
        case List(lead):
            items = map(" ".join, block.marked("-", "  "))
            return "\n".join([*([lead] if lead else []), *items, *noted])
        case Table(header, rows):
            grid = _columns([header, *rows] if any(header) else list(rows))
            return "\n".join([grid, *noted])


def _columns(rows: list[tuple[str, ...]]) -> str:
    columns = max(map(len, rows), default=0)
    full = [(*row, *[""] * (columns - len(row))) for row in rows]
    widths = [max(len(row[n]) for row in full) for n in range(columns)]
    lines = ("  ".join(map(str.ljust, row, widths)) for row in full)
    return "\n".join(line.rstrip() for line in lines)


def _source(place: Place, head: str) -> str:
    lines = [linked(f"{head}{place.path}, {place.lines}", place.url)]
    lines += [
        linked(f"{each.mark} {each.title}", each.url) if each.title else f"{each.mark} {each.url}"
        for each in place.references
    ]
    return "\n".join(lines)
