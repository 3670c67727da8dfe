"""Slack's text format: what comes in as a plain question, what goes out without side effects."""

from __future__ import annotations

import re
from urllib.parse import quote

from corpus.links import shows_as_link

__all__ = ["bold", "clipped", "escaped", "link", "pieces", "plain"]

_MARK = re.compile(r"<([^<>]*)>")
_SPACE = re.compile(r"\s+")


def plain(text: str) -> str:
    """Return a message as the person wrote it, less whom it names."""
    text = _MARK.sub(_said, text)
    for entity, character in (("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, character)
    return _SPACE.sub(" ", text).lstrip(" ,:;–—").rstrip(" ,")


def _said(mark: re.Match[str]) -> str:
    target, _, label = mark[1].partition("|")
    if target.startswith(("@", "!subteam", "!here", "!channel", "!everyone")):
        return " "
    if target.startswith("#"):
        return label
    return label or target.removeprefix("mailto:")


def escaped(text: str) -> str:
    """Return a text that mentions nobody and links nowhere: three characters are all it takes."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def bold(text: str) -> str:
    """Return a text, escaped, in bold, line by line; where it has asterisks itself, as it is."""
    if "*" in text:
        return escaped(text)
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(f"*{escaped(line)}*" if line else "" for line in lines)


def link(url: str | None, label: str) -> str:
    """Return a link, or its label where there is no URL of the web or of a mailbox."""
    if not shows_as_link(url):
        return escaped(label)
    # What would end the link, or the label, early.
    target = quote(url, safe="!#$%&'()*+,/:;=?@[]~").replace("&", "&amp;")
    return f"<{target}|{escaped(label).replace('|', '¦')}>"


def clipped(text: str, most: int) -> str:
    """Return a text of at most so many characters; a cut is marked and falls between words."""
    if len(text) <= most:
        return text
    cut = text[: most - 1]
    head, space, _ = cut.rpartition(" ")
    return (head if space and len(head) > most // 2 else cut).rstrip(" ,;:") + "…"


def pieces(text: str, most: int) -> list[str]:
    """Return a text in parts of which each has at most `most` characters when escaped."""
    found: list[str] = []
    while text:
        end = _fitting(text, most)
        if end < len(text):
            space = max(text.rfind("\n", 0, end), text.rfind(" ", 0, end))
            end = space if space > end // 2 else end
        found.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return found


def _fitting(text: str, most: int) -> int:
    size = 0
    for at, character in enumerate(text):
        size += len(escaped(character))
        if size > most:
            return at
    return len(text)
