"""An answer as plain text: for a file, a pipe or another program's eyes."""

from __future__ import annotations

from collections.abc import Iterator

from bot.answering.model import Answer, AnswerBlock, List, Paragraph, Source, Table
from bot.render.printable import printable

__all__ = ["plain", "source_place"]


def plain(answer: Answer) -> str:
    """Return the answer as text: its blocks, its sources, and what can be asked next."""
    return "\n\n".join(_parts(printable(answer))) + "\n"


def source_place(source: Source) -> str:
    """Return where a source stands: title › heading path, line."""
    return f"{' › '.join((source.title, *source.heading))}, line {source.line}"


def _parts(answer: Answer) -> Iterator[str]:
    if answer.interpreted_as:
        yield f"Read as: {answer.interpreted_as}"
    if answer.message:
        yield answer.message
    yield from map(_block, answer.blocks)
    yield from (_source(source, len(answer.sources)) for source in answer.sources)
    if answer.choices:
        choices = (f"{n}. {choice.question}" for n, choice in enumerate(answer.choices, 1))
        yield "\n".join(("Did you mean:", *choices))
    if answer.related:
        head = "You could ask:" if answer.status == "no_answer" else "Related:"
        yield "\n".join((head, *(f"- {question}" for question in answer.related)))


def _block(block: AnswerBlock) -> str:
    match block:
        case Paragraph(text):
            return text
        case List(lead):
            return "\n".join(([lead] if lead else []) + [*map(" ".join, block.marked("-", "  "))])
        case Table(header, rows):
            return _columns([header, *rows] if any(header) else list(rows))


def _columns(rows: list[tuple[str, ...]]) -> str:
    count = max(map(len, rows), default=0)
    full = [(*row, *[""] * (count - len(row))) for row in rows]
    widths = [max(len(row[n]) for row in full) for n in range(count)]
    lines = ("  ".join(map(str.ljust, row, widths)) for row in full)
    return "\n".join(line.rstrip() for line in lines)


def _source(source: Source, count: int) -> str:
    name = "Source" if count == 1 else f"Source {source.n}"
    lines = [f"{name}: {source_place(source)}"]
    if source.url:
        lines.append(source.url)
    lines += [
        " ".join(filter(None, (each.mark, each.title, each.url)))
        for each in source.references
        if each.title or each.url
    ]
    return "\n".join(lines)
