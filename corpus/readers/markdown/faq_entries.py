"""Questions and answers in front matter, each with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
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
_FEWEST = 2
"""Entries that have to ask where their names say nothing of it, as one may be a call to action; and
lines with bullets that are a list."""
_LISTED = re.compile(r"[ \t]*(?:[-*+]|(?P<number>\d{1,3})[.)])[ \t]+(?=\S)")
_LEADS = frozenset(("url", "link", "href", "path"))
"""What an entry has that leads to a page which answers."""


class Part(NamedTuple):
    """Lines of an answer: a paragraph, or an item of a list with its number."""

    start: int
    end: int
    listed: bool = False
    number: int | None = None
    indent: int = 0


class Quoted(NamedTuple):
    """A value of front matter: where it stands, and what it says."""

    start: int
    end: int
    text: str
    parts: tuple[Part, ...] = ()
    """Of one on lines of its own that has a list in it: its paragraphs and items."""


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
    own = {key.value: value for key, value in root.value}
    question, answer = (_quoted(own.get(name), source) for name in (_ASKED[0], _ANSWERED[0]))
    entries = [Entry(question.text, question, answer)] if question else []
    for listed in _lists(root):
        names = _asking(listed)
        for named in listed:
            question, answer = (_quoted(each, source) for each in _asked(named, names))
            if question and answer:
                entries.append(Entry(question.text, question, answer))
    return entries


def _lists(root: yaml.Node) -> Iterator[list[dict[str, yaml.Node]]]:
    """Yield the entries of every list of mappings, however deep it stands, in order."""
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.SequenceNode):
            entries = [each for each in node.value if isinstance(each, yaml.MappingNode)]
            yield [_named(each) for each in entries]
        nodes += reversed(_inside(node))


def _inside(node: yaml.Node) -> list[yaml.Node]:
    """Return the nodes that are values of a mapping or entries of a list."""
    if isinstance(node, yaml.MappingNode):
        return [value for _, value in node.value]
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def _named(entry: yaml.MappingNode) -> dict[str, yaml.Node]:
    """Return an entry's values by their names, and the only text that it holds deeper inside."""
    named = {str(name.value).casefold(): node for name, node in entry.value}
    held = [text for node in named.values() for text in _held(node)]
    if len(held) == 1 and _first(named, (*_ANSWERED, *_HOLDS)) is None:
        named[_HOLDS[0]] = held[0]
    return named


def _held(node: yaml.Node) -> list[yaml.Node]:
    """Return the texts that the blocks of an entry hold: `blocks: [{text: …}]`."""
    blocks = [each for each in _inside(node) if isinstance(each, yaml.MappingNode)]
    named = [{str(name.value).casefold(): value for name, value in each.value} for each in blocks]
    held = [_first(each, (*_ANSWERED, *_HOLDS)) for each in named]
    return [each for each in held if isinstance(each, yaml.ScalarNode)]


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
        listed = [
            {str(name).casefold(): text for name, text in each.items()}
            for each in (value if isinstance(value, list) else [])
            if isinstance(each, dict)
        ]
        names = _asking(listed)
        for named in listed:
            asked, answer = (_find(each, source, at, end) for each in _asked(named, names))
            if asked and answer:
                at = max(asked.end, answer.end)
                yield Entry(asked.text, asked, answer)


def _asking(listed: Sequence[Mapping[str, object]]) -> tuple[str, str] | None:
    """Return under which names all entries of a list have a question and its answer.

    That is the first name whose text always asks, and the one that says most. One entry tells
    nothing, and what leads to a page is answered there.
    """
    if len(listed) < _FEWEST or any(not _LEADS.isdisjoint(each) for each in listed):
        return None
    shared = [name for name in listed[0] if all(_said(each.get(name)) for each in listed)]
    asks = (name for name in shared if all(_said(each[name]).endswith("?") for each in listed))
    question = next(asks, "")
    said = {name: sum(len(_said(each[name])) for each in listed) for name in shared}
    said.pop(question, None)
    return (question, max(said, key=lambda name: said[name])) if question and said else None


