"""A conversation's turns, on a terminal or as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from bot.answering.model import Answer
from bot.render.answer_outline import Questions, Sources, outline, source_places
from bot.render.plain import linked, plain
from bot.render.printable import printable

__all__ = ["Screen", "plain_screen", "terminal_screen"]


class Print(Protocol):
    """Prints a line, in a style that only a terminal shows."""

    def __call__(self, text: str, style: str, url: str | None = None) -> None:
        """Print `text`, which leads to `url`."""


QUIET, HEAD, BODY = "dim", "bold cyan", ""


class Screen:
    """Where a conversation is shown."""

    def __init__(self, show: Callable[[Answer], None], line: Print) -> None:
        self._show = show
        self._line = line

    def answer(self, answer: Answer, offered: Sequence[str]) -> None:
        """Show an answer, where it stands, and what can be asked by its number."""
        self._show(replace(answer, sources=(), choices=(), related=()))
        first = 1
        for part in outline(answer):
            if isinstance(part, Sources):
                for place in part.places:
                    self._line(f"{part.head}: {place.path}, {place.lines}", QUIET, place.url)
                self._line("", BODY)
            elif isinstance(part, Questions):
                # What is offered twice has one number.
                under = [each for each in part.questions if each in offered[first - 1 :]]
                self.offer(part.head, under, first)
                first += len(under)

    def offer(self, head: str, offered: Sequence[str], first: int = 1) -> None:
        """Show questions with their numbers, counted from `first`; nothing where there are none."""
        if offered:
            self._line(head, HEAD)
            for number, question in enumerate(offered, first):
                self._line(f"{number}. {question}", BODY)
            self._line("", BODY)

    def sources(self, answer: Answer | None) -> None:
        """Show the sources of an answer, word for word."""
        if answer is None or not answer.sources:
            self.say("There are no sources yet: ask a question first.")
            return
        self._line("", BODY)
        for number, place in enumerate(source_places(answer), 1):
            self._line(f"[{number}] {place.path}, {place.lines}", HEAD, place.url)
            for source in place.sources:
                for line in source.quote.splitlines():
                    self._line(f"  {line}".rstrip(), BODY)
                self._line("", BODY)
            for each in place.references:
                self._line(f"  {each.mark} {each.title or each.url}", QUIET, each.url)
            if place.updated:
                self._line(f"  {place.updated}", QUIET)
            self._line("", BODY)

    def say(self, text: str) -> None:
        """Show what the program says of itself."""
        for line in text.splitlines():
            self._line(line, QUIET)
        self._line("", BODY)

    def asked(self, question: str) -> None:
        """Show a question that was not typed on this screen."""
        self._line(f"> {question}", HEAD)


def plain_screen() -> Screen:
    """Return a screen that prints plain text."""

    def show(answer: Answer) -> None:
        print(f"\n{plain(answer)}")

    def line(text: str, style: str, url: str | None = None) -> None:  # noqa: ARG001 - see Print
        print(printable(linked(text, url if url != text else None)))

    return Screen(show, line)


def terminal_screen() -> Screen:
    """Return a screen that lays out on a terminal."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from bot.render.terminal import WIDTH, has_links, link
    from bot.render.terminal import show as show_answer

    console = Console()
    links = has_links(console)

    def show(answer: Answer) -> None:
        show_answer(answer, console)

    def line(text: str, style: str, url: str | None = None) -> None:
        text = printable(text)
        # A line that is too long goes on under its own beginning.
        start = len(text) - len(re.sub(r"^(?:\s+|\d+\. |\[\d+\] )", "", text))
        shown = link(text[start:], printable(url), links=links)
        shown.stylize(style)
        parts = (Text(text[:start], style), shown) if start else (shown,)
        grid = Table.grid()
        grid.add_row(*parts)
        console.print(Padding(grid, (0, 2)), width=min(console.width, WIDTH))

    return Screen(show, line)
