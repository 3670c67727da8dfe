"""What an export holds besides its text: contents, reviewers' comments, links by a detour."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

from turbohtml import Element, Node

from corpus.furniture.headings import CONTENTS
from corpus.readers.html.names import text_of
from corpus.readers.html.tidying.tree import elements_of

__all__ = ["find_remarks", "lead_straight"]

_COMMENT = "a[href^='#cmnt_ref'],a[href^='#_msoanchor_']"
_MARK = "a[href^='#cmnt'],a[href^='#_msocom_']"
_COUNTER = re.compile(r"https?://www\.google\.[a-z.]{2,6}/url\?")


def lead_straight(root: Node) -> None:
    """Have the links that an export leads over a search engine lead where they end."""
    for link in root.select("a[href*='/url?']"):
        address = link.attr("href") or ""
        if _COUNTER.match(address):
            ends = parse_qs(urlsplit(address).query).get("q", [""])[0]
            if ends.startswith(("http://", "https://", "mailto:")):
                link.attrs["href"] = ends


def find_remarks(root: Node) -> dict[Element, str]:
    """Return a document's own contents, what it embeds, and reviewers' comments: no text of it."""
    found: dict[Element, str] = dict.fromkeys(root.select("p[class*=MsoToc]"), CONTENTS)
    for link in root.select("figure a[href]"):
        figure, address = link.closest("figure"), (link.attr("href") or "").strip()
        if figure is not None and text_of(figure) == address:
            found[figure] = "embedded"
        for part in link.find_all("div"):
            if text_of(part) == address:
                part.decompose()  # which is written below the words that lead there
    for back in root.select(_COMMENT):
        block = back.closest("div,p")
        if block is not None:
            around = block.parent
            alone = isinstance(around, Element) and elements_of(around) == [block]
            found[around if alone and isinstance(around, Element) else block] = "comment"
    for mark in root.select(_MARK):
        if not any(each in found for each in mark.ancestors):
            mark.decompose()
    return found
