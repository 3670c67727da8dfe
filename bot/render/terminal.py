"""An answer on a terminal: laid out, the best sentence in bold, the source under it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, repeat

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from bot.answering.model import Answer, AnswerBlock, List, Paragraph, Source, Table
from bot.render.answer_outline import Body, Notice, Part, Questions, ReadAs, Sources, outline
from bot.render.plain import source_place
from bot.render.printable import printable

__all__ = ["show"]

WIDTH = 92
BEST = "bold"
MESSAGE = "yellow"
QUIET = "dim"
HEAD = "bold cyan"


def show(answer: Answer, console: Console) -> None:
    """Print the answer, no wider than reads well."""
    console.print(
        Padding(Group(*_parts(printable(answer))), (1, 2)),
        width=min(console.width, WIDTH),
        soft_wrap=False,
    )


def _parts(answer: Answer) -> Iterator[RenderableType]:
    """Yield the parts from top to bottom, with an empty line between them."""
    parts = [shown for part in outline(answer) for shown in _part(part, answer)]
    for n, part in enumerate(parts):
        if n:
            yield Text()
        yield part


def _part(part: Part, answer: Answer) -> Iterator[RenderableType]:
    match part:
        case ReadAs(question, head):
            yield Text.assemble((f"{head} ", QUIET), question)
        case Notice(text):
            yield Text(text, style=MESSAGE)
        case Body(blocks, highlight):
            yield from (_block(block, highlight) for block in blocks)
        case Sources(sources):
            sure = f" · {answer.confidence:.0%} sure"
            for source in sources:
                yield _source(source, len(sources), sure)
                sure = ""
        case Questions(head, questions, to_choose):
            marks = (f"{n}." for n in count(1)) if to_choose else repeat("·")
            asks = _listed(zip(marks, questions, strict=False), None)
            yield Group(Text(head, style=HEAD), asks)


def _block(block: AnswerBlock, highlight: str | None) -> RenderableType:
    match block:
        case Paragraph(text):
            return _marked(text, highlight)
        case List(lead):
            bullets = _listed(block.marked("•◦▪", "   "), highlight)
            return Group(_marked(lead, highlight), bullets) if lead else bullets
        case Table(header, rows):
            grid = Grid(
                box=box.SIMPLE_HEAD, show_header=any(header), pad_edge=False, show_edge=False
            )
            for cell in header or ("",) * max(map(len, rows), default=0):
                grid.add_column(Text(cell), overflow="fold")
            for row in rows:
                grid.add_row(*(_marked(cell, highlight) for cell in row))
            return grid


def _marked(text: str, highlight: str | None) -> Text:
    """Return `text` with the best sentence, where it stands in it, made to stand out."""
    shown = Text(text)
    if highlight and (start := text.find(highlight)) >= 0:
        shown.stylize(BEST, start, start + len(highlight))
    return shown


def _listed(items: Iterator[tuple[str, str]], highlight: str | None) -> Grid:
    grid = Grid.grid(padding=(0, 1))
    for mark, item in items:
        grid.add_row(Text(f"  {mark}", style=QUIET), _marked(item, highlight))
    return grid


def _source(source: Source, of: int, more: str) -> RenderableType:
    number = Text("Source" if of == 1 else f"[{source.n}]", style=HEAD)
    updated = f" · updated {source.updated}" if source.updated else ""
    lines = [Text(source_place(source) + updated + more, style=QUIET)]
    if source.url:
        page = source.url.partition("#:~:")[0]  # the sentence itself only in the link
        lines.append(_link(page, source.url))
    for each in source.references:
        if each.title or each.url:
            name = f"{each.mark} {each.title or each.url}"
            lines.append(_link(name, each.url) if each.url else Text(name, style=QUIET))
    grid = Grid.grid(padding=(0, 1))
    grid.add_row(number, Group(*lines))
    return grid


def _link(text: str, url: str) -> Text:
    shown = Text(text, style=QUIET, overflow="fold")
    if url.startswith(("https://", "http://")):
        shown.stylize(Style(link=url))
    return shown
