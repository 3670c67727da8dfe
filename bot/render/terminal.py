"""An answer on a terminal: laid out, the best sentence in bold, the source under it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import count, repeat

from rich import box
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.style import Style
from rich.table import Table as Grid
from rich.text import Text

from bot.answering.message_catalog import LABELS, Labels
from bot.answering.model import (
    Answer,
    AnswerBlock,
    Contact,
    Heading,
    List,
    Paragraph,
    Table,
)
from bot.render.answer_outline import (
    Body,
    More,
    Notice,
    Part,
    Place,
    Questions,
    ReadAs,
    Sources,
    WayToAPerson,
    left_out,
    outline,
    paragraph_text,
)
from bot.render.plain import linked
from bot.render.printable import printable
from corpus.links import shows_as_link

__all__ = ["WIDTH", "has_links", "link", "show"]

WIDTH = 92
LONGEST_NAME = 64
"""Characters of a reference's name, so that it stays in one line."""
WITHOUT_LINKS = ("dumb", "linux")
"""Values of TERM whose terminals show no links."""
BEST = "bold"
MESSAGE = "yellow"
QUIET = "dim"
HEAD = "bold cyan"


def show(answer: Answer, console: Console) -> None:
    """Print the answer, no wider than reads well."""
    console.print(
        Padding(Group(*_parts(printable(answer), links=has_links(console))), (1, 2)),
        width=min(console.width, WIDTH),
        soft_wrap=False,
    )


def has_links(console: Console) -> bool:
    """Tell whether a console shows links behind words (OSC 8), where their addresses needn't be."""
    return (
        console.is_terminal
        and console.color_system is not None
        and not console.legacy_windows
        and os.environ.get("TERM") not in WITHOUT_LINKS
    )


def link(text: str, url: str | None, *, links: bool) -> Text:
    """Return a text that leads to an address, which is shown only where there are no links."""
    if not shows_as_link(url):
        return Text(text, overflow="fold")
    shown = Text(text if links else linked(text, url), overflow="fold")
    if links:
        # As a span: what is put behind it, and the space up to the edge, leads nowhere.
        shown.stylize(Style(link=url), 0, len(text))
    return shown


def _parts(answer: Answer, *, links: bool) -> Iterator[RenderableType]:
    """Yield the parts from top to bottom, with an empty line between them."""
    parts = [shown for part in outline(answer) for shown in _part(part, answer, links=links)]
    for n, part in enumerate(parts):
        if n:
            yield Text()
        yield part


def _part(part: Part, answer: Answer, *, links: bool) -> Iterator[RenderableType]:
    match part:
        case ReadAs(question, head):
            yield Text.assemble((f"{head} ", QUIET), question)
        case Notice(text):
            yield Text(text, style=MESSAGE)
        case WayToAPerson(contact):
            yield _contact(contact)
        case Body(blocks, highlight, labels):
            yield from (_block(block, highlight, labels) for block in blocks)
        case Sources(places, head):
            sure = LABELS[answer.language].sure.replace("{percent}", f"{answer.confidence:.0%}")
            yield Group(
                *(
                    _source(place, head, sure if not n else None, links=links)
                    for n, place in enumerate(places)
                )
            )
        case More(places, head):
            yield Group(Text(head, style=HEAD), *(_further(place, links=links) for place in places))
        case Questions(head, questions, to_choose):
            marks = (f"{n}." for n in count(1)) if to_choose else repeat("·")
            asks = _listed(zip(marks, questions, strict=False), None)
            yield Group(Text(head, style=HEAD), asks)


def _block(block: AnswerBlock, highlight: str | None, labels: Labels) -> RenderableType:
    note = left_out(block, labels)
    noted = [Text(note, style=QUIET)] if note else []
    match block:
        case Heading(text):
            return Text(text, style=HEAD)
        case Paragraph():
            return _marked(paragraph_text(block), highlight)
        case List(lead):
            bullets = _listed(block.marked("•◦▪", "   "), highlight)
            return Group(*([_marked(lead, highlight)] if lead else []), bullets, *noted)
        case Table(header, rows):
            grid = Grid(
                box=box.SIMPLE_HEAD, show_header=any(header), pad_edge=False, show_edge=False
            )
            for cell in header or ("",) * max(map(len, rows), default=0):
                grid.add_column(Text(cell), overflow="fold")
            for row in rows:
                grid.add_row(*(_marked(cell, highlight) for cell in row))
            return Group(grid, *noted)


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


def _source(place: Place, head: str, sure: str | None, *, links: bool) -> RenderableType:
    where = link(place.path, place.url, links=links)
    where.append(f", {place.lines}")
    for more in filter(None, (place.updated, sure)):
        where.append(f" · {more}")
    lines = [where]
    for each in place.references:
        name = each.title or each.url or ""
        line = Text(f"{each.mark} ", overflow="ellipsis" if links else "fold", no_wrap=links)
        if links:
            line.append_text(link(_shortened(name), each.url, links=True))
        else:
            line.append(linked(name, each.url) if each.title else name)
        lines.append(line)
    for line in lines:
        line.stylize(QUIET)
    grid = Grid.grid(padding=(0, 1))
    grid.add_row(Text(head, style=HEAD), Group(*lines))
    return grid


def _further(place: Place, *, links: bool) -> Text:
    """Return a line that leads to another place."""
    where = Text("  · ", style=QUIET)
    where.append_text(link(place.path, place.url, links=links))
    return where.append(f", {place.lines}")


def _shortened(name: str) -> str:
    """Return a name cut in its middle: those of one publisher differ at their end."""
    if len(name) <= LONGEST_NAME:
        return name
    return f"{name[: LONGEST_NAME // 2 - 1].rstrip()}…{name[-LONGEST_NAME // 2 :].lstrip()}"


def _contact(contact: Contact) -> Text:
    shown = Text(contact.text, overflow="fold")
    if contact.address is not None and contact.url is not None:
        start = contact.text.index(contact.address)
        shown.stylize(Style(link=contact.url), start, start + len(contact.address))
    return shown
