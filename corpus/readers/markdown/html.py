"""HTML inside Markdown: its headings, what it folds away, and its text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

__all__ = ["HtmlPart", "read_html"]

_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<unseen>script|style|template|noscript)\b.*?(?:</(?P=unseen)\s*>|\Z)"
    r"|</?(?P<name>[A-Za-z][\w.-]*)(?P<attributes>(?:\"[^\"<]*\"|'[^'<]*'|[^<>\"'])*+)>"
    r"|[^<]+|<",
    re.DOTALL | re.IGNORECASE,
)
_INLINE = frozenset(
    (
        "a abbr b bdi bdo br cite code data del dfn em font i img ins kbd label mark q s samp "
        "small span strike strong sub sup td th time tt u var wbr"
    ).split()
)
_DEEPEST = 20
"""Tags around a text that are looked at."""
_HEADED = re.compile(r"h[1-6]|summary|dt|title", re.IGNORECASE)
# A component of a site's own, which folds its content away under what it is called.
_COMPONENT = re.compile(r"[A-Z]|.*-", re.DOTALL)
_NAMED = re.compile(
    r"(?<![\w-])(?:title|label|question|summary|header)\s*=\s*\{?\s*([\"'])(?P<value>.+?)\1",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class HtmlPart:
    """A stretch of HTML: `tag` is what it stands in, of a heading "h2", "summary", "dt" or "title".

    `opens` and `closes` have no text: a fold begins or ends there, or a list of terms. A
    `component` is one of the site's own, in whose place the site shows something.
    """

    kind: Literal["text", "item", "heading", "opens", "closes", "component"]
    start: int
    end: int
    tag: str = ""


def read_html(text: str, start: int, end: int, named: list[str]) -> Iterator[HtmlPart]:
    """Yield the parts of the HTML between two offsets of a text.

    `named` are the components that are open under what they are called, for the HTML that follows.
    """
    first = last = -1
    tags: list[str] = []

    def flush() -> Iterator[HtmlPart]:
        nonlocal first
        if first >= 0:
            around = tags[-_DEEPEST:]
            heads = [each for each in around if _HEADED.fullmatch(each)]
            tag = heads[0] if heads else "li" if "li" in around else ""
            kind: Literal["text", "item", "heading"] = (
                "item" if tag == "li" else "heading" if tag else "text"
            )
            yield HtmlPart(kind, first, last, tag)
        first = -1

    for token in _TOKEN.finditer(text, start, end):
        name, closing = token["name"], token[0].startswith("</")
        if name is None:
            if not token[0].startswith("<") or token[0] == "<":
                left = len(token[0]) - len(token[0].lstrip())
                if token[0].strip():
                    first = token.start() + left if first < 0 else first
                    last = token.start() + len(token[0].rstrip())
            continue
        tag = name.lower()
        if tag in _INLINE:
            continue
        yield from flush()
        alone = token["attributes"].rstrip().endswith("/")
        title = _NAMED.search(token["attributes"]) if _COMPONENT.match(name) else None
        if closing:
            if tag in tags:
                while tags.pop() != tag:
                    pass
            if tag in ("details", "dl") or name in named:
                yield HtmlPart("closes", token.start(), token.start(), name)
            if name in named:
                named.remove(name)
        elif alone:
            if _COMPONENT.match(name):
                yield HtmlPart("component", token.start(), token.end(), name)
        else:
            tags.append(tag)
            if title:
                named.append(name)
            if tag in ("details", "dl") or title:
                yield HtmlPart("opens", token.end(), token.end(), name)
            if title:
                at = token.start("attributes")
                a, b = title.span("value")
                yield HtmlPart("heading", at + a, at + b, "summary")
    yield from flush()
