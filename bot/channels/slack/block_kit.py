"""An answer as a Slack message: Block Kit, within its limits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ContextBlock,
    MarkdownTextObject,
    PlainTextObject,
    SectionBlock,
)

from bot.answering.message_catalog import Labels
from bot.answering.model import Answer, AnswerBlock, Contact, Heading, List, Paragraph, Table
from bot.channels.incoming import IncomingQuestion
from bot.channels.slack.mrkdwn import bold, clipped, escaped, link, pieces
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

__all__ = ["ASK", "HELPFUL", "SHARE", "UNHELPFUL", "message"]

ASK, SHARE, HELPFUL, UNHELPFUL = "ask", "share", "helpful", "unhelpful"
"""What a button does: its `action_id`, that of `ASK` with a number behind."""

SECTION = 2_900
"""Characters of a section, below Slack's 3,000, for the marks around them."""
ALL = 8_000
"""Characters of the answer; Slack refuses messages of about 13,200 with all that is in them."""
SOURCE = 700
LABEL = 300
BUTTON, VALUE = 75, 2_000
SOURCES, CHOICES, RELATED = 4, 5, 3
NOTICE = 250
"""Characters of what a notification shows."""

_ITEM = re.compile(r"[•◦▪]|\d+\. ")


def message(answer: Answer, incoming: IncomingQuestion) -> dict[str, Any]:
    """Return `text` and `blocks` of a message, checked against Slack's limits."""
    notice = answer.highlight or answer.answer or answer.message or ""
    text = escaped(clipped(notice.strip(), NOTICE)) or "careerbot"
    blocks = [block.to_dict() for block in _blocks(answer, incoming)]
    if by := incoming.reply.get("shared_by"):
        blocks.insert(0, _context([f"<@{by}> asked: {escaped(clipped(incoming.question, LABEL))}"]))
    return {"text": text, "blocks": blocks or [_section(text).to_dict()]}


