"""Cards with a price: what names a card is its heading, not what it costs."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import islice

from turbohtml import Element, Node

from corpus.readers.html.names import HEADINGS, text_of
from corpus.readers.html.tidying.labelled import has_words, is_part
from corpus.readers.html.tidying.tree import tag_and_class

__all__ = ["rename_prices"]

_HEADINGS = ",".join(HEADINGS)
_PRICE = re.compile(
    r"(?:\w+ )?\W{0,2}(?:\w{0,3}[$€£¥₹] ?\d[\d.,]*|\d[\d.,]* ?[€£¥₹])[*+]?"
    r"(?:[\s/]+[^\W\d]+\.?){0,3}\W?"
)
"""An amount, and at most what it is paid for: "$15 / mo", "from 19 € per user"."""
_MOST_WORDS = 5
"""Of what names a card."""
_FEWEST = 2
"""Cards of which no heading says what their price is for: of one, what is above may be anything."""
_MOST = 200
"""Prices of a page."""
_DEEPEST = 4
"""Elements around a price within its card."""
_FURTHEST = 20
"""Nodes beside an element that are looked at."""
_CONTROLS = "a,button,label,summary"
_WHOLE = ("html", "body", "main")


def rename_prices(root: Node) -> None:
    """Make paragraphs of headings that are a price behind the name of what it is paid for.

    Where no heading says that name, it is made one.
    """
    cards: dict[Node | None, list[tuple[Element, Element]]] = defaultdict(list)
    prices = (each for each in root.select(_HEADINGS) if _PRICE.fullmatch(text_of(each)))
    for heading in islice(prices, _MOST):
        if (card := _card(heading)) is not None:
            cards[card.parent].append((card, heading))
    for priced in cards.values():
        named = any(_named(card) for card, _ in priced)
        if not named and len(priced) < _FEWEST:
            continue
        level = min((each.tag for _, each in priced), key=HEADINGS.__getitem__)
        for _, heading in priced:
            _make_text(heading)
        if not named:
            for card in _alike(priced[0][0]):
                # What stands for a price: "Let's talk".
                for heading in card.select(level)[:1]:
                    _make_text(heading)
                _name(card, "h2" if level == "h1" else level)


def _make_text(heading: Element) -> None:
    """Make a paragraph of a heading, which no class calls a title."""
    heading.tag = "p"
    if heading.attr("class") is not None:
        del heading.attrs["class"]


def _card(price: Element) -> Element | None:
    """Return the innermost element in which something is said before a price."""
    part: Element = price
    for around in islice(price.ancestors, _DEEPEST):
        if not isinstance(around, Element) or around.tag in _WHOLE:
            return None
        if any(has_words(each) for each in islice(part.previous_siblings, _FURTHEST)):
            # What stands beside others with their own prices is a card itself, and begins with it.
            return around if len(list(filter(_has_price, _alike(part)))) == 1 else None
        part = around
    return None


def _has_price(element: Element) -> bool:
    headings = (element,) if element.tag in HEADINGS else element.select(_HEADINGS)
    return any(_PRICE.fullmatch(text_of(each)) for each in headings)


def _alike(card: Element) -> list[Element]:
    """Return the elements beside a card that are called so, too, the card among them."""
    around = card.parent
    beside = around.children if around is not None else [card]
    return [
        each
        for each in beside
        if isinstance(each, Element) and tag_and_class(each) == tag_and_class(card)
    ]


def _named(card: Element) -> bool:
    """Tell whether the first words of a card are a heading's."""
    heading = card.select_one(_HEADINGS)
    return heading is not None and text_of(card).startswith(text_of(heading))


def _name(card: Element, tag: str) -> None:
    """Make a heading of what a card begins with, where that is a short line."""
    part: Element = card
    while True:
        within = [each for each in part.children if has_words(each)][:1]
        if not within or not isinstance(within[0], Element):
            break
        part = within[0]
    short = len(text_of(part).split()) <= _MOST_WORDS and not text_of(part).endswith(".")
    if part is not card and short and is_part(part) and part.closest(_CONTROLS) is None:
        part.tag = tag
