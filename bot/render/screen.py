"""A conversation's turns, on a terminal or as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.answering.model import Answer
from bot.render.answer_outline import Questions, outline
from bot.render.plain import plain, source_place
from bot.render.printable import printable

__all__ = ["Screen", "plain_screen", "terminal_screen"]

Print = Callable[[str, str], None]
"""Prints a text, in a style that only a terminal shows."""

QUIET, HEAD, BODY = "dim", "bold cyan", ""


class Screen:
    """Where a conversation is shown."""

    def __init__(self, show: Callable[[Answer], None], line: Print) -> None:
        self._show = show
        self._line = line

    def answer(self, answer: Answer, offered: Sequence[str]) -> None:
        """Show an answer, where it stands, and what can be asked by its number."""
        self._show(replace(answer, sources=(), choices=(), related=()))
        for source in answer.sources[:1]:
            more = f", and {len(answer.sources) - 1} more" if answer.sources[1:] else ""
            self._line(f"Source: {source_place(source)}{more}", QUIET)
            self._line("", BODY)
        first = 1
        for part in outline(answer):
            if isinstance(part, Questions):
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
        for source in answer.sources:
            self._line(f"[{source.n}] {source_place(source)}", HEAD)
            for line in source.quote.splitlines():
                self._line(f"  {line}".rstrip(), BODY)
            marks = (
                " ".join(filter(None, (each.mark, each.title, each.url)))
                for each in source.references
                if each.title or each.url
            )
            updated = f"updated {source.updated}" if source.updated else None
            for line in filter(None, (source.url, updated, *marks)):
                self._line(f"  {line}", QUIET)
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

    def line(text: str, _: str) -> None:
        print(printable(text))

    return Screen(show, line)


def terminal_screen() -> Screen:
    """Return a screen that lays out on a terminal."""
    from rich.console import Console
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from bot.render.terminal import WIDTH
    from bot.render.terminal import show as show_answer

    console = Console()

    def show(answer: Answer) -> None:
        show_answer(answer, console)

    def line(text: str, style: str) -> None:
        text = printable(text)
        # A line that is too long goes on under its own beginning.
        start = len(text) - len(re.sub(r"^(?:\s+|\d+\. |\[\d+\] )", "", text))
        grid = Table.grid()
        parts = (text[:start], text[start:]) if start else (text,)
        grid.add_row(*(Text(part, style, overflow="fold") for part in parts))
        console.print(Padding(grid, (0, 2)), width=min(console.width, WIDTH))

    return Screen(show, line)
