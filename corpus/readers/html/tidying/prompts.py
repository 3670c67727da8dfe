"""Blocks that ask a reader for what no page is about: to consent to cookies, or to subscribe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from turbohtml import Element, Node

from corpus.furniture.promotion import call_start
from corpus.readers.html.names import CONTENT, HEADINGS, SECTIONING, text_of
from corpus.readers.html.tidying.tree import class_words

__all__ = ["find_prompts"]

_CONSENT = re.compile(r"cookie|consent", re.IGNORECASE)
"""In the names that tools of consent give to what they show."""
_NAMES = ("class", "id", "aria-label")
_COOKIES = re.compile(r"\bcookies?\b", re.IGNORECASE)
_BUTTONS = "button,input[type=button],input[type=submit],a[role=button],a[href^='#'],a:not([href])"
"""Links that lead to no page are some, too."""
_SUBSCRIPTION = frozenset(("newsletter", "subscribe"))
_FIELD = "input[type=email],input[name*=email],input[name*=EMAIL]"
_TITLES = ",".join((*HEADINGS, "dt"))
_LONGEST_BANNER = 100
_LONGEST_OFFER = 60
"""Words of what asks for consent, and to subscribe: what says more, as a policy or an issue of a
newsletter does, may be content."""
_MOST = 200
"""Elements that are called so."""


def find_prompts(root: Node) -> dict[Element, str]:
    """Return the blocks that ask for consent to cookies, or to subscribe, and what they are."""
    named = (each for each in root.select("[class],[id]") if _is_of_subscription(each))
    found = {each: "newsletter" for each in islice(named, _MOST) if _asks_to_subscribe(each)}
    return found | dict.fromkeys(_banners(root), "cookie banner")


def _banners(root: Node) -> Iterator[Element]:
    """Yield what is named by consent, speaks of cookies and has a button, above or below all else.

    Of a page that speaks of cookies in a heading, it may be what the page says of them.
    """
    named = (each for each in root.select("[class],[id],[aria-label]") if _is_of_consent(each))
    for banner in filter(_asks_for_consent, list(islice(named, _MOST))):
        order = root.select(",".join((*HEADINGS, banner.tag)))
        heads = [
            at
            for at, each in enumerate(order)
            if each.tag in HEADINGS and banner not in each.ancestors and text_of(each)
        ]
        if not heads or heads[0] < order.index(banner) < heads[-1]:
            continue
        if not any(_COOKIES.search(text_of(order[at])) for at in heads):
            yield banner


def _is_of_consent(element: Element) -> bool:
    return any(_CONSENT.search(element.attr(name) or "") for name in _NAMES)


def _asks_for_consent(element: Element) -> bool:
    around = (element, *element.ancestors)
    words = text_of(element)
    return (
        not any(isinstance(each, Element) and each.tag in SECTIONING for each in around)
        and element.select_one(_BUTTONS) is not None
        and element.select_one(CONTENT) is None
        and _COOKIES.search(words) is not None
        and len(words.split()) <= _LONGEST_BANNER
    )


def _is_of_subscription(element: Element) -> bool:
    return not _SUBSCRIPTION.isdisjoint(class_words(element, "id"))


def _asks_to_subscribe(element: Element) -> bool:
    """Tell whether a short block does nothing but call to action, or takes an e-mail address."""
    words = text_of(element)
    if element.select_one(CONTENT) is not None or len(words.split()) > _LONGEST_OFFER:
        return False
    if any(text_of(each).endswith("?") for each in element.select(_TITLES)):
        return False
    said = [text_of(each) for each in element.select("p,li")]
    calls = [call[0] == 0 for call in map(call_start, said) if call]
    return element.select_one(_FIELD) is not None or (all(calls) and 0 < len(said) == len(calls))
