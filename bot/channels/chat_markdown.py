"""An answer in Markdown, as Mattermost, Rocket.Chat and others show it; it calls nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import quote

from bot.answering.message_catalog import Labels
from bot.answering.model import Answer, AnswerBlock, Contact, Heading, List, Paragraph, Table
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
from corpus.links import shows_as_link

__all__ = ["COMMON", "MATTERMOST", "ROCKETCHAT", "TEAMS", "Dialect", "markdown"]

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
    calls: bool = True
    """Whether a name behind an @ is called."""
    numbered: bool = False
    """Whether the sources are a numbered list."""


MATTERMOST = Dialect(marks="\\`*_~[]#|", bold="**", longest=16_000)
ROCKETCHAT = Dialect(marks="*_~`#", bold="*", longest=5_000)
TEAMS = Dialect(marks="\\`*_~[]#|<>", bold="**", longest=16_000, calls=False, numbered=True)
COMMON = Dialect(marks="\\`*_~[]#|<>", bold="**", longest=100_000, calls=False, numbered=True)
"""CommonMark, for whoever shows it to one person."""


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
            case WayToAPerson(contact):
                yield _contact(contact, dialect)
            case Body(blocks, highlight, labels):
                yield from _body(blocks, highlight, dialect, labels)
            case Sources(places, head) if dialect.numbered:
                numbered = (_source(each, f"{n}. ", dialect) for n, each in enumerate(places, 1))
                yield "\n".join((f"{head}:", *numbered))
            case Sources(places, head):
                yield "\n".join(_source(place, f"{head}: ", dialect) for place in places)
            case More(places, head):
                yield "\n".join((f"{head}:", *(_source(each, "- ", dialect) for each in places)))
            case Questions(head, questions):
                yield "\n".join((f"{head}:", *(f"- {_literal(q, dialect)}" for q in questions)))


def _body(
    blocks: Sequence[AnswerBlock], highlight: str | None, dialect: Dialect, labels: Labels
) -> Iterator[str]:
    """Yield the blocks, the best words bold where they come first."""
    for block in blocks:
        if isinstance(block, Heading):
            yield f"{dialect.bold}{_literal(block.text, dialect)}{dialect.bold}"
            continue
        lines = []
        for line in _lines(block):
            lines.append(_line(line, highlight, dialect))
            highlight = None if highlight and highlight in line else highlight
        if note := left_out(block, labels):
            # A paragraph of its own, or it would go on in the last item.
            lines.append(f"\n({note})")
        yield "\n".join(lines)


def _lines(block: AnswerBlock) -> Iterator[str]:
    match block:
        case Paragraph():
            yield paragraph_text(block)
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


def _contact(contact: Contact, dialect: Dialect) -> str:
    if contact.address is None:
        return _literal(contact.text, dialect)
    before, address, after = contact.text.partition(contact.address)
    shown = _link(contact.url, address, dialect)
    return _literal(before, dialect) + shown + _literal(after, dialect)


def _link(url: str | None, label: str, dialect: Dialect) -> str:
    """Return a link, or its label where there is no URL of the web or of a mailbox."""
    shown = _literal(label, dialect)
    if not shows_as_link(url):
        return shown
    return f"[{shown}]({quote(url, safe='!#$%&*+,/:;=?@~')})"


def _source(place: Place, head: str, dialect: Dialect) -> str:
    where = _link(place.url, place.path, dialect)
    return ", ".join(filter(None, (f"{head}{where}", place.lines, place.updated)))


def _literal(text: str, dialect: Dialect) -> str:
    """Return a text that formats nothing and calls nobody."""
    quiet = _CALL.sub(lambda call: call[0] + NOBODY, text) if dialect.calls else text
    return "".join(f"\\{each}" if each in dialect.marks else each for each in quiet)
