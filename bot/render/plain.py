"""An answer as plain text: for a file, a pipe or another program's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, repeat

from bot.answering.model import Answer, AnswerBlock, List, Paragraph, Source, Table
from bot.render.answer_outline import Body, Notice, Questions, ReadAs, Sources, outline
from bot.render.printable import printable

__all__ = ["plain", "source_place"]


def plain(answer: Answer) -> str:
    """Return the answer as text: its blocks, its sources, and what can be asked next."""
    return "\n\n".join(_parts(printable(answer))) + "\n"


def source_place(source: Source) -> str:
    """Return where a source stands: title › heading path, line."""
    return f"{' › '.join((source.title, *source.heading))}, line {source.line}"


def _parts(answer: Answer) -> Iterator[str]:
    for part in outline(answer):
        match part:
            case ReadAs(question, head):
                yield f"{head}: {question}"
            case Notice(text):
                yield text
            case Body(blocks):
                yield from map(_block, blocks)
            case Sources(sources):
                yield from (_source(source, len(sources)) for source in sources)
            case Questions(head, questions, to_choose):
                marks = (f"{n}." for n in count(1)) if to_choose else repeat("-")
                asks = map(" ".join, zip(marks, questions, strict=False))
                yield "\n".join((f"{head}:", *asks))


def _block(block: AnswerBlock) -> str:
    match block:
        case Paragraph(text):
            return text
        case List(lead):
            return "\n".join(([lead] if lead else []) + [*map(" ".join, block.marked("-", "  "))])
        case Table(header, rows):
            return _columns([header, *rows] if any(header) else list(rows))


def _columns(rows: list[tuple[str, ...]]) -> str:
    columns = max(map(len, rows), default=0)
    full = [(*row, *[""] * (columns - len(row))) for row in rows]
    widths = [max(len(row[n]) for row in full) for n in range(columns)]
    lines = ("  ".join(map(str.ljust, row, widths)) for row in full)
    return "\n".join(line.rstrip() for line in lines)


def _source(source: Source, of: int) -> str:
    name = "Source" if of == 1 else f"Source {source.n}"
    lines = [f"{name}: {source_place(source)}"]
    if source.url:
        lines.append(source.url)
    lines += [
        " ".join(filter(None, (each.mark, each.title, each.url)))
        for each in source.references
        if each.title or each.url
    ]
    return "\n".join(lines)
