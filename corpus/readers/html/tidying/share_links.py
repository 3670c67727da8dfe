"""Share buttons: blocks of nothing but links that hand the page on to another site, or by mail."""

from __future__ import annotations

import re
from itertools import islice
from urllib.parse import SplitResult, parse_qsl, urlsplit

from turbohtml import Element, Node

from corpus.furniture.headings import aside_kind
from corpus.furniture.promotion import button_label
from corpus.readers.html.tidying.link_blocks import link_blocks
from corpus.readers.html.tidying.tree import class_words

__all__ = ["find_shares"]

_SHARES = "share buttons"
_INTENT = re.compile(r".*/(?:share|sharer|sharing|intent)(?:\.\w+|[A-Z]\w+)?/?")
"""The path of what takes a page that is shared."""
_NAMED_INTENT = re.compile(r".*/(?:share|sharer|sharing|intent)/[A-Za-z-]+/?")
"""Likewise, where the query says what is shared: what was shared itself has no name, but an id."""
_CALLED = frozenset(("share", "sharer", "sharing"))
"""Words in the class of a share button, or of what is right around it."""
_NEAREST = 2
"""Elements around one that may be called so."""


def find_shares(root: Node, address: str) -> dict[Element, str]:
    """Return the blocks that are nothing but share buttons, with the words over them.

    `address` is the page's own, "" where it isn't known.
    """
    links = {link: _parts(link) for link in root.select("a")}
    intents = [parts for parts in links.values() if parts and _is_intent(parts)]
    # What one of them hands on is what the others do, too, whatever their own addresses are like.
    given = {address, *(value for parts in intents for value in _given(parts))} - {""}

    def shares(link: Element) -> bool:
        parts = links[link]
        if parts is None:
            return False
        if _is_intent(parts) or _is_script(link, parts):
            return True
        return _asks_page(parts, address) or not given.isdisjoint(_given(parts))

    return dict.fromkeys(link_blocks(root, shares, _titles), _SHARES)


def _parts(link: Element) -> SplitResult | None:
    try:
        return urlsplit((link.attr("href") or "").strip())
    except ValueError:  # an unfinished IPv6 address
        return None


def _is_intent(parts: SplitResult) -> bool:
    """Tell whether an address is one of those that take a page, or a mail to nobody yet."""
    if parts.scheme == "mailto":
        return not parts.path
    named = _NAMED_INTENT.fullmatch(parts.path) if parts.query else None
    return parts.netloc != "" and (named or _INTENT.fullmatch(parts.path)) is not None


def _asks_page(parts: SplitResult, address: str) -> bool:
    """Tell whether an address is the page's own, with what it is to be shared with."""
    own = parts._replace(query="", fragment="").geturl().rstrip("/")
    return own in ("", address.rstrip("/")) and "share" in dict(parse_qsl(parts.query))


def _given(parts: SplitResult) -> set[str]:
    """Return the addresses that an address hands on in its query."""
    values = {value for _, value in parse_qsl(parts.query)} if parts.netloc else set()
    return {each for each in values if each.startswith(("http://", "https://"))}


def _is_script(link: Element, parts: SplitResult) -> bool:
    """Tell whether a link that leads nowhere by itself is called a share button."""
    if parts.scheme != "javascript" and any((parts.netloc, parts.path, parts.query)):
        return False
    around = islice(link.ancestors, _NEAREST)
    near = (link, *(each for each in around if isinstance(each, Element)))
    return parts.fragment == "" and any(_CALLED & set(class_words(each)) for each in near)


def _titles(words: str) -> bool:
    return aside_kind(words) == _SHARES or button_label(words) is not None