def _said(value: object) -> str:
    """Return a text, of a node of YAML or TOML's own; "" of anything else."""
    said = getattr(value, "value", value)
    return said.strip() if isinstance(said, str) else ""


def _asked(named: Mapping[str, object], names: tuple[str, str] | None) -> tuple[object, object]:
    """Return an entry's question and its answer, None for what it hasn't got.

    `names` are those that the entries of its list have them under, whatever that is.
    """
    title = _first(named, _TITLED)
    if _said(title).endswith("?") and _LEADS.isdisjoint(named):
        asked = title, _first(named, (*_ANSWERED, *_HOLDS))
    else:
        asked = _first(named, _ASKED), _first(named, _ANSWERED)
    return (named[names[0]], named[names[1]]) if names and None in asked else asked


def _first(named: Mapping[str, object], names: tuple[str, ...]) -> object:
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
    parts = _parts(source.text, start, end) if node.style in ("|", ">") else ()
    return Quoted(start, end, text, parts) if start < end else None


def _parts(text: str, start: int, end: int) -> tuple[Part, ...]:
    """Return the paragraphs and items of an answer; none where there is no list in it.

    Also where YAML folds its lines into one: nobody who begins them with bullets means that.
    """
    parts: list[Part] = []
    blank = False
    at = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    for line in text[at:end].splitlines(keepends=True):
        indent = len(line) - len(line.lstrip())
        left, right = at + indent, at + len(line.rstrip())
        at += len(line)
        marker = _LISTED.match(line)
        last = parts[-1] if parts else None
        if not line.strip():
            blank = True
            continue
        if marker:
            number = int(marker["number"]) if marker["number"] else None
            parts.append(Part(left + marker.end() - indent, right, True, number, indent))
        elif last and not (blank and last.listed and indent <= last.indent):
            parts[-1] = last._replace(end=right)
        else:
            parts.append(Part(left, right))
        blank = False
    return tuple(parts) if sum(part.listed for part in parts) >= _FEWEST else ()


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
    entries: list[Entry], question: Entry | None, text: str, read: Callable[[str], InlineText]
) -> Iterator[Element]:
    """Yield questions with their answers, and last the one that the article itself answers.

    `read` reads Markdown's running text, and `text` is the source's.
    """
    for entry in entries:
        answer, asked = entry.answer, read(entry.text).text
        if answer is not None and asked and (reading := read(answer.text)).text:
            # Sorted by their names, an answer may stand before its question.
            start = min(entry.question.start, answer.start)
            yield Heading(start, entry.question.end, asked, _TOP, asked=True)
            if answer.parts:
                yield from _listed(answer.parts, text, read)
            else:
                piece = Piece("paragraph", answer.start, answer.end, reading.text, reading.marks)
                yield Group("paragraphs", [piece])
            yield Close(max(entry.question.end, answer.end), _TOP)
    if question:
        at = question.question
        yield Heading(at.start, at.end, read(at.text).text or at.text, _TOP, asked=True)


def _listed(parts: Sequence[Part], text: str, read: Callable[[str], InlineText]) -> Iterator[Group]:
    """Yield an answer's paragraphs and lists."""
    outer = min(part.indent for part in parts if part.listed)
    for listed, run in groupby(parts, key=lambda part: part.listed):
        group = Group("list" if listed else "paragraphs", [])
        for part in run:
            reading = read(collapse(text[part.start : part.end]))
            if reading.text:
                piece = Piece("paragraph", part.start, part.end, reading.text, reading.marks)
                if listed:
                    piece.kind, piece.ordinal = "item", part.number
                    piece.depth = int(part.indent > outer)
                group.pieces.append(piece)
        if group.pieces:
            yield group
