"""Where the content of a Markdown token stands in the source."""

from __future__ import annotations

import re

from corpus.source import Source

__all__ = ["code_offsets", "content_offsets", "row_offsets"]

_CONTAINER = re.compile(r"(?:[ \t]*>)*[ \t]*")


def content_offsets(source: Source, lines: tuple[int, int], content: str) -> tuple[int, int]:
    """Return start and end of running text: `lines` are its first and the one behind its last.

    Content is the source's lines without what contains them ("> ", "- ", "## ").
    """
    written = content.split("\n")
    start, end = source.bounds(lines[0])[0], source.bounds(max(lines[1] - 1, lines[0]))[1]
    first_start, first_end = source.bounds(lines[0])
    at = source.text.rfind(written[0].strip(), first_start, first_end) if written[0].strip() else -1
    if at >= 0:
        start = at
    last_start, last_end = source.bounds(max(lines[1] - 1, lines[0]))
    tail = written[-1].strip()
    at = source.text.rfind(tail, max(last_start, start), last_end) if tail else -1
    if at >= 0:
        end = at + len(tail)
    return source.trim(start, end)


def code_offsets(source: Source, first: int, content: str) -> tuple[int, int]:
    """Return start and end of code whose content begins on line `first`."""
    last = min(first + content.removesuffix("\n").count("\n"), source.lines - 1)
    return source.trim(source.bounds(min(first, last))[0], source.bounds(last)[1])


def row_offsets(source: Source, line: int) -> tuple[int, int]:
    """Return start and end of a table's row, without what contains it."""
    start, end = source.bounds(line)
    match = _CONTAINER.match(source.text, start, end)
    return source.trim(match.end() if match else start, end)
