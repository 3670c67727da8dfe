"""Cards: elements side by side, each with the same few short parts, are one item each."""

from __future__ import annotations

import re
from itertools import groupby, islice, pairwise

from turbohtml import E, Element, Node

from corpus.readers.html.names import HEADINGS, text_of
from corpus.readers.html.tidying.labelled import has_words
from corpus.readers.html.tidying.tree import list_each

__all__ = ["is_card", "list_cards", "list_pairs"]

_AROUND = "div,section,article,main,ul,ol"
_CARDS = ("div", "article", "section", "li")
_BLOCKS = ("div", "p", "figcaption")
_PARTS = (*_BLOCKS, "span", "b", "strong", "small", "em", "a", "time")
_MORE = ",".join(
    (
        *HEADINGS,
        *"""
    table ul ol dl details form select textarea pre nav aside label iframe header footer br hr
    [aria-controls] [data-bs-toggle] [data-toggle]
""".split(),
    )
)
"""What makes more of an element than a card."""
_FEWEST, _MOST = 3, 5
"""Parts of a card, but for one of a label and its value."""
_MOST_WORDS = 12
"""Of each but the last, as of a label."""
_LONGEST = 300
"""Characters of a card: what is longer is text."""
_MOST_WITHIN = 60
"""Nodes in a card."""
_DEEPEST = 4
_ENDED = re.compile(r"""[.!?…]["'”’)\]]*$""")


def list_cards(root: Node) -> None:
    """Make a list of cards of three parts or more, each an item with all that it says."""
    _list_all(root, _FEWEST)


def list_pairs(root: Node) -> None:
    """Make one of cards of two parts, of which nothing tells which is the label."""
    _list_all(root, 2)


def is_card(node: Node) -> bool:
    """Tell whether an element is a few short parts of which none stands over the others."""
    return len(_parts(node)) >= _FEWEST


def _list_all(root: Node, fewest: int) -> None:
    for around in (root, *root.select(_AROUND)):
        seen = [each for each in around.children if has_words(each)]
        for parted, run in groupby(seen, key=lambda each: _is_parted(each, fewest)):
            cards = [each for each in run if isinstance(each, Element)]
            if parted and len(cards) > 1 and _are_alike(cards):
                _list(cards)


def _is_parted(card: Node, fewest: int) -> bool:
    """Tell whether a node has so many parts; a list's item with two is read so as it is."""
    listed = isinstance(card, Element) and card.tag == "li"
    return len(_parts(card)) >= (_FEWEST if listed else fewest)


def _list(cards: list[Element]) -> None:
    """Put cards into a list, but for the numbers and links that say no more of one than another."""
    parts = [_parts(card) for card in cards]
    if cards[0].tag != "li":
        list_each(cards)
        for card in cards:
            card.tag = "span"
    numbers = [re.sub(r"\W", "", text_of(first)).lstrip("0") for first, *_ in parts]
    if numbers == [str(number) for number, _ in enumerate(parts, 1)]:
        for first, *_ in parts:
            first.decompose()
        parts = [others for _, *others in parts]
    for each in parts:
        _join(each)


def _join(parts: list[Element]) -> None:
    for before, part in zip([None, *parts], parts, strict=False):
        if before is not None:
            part.insert_before(E.span(" " if re.search(r"[:.!?…]$", text_of(before)) else " · "))
    for part in parts:
        for each in (part, *part.ancestors, *part.descendants):
            if isinstance(each, Element) and each.tag == "li":
                break
            if isinstance(each, Element) and each.tag in _BLOCKS:
                each.tag = "span"


def _are_alike(cards: list[Element]) -> bool:
    """Tell whether two cards have the same parts, and all but links say something."""
    shapes = [(card.tag, *(part.tag for part in _parts(card))) for card in cards]
    led = all(part.closest("a") or part.find("a") for card in cards for part in _parts(card))
    return len(set(shapes)) < len(shapes) and len({card.tag for card in cards}) == 1 and not led


def _parts(card: Node) -> list[Element]:
    """Return the parts of a card, none of what is no card."""
    if not isinstance(card, Element) or card.tag not in _CARDS:
        return []
    if next(islice(card.descendants, _MOST_WITHIN, None), None) or card.select_one(_MORE):
        return []
    parts = _leaves(card, _DEEPEST)
    said = [text_of(each) for each in parts]
    short = all(len(each.split()) <= _MOST_WORDS and not _ENDED.search(each) for each in said[:-1])
    blocks = card.tag != "li" or any(each.tag in _BLOCKS for each in parts)
    fits = len(parts) <= _MOST and sum(map(len, said)) <= _LONGEST
    return parts if short and blocks and fits else []


def _leaves(element: Element, depth: int) -> list[Element]:
    """Return the innermost elements that hold words and no element beside them."""
    within = [each for each in element.children if has_words(each)]
    parts = [each for each in within if isinstance(each, Element) and each.tag in _PARTS]
    if element.tag == "p" or depth == 0 or len(parts) < len(within) or _runs_on(parts):
        return [element]
    return [leaf for part in parts for leaf in _leaves(part, depth - 1)]


def _runs_on(parts: list[Element]) -> bool:
    """Tell whether the text of one part goes on in the next, which only looks otherwise."""
    return any(
        one.tag not in _BLOCKS
        and other.tag not in _BLOCKS
        and _is_spaced(one, other)
        and re.match(r"\s*(?:[,;.)]|[a-zß-ÿ])", other.text) is not None
        for one, other in pairwise(parts)
    )


def _is_spaced(one: Element, other: Element) -> bool:
    behind = one.next_sibling
    return behind is not other or one.text[-1].isspace() or other.text[0].isspace()
