"""Questions and answers in front matter, each with its place in the source."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

import yaml

from corpus.draft import Close, Element, Group, Heading, Piece
from corpus.readers.markdown.inline import InlineText
from corpus.source import Source
from corpus.white_space import collapse
from corpus.yaml_text import compose_strings

__all__ = ["Entry", "Quoted", "entry_elements", "toml_entries", "yaml_entries"]

_TOP = 1
"""The level of a question, above all headings of the article."""
_ASKED = ("question", "q")
_ANSWERED = ("answer", "a")
_TITLED = ("title", "heading", "header", "name")
_HOLDS = ("content", "body", "text")
"""What the entries of accordions call their titles, and what is folded away under them."""
_LEADS = frozenset(("url", "link", "href", "path"))
"""What an entry has that leads to a page which answers."""


class Quoted(NamedTuple):
    """A value of front matter: where it stands, and what it says."""

    start: int
    end: int
    text: str


class Entry(NamedTuple):
    """A question, and its answer; None where the article itself is the answer."""

    text: str
    question: Quoted
    answer: Quoted | None


def yaml_entries(text: str, source: Source) -> list[Entry]:
    """Return the entries of YAML that begins on the file's second line."""
    root = compose_strings(text)
    if not isinstance(root, yaml.MappingNode):
        return []
    entries = []
    for key, value in root.value:
        if key.value == _ASKED[0] and (question := _quoted(value, source)):
            entries.append(Entry(question.text, question, None))
        elif isinstance(value, yaml.SequenceNode):
            for each in value.value:
                if not isinstance(each, yaml.MappingNode):
                    continue
                named = {str(name.value).casefold(): node for name, node in each.value}
                question, answer = (_quoted(each, source) for each in _asked(named))
                if question and answer:
                    entries.append(Entry(question.text, question, answer))
    return entries


def toml_entries(found: object, source: Source, end: int) -> list[Entry]:
    """Return the entries of TOML that was read into `found` and ends before an offset."""
    return list(_toml_entries(found, source, end)) if isinstance(found, dict) else []


def _toml_entries(found: dict[str, object], source: Source, end: int) -> Iterator[Entry]:
    at = 0
    for key, value in found.items():
        if (
            key == _ASKED[0]
            and isinstance(value, str)
            and (question := _find(value, source, 0, end))
        ):
            yield Entry(question.text, question, None)
        for each in value if isinstance(value, list) else []:
            if not isinstance(each, dict):
                continue
            named = {str(name).casefold(): text for name, text in each.items()}
            asked, answer = (_find(each, source, at, end) for each in _asked(named))
            if asked and answer:
                at = max(asked.end, answer.end)
                yield Entry(asked.text, asked, answer)


def _asked(named: dict[str, object]) -> tuple[object, object]:
    """Return an entry's question and its answer, None for what it hasn't got."""
    title = _first(named, _TITLED)
    said = getattr(title, "value", title)
    if isinstance(said, str) and said.strip().endswith("?") and _LEADS.isdisjoint(named):
        return title, _first(named, (*_ANSWERED, *_HOLDS))
    return _first(named, _ASKED), _first(named, _ANSWERED)


def _first(named: dict[str, object], names: tuple[str, ...]) -> object:
    return next((named[name] for name in names if name in named), None)


def _quoted(node: object, source: Source) -> Quoted | None:
    """Return where a scalar stands, without its quotes or the sign of a block."""
    if not isinstance(node, yaml.ScalarNode) or not str(node.value).strip():
        return None
    start = _offset(node.start_mark, source)
    end = _offset(node.end_mark, source)
    if node.style in ("|", ">"):
        line = min(node.start_mark.line + 2, source.lines - 1)
        start = min(source.bounds(line)[0], end)
    elif node.style:
        start, end = start + 1, end - 1
    start, end = source.trim(start, end)
    text = collapse(str(node.value))
    return Quoted(start, end, text) if start < end else None


def _offset(mark: yaml.Mark, source: Source) -> int:
    """Return a mark's offset: the text that it counts in lacks the file's first line."""
    line = min(mark.line + 1, source.lines - 1)
    start, end = source.bounds(line)
    return min(start + mark.column, end)


def _find(value: object, source: Source, start: int, end: int) -> Quoted | None:
    at = (
        source.text.find(value.strip(), start, end)
        if isinstance(value, str) and value.strip()
        else -1
    )
    return Quoted(at, at + len(str(value).strip()), collapse(str(value))) if at >= 0 else None


def entry_elements(
    entries: list[Entry], question: Entry | None, read: Callable[[str], InlineText]
) -> Iterator[Element]:
    """Yield questions with their answers, and last the one that the article itself answers.

    `read` reads Markdown's running text.
    """
    for entry in entries:
        answer, asked = entry.answer, read(entry.text).text
        if answer is not None and asked and (reading := read(answer.text)).text:
            yield Heading(entry.question.start, entry.question.end, asked, _TOP, asked=True)
            piece = Piece("paragraph", answer.start, answer.end, reading.text, reading.marks)
            yield Group("paragraphs", [piece])
            yield Close(answer.end, _TOP)
    if question:
        at = question.question
        yield Heading(at.start, at.end, read(at.text).text or at.text, _TOP, asked=True)
