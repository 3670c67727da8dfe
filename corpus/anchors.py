"""The anchors that a site's generator gives the headings of a Markdown file, as GitHub does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from corpus.article import Article
from corpus.source import Source

__all__ = ["anchors"]

_SUFFIXES = (".md", ".markdown", ".mdx")
_OWN = re.compile(r"\{[^{}]*#([\w:.-]+)[^{}]*\}[\s#]*$")
"""An id that the heading's line gives itself, as in `## Pay {#pay}`."""
_UNDERLINE = re.compile(r"\s{0,3}(?:=+|-+)\s*$")
_DROPPED = re.compile(r"[^\w\- ]")


def anchors(article: Article) -> list[str | None]:
    """Return one anchor a section: its heading's or, where that has none, that of one above."""
    found: list[str | None] = []
    if Path(article.path).suffix.lower() not in _SUFFIXES:
        return [None] * len(article.sections)
    source = Source(article.source, article.path)
    used = dict.fromkeys(map(_slug, _titles(article, source)), 1)
    above: dict[int, str | None] = {}
    for section in article.sections:
        number = source.line_at(section.start) - 1
        line = article.source[slice(*source.bounds(number))]
        anchor = next((above[at] for at in range(section.level - 1, 0, -1) if at in above), None)
        if own := _OWN.search(line):
            anchor = own[1]
        elif _is_heading(line, number, source):
            slug = _slug(section.heading)
            times = used.get(slug, 0)
            used[slug] = times + 1
            anchor = f"{slug}-{times}" if times else slug
        above = {at: each for at, each in above.items() if at < section.level}
        above[section.level] = anchor
        found.append(anchor)
    return found


def _titles(article: Article, source: Source) -> Iterator[str]:
    """The title, where it is a heading of the file, which has an anchor, too."""
    for number in range(source.lines):
        line = article.source[slice(*source.bounds(number))].strip()
        if line.lstrip("#").strip().rstrip("#").strip() == article.title:
            if _is_heading(line, number, source):
                yield article.title
            return


def _is_heading(line: str, number: int, source: Source) -> bool:
    if line.lstrip().startswith("#"):
        return True
    if number + 1 >= source.lines:
        return False
    below = source.text[slice(*source.bounds(number + 1))]
    return bool(line.strip() and _UNDERLINE.match(below))


def _slug(heading: str) -> str:
    return _DROPPED.sub("", heading.lower()).replace(" ", "-")
