"""Links to a wiki's pages, `[[page]]` and `[[page|words]]`, which Markdown doesn't know."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

__all__ = ["use_wiki_links"]

_WIKI = re.compile(
    r"!?\[\[(?=[^\[\]\n]*[^\W\d_])(?P<first>[^\s\[\]|][^\[\]|\n]{0,200})"
    r"(?:\\?\|(?P<second>[^\[\]|\n]{1,200}))?\]\](?![(\[:])"
)

_PICTURE = re.compile(r"\.(?:apng|avif|bmp|gif|jpe?g|png|svg|webp)(?:\\?\||\]\])", re.IGNORECASE)
"""The end of a picture's name: a page of GitHub's wiki embeds one as it links to a page."""

_BLOCK = re.compile(r"\^(?=[\dA-Z-]*[A-Za-z])[\dA-Za-z-]{2,60}\s*\Z")


def use_wiki_links(parser: MarkdownIt) -> None:
    """Let the parser read such a link as its words; what is embedded from another page goes."""
    parser.inline.ruler.before("link", "wiki_link", _wiki_link)
    parser.inline.ruler.before("wiki_link", "block_id", _block_id)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    match = _WIKI.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent and match[0][0] != "!" and not _PICTURE.search(match[0]):
        state.push("link_open", "a", 1)
        state.push("text", "", 0).content = _words(match["first"], match["second"])
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _block_id(state: StateInline, _silent: bool) -> bool:
    """Take the name that Obsidian puts behind a paragraph, for links to it: "It is hot. ^heat"."""
    match = _BLOCK.match(state.src, state.pos, state.posMax)
    if match is None or not state.src[state.pos - 1 : state.pos].isspace():
        return False
    state.pos = match.end()
    return True


def _words(first: str, second: str | None) -> str:
    """Return a link's words: they stand behind the bar, or before it, as GitHub has them.

    There the page's name begins with a capital, and what stands before it is several words that
    don't: no path or place of a page.
    """
    if second is None:
        return first.strip().lstrip("#")
    words = first[0].islower() and " " in first.strip() and not set("#/.") & set(first)
    return first.strip() if words and second.strip()[:1].isupper() else second.strip()
