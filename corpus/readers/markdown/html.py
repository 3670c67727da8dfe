"""HTML inside Markdown: its headings, what it folds away, and its text, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from corpus.readers.markdown.struck import TAGS

__all__ = ["HtmlPart", "Panel", "read_html"]

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
_HEADED = re.compile(r"h[1-6]|summary|dt|title|toggle", re.IGNORECASE)
_REAL = re.compile(r"h[1-6]", re.IGNORECASE)
_CONTROLS = re.compile(r"(?<![\w-])aria-controls\s*=\s*[\"']?([^\s\"'>]{1,200})")
_ID = re.compile(r"(?<![\w-])id\s*=\s*[\"']?([^\s\"'>]{1,200})")
_FURTHEST = 2_000
"""Characters behind a button in which the part begins that it unfolds."""
_BUTTON = re.compile(
    r"<button\b(?P<button>[^<>]{0,500})>(?P<label>.{1,500}?)</button\s*>\s*"
    r"<(?P<tag>div|section)\b(?P<part>[^<>]{0,500})>",
    re.DOTALL | re.IGNORECASE,
)
"""A button right before what it may unfold."""
_CLASS = re.compile(r"(?<![\w-])class\s*=\s*[\"']?\s*([^\s\"'>]{1,200})")
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


@dataclass(slots=True)
class Panel:
    """What a button unfolds, by its id or its place; its tag and how many are open once begun.

    The `id` of what stands right behind its button is "".
    """

    id: str
    tag: str = ""
    depth: int = 0


def read_html(
    text: str, start: int, end: int, named: list[str], panels: list[Panel]
) -> Iterator[HtmlPart]:
    """Yield the parts of the HTML between two offsets of a text.

    `named` are the components that are open under what they are called, for the HTML that follows,
    and `panels` the parts that buttons unfold.
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
        if tag in TAGS and not (closing and first < 0):
            # Who reads the part finds what is struck out by its tags.
            first, last = token.start() if first < 0 else first, token.end()
        if tag in _INLINE:
            continue
        yield from flush()
        alone = token["attributes"].rstrip().endswith("/")
        title = _NAMED.search(token["attributes"]) if _COMPONENT.match(name) else None
        if tag == "button" and not alone:
            if closing and "toggle" in tags:
                tag = "toggle"
            elif not closing and (panel := _unfolds(text, token, tags)):
                panels.append(panel)
                yield HtmlPart("opens", token.end(), token.end(), name)
                tag = "toggle"
        elif panels and not alone and _passes(panels[-1], tag, token["attributes"], closing):
            panels.pop()
            yield HtmlPart("closes", token.start(), token.start(), name)
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


def _unfolds(text: str, button: re.Match[str], tags: list[str]) -> Panel | None:
    """Return what a button unfolds that stands in no heading, whose words head it anyway."""
    controls = _CONTROLS.search(button["attributes"])
    if any(map(_REAL.fullmatch, tags)):
        return None
    if controls is None:
        return Panel("") if _is_alike(text, button.start()) else None
    ids = (each[1] for each in _ID.finditer(text, button.end(), button.end() + _FURTHEST))
    return Panel(controls[1]) if controls[1] in ids else None


def _is_alike(text: str, at: int) -> bool:
    """Tell whether a button stands right before a part, and another that is called the same so."""
    own = _BUTTON.match(text, at)
    if own is None:
        return False
    near = _BUTTON.finditer(text, max(0, at - _FURTHEST), at + _FURTHEST)
    return any(
        _called(each) == _called(own) and each["label"].strip() != own["label"].strip()
        for each in near
    )


def _called(pair: re.Match[str]) -> tuple[str, ...]:
    """Return what a button and its part are called: by their first class, as others say states."""
    classes = (_CLASS.search(pair[name]) for name in ("button", "part"))
    return (pair["tag"].lower(), *(found[1] if found else "" for found in classes))


def _passes(panel: Panel, tag: str, attributes: str, closing: bool) -> bool:
    """Count a tag that the part may begin or end with; tell whether it has ended."""
    if not panel.tag:
        named = _ID.search(attributes)
        if not closing and (not panel.id or (named and named[1] == panel.id)):
            panel.tag, panel.depth = tag, 1
        return False
    if tag == panel.tag:
        panel.depth += -1 if closing else 1
    return panel.depth == 0
