"""Web addresses that an article's author wrote: those that a reader can safely follow."""

from __future__ import annotations

import re
from typing import TypeGuard
from urllib.parse import urlsplit

__all__ = ["is_link", "is_page", "is_path", "shows_as_link"]

# What no address has in it, and what would end one early where it is shown.
_FOREIGN = re.compile(r"[\x00-\x20\x7f-\x9f<>\"\u2028\u2029\ud800-\udfff]")


def shows_as_link(url: str | None) -> TypeGuard[str]:
    """Tell whether an address is of a kind that a channel makes a link of: the web or a mailbox."""
    return url is not None and url.startswith(("https://", "http://", "mailto:"))


def is_page(url: str) -> bool:
    """Tell whether an address is a page of the web."""
    parts = _parts(url)
    return parts is not None and parts[0] in ("http", "https") and bool(parts[1])


def is_path(url: str) -> bool:
    """Tell whether an address is that of a page on its own site: "/faq/"."""
    return url.startswith("/") and _parts(url) == ("", "", url)


def is_link(url: str) -> bool:
    """Tell whether an address may be followed: a page or a mailbox, never a script or a file."""
    parts = _parts(url)
    return is_page(url) or (parts is not None and parts[0] == "mailto" and "@" in parts[2])


def _parts(url: str) -> tuple[str, str, str] | None:
    """Return scheme, host and path, or None for what is no address."""
    if _FOREIGN.search(url):
        return None
    try:
        parts = urlsplit(url)
        return parts.scheme, parts.hostname or "", parts.path
    except ValueError:  # an unfinished IPv6 address
        return None
