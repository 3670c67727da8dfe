"""An answer in Markdown, as Mattermost and Rocket.Chat show it; it calls nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from bot.answering.model import Answer, AnswerBlock, List, Paragraph, Source, Table
from bot.render.answer_outline import Body, Notice, Questions, ReadAs, Sources, outline

__all__ = ["MATTERMOST", "ROCKETCHAT", "Dialect", "markdown"]

NOBODY = "\u200b"
"""Between what would call somebody and the name: not seen, and no longer a call."""
_CALL = re.compile(r"(?<!\w)@(?=\w)|<(?=[!@#a-zA-Z/])")
_MORE = "…"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a platform makes of Markdown."""

    marks: str
    """Characters that are taken literally behind a backslash."""
    bold: str
    longest: int
    """Characters of one message."""


MATTERMOST = Dialect(marks="\\`*_~[]#|", bold="**", longest=16_000)
ROCKETCHAT = Dialect(marks="*_~`#", bold="*", longest=5_000)


def markdown(answer: Answer, dialect: Dialect) -> str:
    """Return the answer as one message."""
    text = ""
    for part in _parts(answer, dialect):
        room = dialect.longest - len(text) - 2
        if len(part) > room:
            cut = f"{text}\n\n{part[: room - 1]}" if room > 0 else text[: dialect.longest - 1]
            return f"{cut}{_MORE}".strip()
        text += f"\n\n{part}" if text else part
    return text


def _parts(answer: Answer, dialect: Dialect) -> Iterator[str]:
    for part in outline(answer):
        match part:
            case ReadAs(question, head):
                yield f"{head}: {_literal(question, dialect)}"
            case Notice(text):
                yield _literal(text, dialect)
            case Body(blocks, highlight):
                yield from _body(blocks, highlight, dialect)
            case Sources(sources):
                yield "\n".join(_source(source, dialect) for source in sources)
            case Questions(head, questions):
                yield "\n".join((f"{head}:", *(f"- {_literal(q, dialect)}" for q in questions)))


def _body(blocks: Sequence[AnswerBlock], highlight: str | None, dialect: Dialect) -> Iterator[str]:
    """Yield the blocks, the best sentence bold where it comes first."""
    for block in blocks:
        lines = []
        for line in _lines(block):
            lines.append(_line(line, highlight, dialect))
            highlight = None if highlight and highlight in line else highlight
        yield "\n".join(lines)


def _lines(block: AnswerBlock) -> Iterator[str]:
    match block:
        case Paragraph(text):
            yield text
        case List(lead):
            if lead:
                yield f"{lead}\n"
            yield from _items(block)
        case Table(header, rows):
            for row in rows:
                names = [*header, *[""] * (len(row) - len(header))]
                cells = (f"{n}: {c}" if n else c for n, c in zip(names, row, strict=False) if c)
                yield f"- {' · '.join(cells)}"


def _items(block: List) -> Iterator[str]:
    """The items of a list, numbered where Markdown would count the same."""
    plain = block if _counts(block) else replace(block, numbers=())
    return map(" ".join, plain.marked("-", "    "))


def _counts(block: List) -> bool:
    """Tell whether every number follows the one before it: Markdown counts on from the first."""
    following: dict[int, int | None] = {}
    levels = block.levels or (0,) * len(block.numbers)
    for number, level in zip(block.numbers, levels, strict=False):
        following = {above: each for above, each in following.items() if above <= level}
        if level in following and number != following[level]:
            return False
        following[level] = None if number is None else number + 1
    return True


def _line(line: str, highlight: str | None, dialect: Dialect) -> str:
    before, found, after = line.partition(highlight) if highlight else (line, "", "")
    if not found:
        return _literal(line, dialect)
    shown = f"{dialect.bold}{_literal(found, dialect)}{dialect.bold}"
    return _literal(before, dialect) + shown + _literal(after, dialect)


def _source(source: Source, dialect: Dialect) -> str:
    place = _literal(" › ".join((source.title, *source.heading)), dialect)
    web = source.url is not None and source.url.startswith(("https://", "http://"))
    if web:
        place = f"[{place}]({quote(str(source.url), safe='!#$%&*+,/:;=?@~')})"
    updated = f", updated {source.updated}" if source.updated else ""
    return f"Source: {place}, line {source.line}{updated}"


def _literal(text: str, dialect: Dialect) -> str:
    """Return a text that formats nothing and calls nobody."""
    quiet = _CALL.sub(lambda call: call[0] + NOBODY, text)
    return "".join(f"\\{each}" if each in dialect.marks else each for each in quiet)