def _blocks(answer: Answer, incoming: IncomingQuestion) -> Iterator[Block]:
    for part in outline(answer):
        match part:
            case ReadAs(read, head):
                yield _context_block([f"{head}: {escaped(clipped(read, LABEL))}"])
            case Notice(text) if text.strip():
                yield _section(escaped(clipped(text, SECTION // 5)))
            case WayToAPerson(contact):
                yield _section(_contact(contact))
            case Body(blocks, highlight, labels):
                yield from map(_section, _sections(blocks, highlight, labels))
            case Sources(places):
                yield _context_block([_source(place) for place in places[:SOURCES]])
            case More(places, head):
                found = [_source(place) for place in places[:SOURCES]]
                yield _context_block([f"{head}:", *found])
            case Questions(to_choose=True):
                yield from _questions(part, 0, CHOICES)
            case Questions():
                yield from _questions(part, CHOICES, RELATED)
    if answer.answer_id and answer.blocks:
        yield _rating_buttons(answer, incoming)


def _sections(blocks: Sequence[AnswerBlock], highlight: str | None, labels: Labels) -> list[str]:
    """Return the article's words in sections of mrkdwn, headings and the best words bold, once."""
    lines: list[str] = []
    highlight = highlight or None
    room = ALL
    for block in blocks:
        if isinstance(block, Heading):
            lines.append(bold(clipped(block.text, LABEL)))
            room -= len(lines[-1])
            continue
        for line in map(str.strip, _lines(block, labels)):
            marked = highlight is not None and highlight in line
            if len(escaped(line)) > room:
                lines += _marked(f"{pieces(line, max(room, 10))[0]} …", None)
                return _packed(lines)
            lines += _marked(line, highlight if marked else None)
            highlight = None if marked else highlight
            room -= len(escaped(line))
    return _packed(lines)


def _lines(block: AnswerBlock, labels: Labels) -> Iterator[str]:
    match block:
        case Paragraph():
            yield paragraph_text(block)
        case List(lead):
            if lead:
                yield lead
            yield from map(" ".join, block.marked("•◦▪"))
        case Table(header, rows):
            yield from (f"• {_row(header, row)}" for row in rows)
    if note := left_out(block, labels):
        yield f"({note})"


def _row(header: Sequence[str], row: Sequence[str]) -> str:
    names = [*header, *[""] * (len(row) - len(header))]
    cells = [(name, cell) for name, cell in zip(names, row, strict=False) if cell.strip()]
    return " · ".join(f"{name}: {cell}" if name else cell for name, cell in cells)


def _marked(line: str, highlight: str | None) -> list[str]:
    """Return a line in parts that fit a section; the highlight is never cut."""
    if highlight is None or highlight not in line or len(escaped(highlight)) > SECTION // 2:
        return [escaped(piece) for piece in pieces(line, SECTION)]
    before, _, after = line.partition(highlight)
    whole = escaped(before) + bold(highlight) + escaped(after)
    if len(whole) <= SECTION:
        return [whole]
    return [
        *(escaped(piece) for piece in pieces(before.strip(), SECTION)),
        bold(highlight),
        *(escaped(piece) for piece in pieces(after.strip(), SECTION)),
    ]


def _packed(lines: Sequence[str]) -> list[str]:
    sections: list[str] = []
    for line in filter(str.strip, lines):
        gap = "\n" if _ITEM.match(line) else "\n\n"
        if sections and len(sections[-1]) + len(gap) + len(line) <= SECTION:
            sections[-1] += gap + line
        else:
            sections.append(line)
    return sections


def _contact(contact: Contact) -> str:
    if contact.address is None:
        return escaped(contact.text)
    before, address, after = contact.text.partition(contact.address)
    return escaped(before) + link(contact.url, address) + escaped(after)


def _source(place: Place) -> str:
    path = clipped(place.path, LABEL)
    parts = [link(place.url, path), place.lines]
    if place.updated:
        parts.append(escaped(place.updated))
    parts += [
        link(each.url, clipped(" ".join(filter(None, (each.mark, each.title))), LABEL))
        for each in place.references[:SOURCES]
    ]
    joined = " · ".join(parts)
    # Links can't be cut: where they are too long, the first says where the others are.
    return next(
        (each for each in (joined, parts[0]) if 0 < len(each) <= SOURCE), escaped(path) or parts[1]
    )


def _questions(part: Questions, first: int, most: int) -> Iterator[Block]:
    every = zip(part.questions, part.passages, strict=True)
    shown = [(question, passage) for question, passage in every if question.strip()][:most]
    if not shown:
        return
    yield _context_block([f"{part.head}:"])
    yield ActionsBlock(
        elements=[
            _button(clipped(question, BUTTON), f"{ASK}{number}", _asking(question, passage))
            for number, (question, passage) in enumerate(shown, first)
        ]
    )


def _asking(question: str, passage: str | None) -> str:
    """Return what a button asks: a line of words, and below it the passage that they lead to."""
    below = f"\n{passage}" if passage else ""
    return question.replace("\n", " ")[: VALUE - len(below)] + below


def _rating_buttons(answer: Answer, incoming: IncomingQuestion) -> Block:
    question = incoming.question
    value = f"{answer.answer_id}\n{question}"[:VALUE]
    buttons = [
        _button("👍", HELPFUL, value, "This helped"),
        _button("👎", UNHELPFUL, value, "This didn't help"),
    ]
    if incoming.audience == "private" and question:
        share = _asking(question, incoming.passage)
        buttons.append(_button("Share in the channel", SHARE, share))
    return ActionsBlock(elements=buttons)


def _button(text: str, action: str, value: str, label: str | None = None) -> ButtonElement:
    return ButtonElement(
        text=PlainTextObject(text=text, emoji=True),
        action_id=action,
        value=value,
        accessibility_label=label,
    )


def _section(text: str) -> Block:
    return SectionBlock(text=MarkdownTextObject(text=text, verbatim=True))


def _context_block(texts: Sequence[str]) -> Block:
    return ContextBlock(elements=[MarkdownTextObject(text=text, verbatim=True) for text in texts])


def _context(texts: Sequence[str]) -> dict[str, Any]:
    return _context_block(texts).to_dict()
