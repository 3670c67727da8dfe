"""An article's reference list: "[1] Title. https://…" becomes a reference."""

from __future__ import annotations

import re

from corpus.article import Reference
from corpus.white_space import collapse

__all__ = ["is_entry", "links", "read_entries", "title_and_url"]

_URL = re.compile(r"https?://[^\s<>\"”]*[^\s<>\"”.,;:!?)\]]")
_LINK = re.compile(r"\[([^\[\]]*)\]\((https?://[^\s()]*+)[^()]*+\)")
_NUMBER = re.compile(r"(?:\[\^?(\d{1,3})\]|\^?(\d{1,3})[.):])[:.]?\s+(?=\S)")
_BRACKET = re.compile(r"\[\^?\d{1,3}\][:.]?\s+\S")
_LINE_END = re.compile(r"\r\n|\r|\n")


def is_entry(quote: str) -> bool:
    """Tell whether a passage's quote begins as an entry does: "[1] Title"."""
    return _BRACKET.match(quote) is not None


def links(quote: str) -> bool:
    """Tell whether a quote has a link in it."""
    return _URL.search(quote) is not None


def read_entries(quote: str, number: int | None) -> list[Reference]:
    """Return the references of a quote, one a numbered line.

    `number` is that of the ordered list's item which the quote is, if it is one.
    """
    entries: list[tuple[int, list[str]]] = [] if number is None else [(number, [""])]
    for line in _LINE_END.split(quote):
        match = _NUMBER.match(line.strip())
        if match and number is None:
            entries.append((int(match[1] or match[2]), [line.strip()[match.end() :]]))
        elif entries:
            entries[-1][1].append(line)
    return [Reference(f"[{label}]", *title_and_url(" ".join(text))) for label, text in entries]


def title_and_url(text: str) -> tuple[str | None, str | None]:
    """Return an entry's words and its first link, each None where there is none."""
    text = collapse(_LINK.sub(r"\1 \2", text))
    match = _URL.search(text)
    title = text if match is None else collapse(text[: match.start()] + " " + text[match.end() :])
    title = re.sub(r"\( ?\)|< ?>", "", title).replace("**", "").replace("__", "")
    title = title.strip(" —–|:,;-*_")
    return title or None, match[0] if match else None
