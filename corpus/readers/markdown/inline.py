"""Markdown's running text without its markup, and the citation marks in it."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from typing import Literal

from markdown_it.token import Token

from corpus.article import Reference
from corpus.marks import unique, without_marks
from corpus.readers.line_ends import join_words
from corpus.white_space import collapse

__all__ = ["InlineText", "plain_html", "read_inline"]

_BREAKING_TAG = re.compile(r"</?(?:br|p|div|li|tr|td|th|h[1-6])\b", re.IGNORECASE)
_LABEL = re.compile(r"\[?([1-9]\d{0,2})\]?")
_CLOSED_LATE = re.compile(r"(?<![\w*])\*\*(?=[^\s*])([^*]+?\s+)\*\*(?=\w)")
"""Bold words whose end stands behind a space ("**Note: **Bring it"), which CommonMark leaves."""
_Segment = tuple[Literal["text", "code", "mark"], str]


class InlineText:
    """What a run of inline tokens reads as: text, marks, and links that marks carry."""

    def __init__(self, text: str = "") -> None:
        self.text = text
        self.marks: tuple[str, ...] = ()
        self.references: list[Reference] = []
        self.link: str | None = None
        """The first link's address."""


def read_inline(tokens: Sequence[Token]) -> InlineText:
    """Read inline tokens: link text stays, images and tags go, marks are taken out."""
    reading = InlineText()
    segments: list[_Segment] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.type == "link_open":
            url = str(token.attrGet("href") or "")
            reading.link = reading.link or url
            inner = tokens[index] if index < len(tokens) else None
            closes = index + 1 < len(tokens) and tokens[index + 1].type == "link_close"
            label = inner and closes and inner.type == "text" and _LABEL.fullmatch(inner.content)
            if label and (
                label[0][0] == "[" or _stands_as_mark(segments, tokens[index + 2 : index + 3])
            ):
                # [1](https://…) and [[1]](https://…): a mark that carries its own link.
                mark = f"[{label[1]}]"
                title = str(token.attrGet("title") or "") or None
                if not url.startswith("#"):
                    reading.references.append(Reference(mark, title, url or None))
                segments.append(("mark", mark))
                index += 2
        elif token.type in ("text", "text_special"):
            segments.append(("text", token.content))
        elif token.type == "code_inline":
            segments.append(("code", token.content))
        elif token.type == "footnote_ref":
            segments.append(("mark", f"[^{token.meta['label']}]"))
        elif token.type == "softbreak":
            segments.append(("text", "\n"))
        elif token.type == "hardbreak":
            segments.append(("text", token.content or " "))
        elif token.type == "html_inline" and _BREAKING_TAG.match(token.content):
            segments.append(("text", " "))
    reading.text, reading.marks = _joined(segments)
    return reading


def _stands_as_mark(before: list[_Segment], after: Sequence[Token]) -> bool:
    """Tell whether a linked number is a mark: "degree [7](…).", not "[24](…) months"."""
    if before and before[-1][1][-1:].strip():
        return True
    following = after[0].content if after and after[0].type == "text" else ""
    return not following[:1].strip().isalnum() and not re.match(r"\s+\w", following)


def _joined(segments: list[_Segment]) -> tuple[str, tuple[str, ...]]:
    """Return text and marks; brackets inside code are no marks."""
    marks: list[str] = []
    parts: list[str] = []
    merged: list[_Segment] = []
    run: list[str] = []
    for kind, content in [*segments, ("code", "")]:
        if kind == "text":
            run.append(content)
            continue
        if run:
            merged.append(("text", "".join(run)))
            run = []
        merged.append((kind, content))
    for kind, content in merged:
        if kind == "mark":
            marks.append(content)
            if parts:
                parts[-1] = parts[-1].rstrip()
        elif kind == "code":
            parts.append(content)
        else:
            written = join_words(_CLOSED_LATE.sub(r"\1", content))
            clean, cited = without_marks(f"\x02{written}\x02")
            marks.extend(cited)
            parts.append(clean[1:-1])
    return collapse("".join(parts)), unique(marks)


def plain_html(content: str) -> str:
    """Return a piece of HTML without comments, scripts and tags."""
    content = re.sub(r"<!--.*?(?:-->|$)", " ", content, flags=re.DOTALL)
    content = re.sub(r"<(script|style)\b.*?(?:</\1\s*>|$)", " ", content, flags=re.DOTALL | re.I)
    return collapse(html.unescape(re.sub(r"<[^<>]*>", " ", content)))
