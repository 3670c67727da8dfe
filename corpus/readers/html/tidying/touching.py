"""Elements of running text that touch, and that only the page's style sets apart."""

from __future__ import annotations

import re
from itertools import pairwise

from turbohtml import E, Element, Node, Text

from corpus.readers.html.names import UNSEEN
from corpus.readers.html.tidying.labelled import has_words

__all__ = ["part_touching"]

_TAGS = ("a", "b", "small", "span", "strong", "time")
_ENDED = re.compile(r"""[.!:?…]["'”’)\]]*$""")
_SHORTEST = 3
"""Characters of a word: what has fewer is a number or a mark beside its text."""
_OPENS = re.compile(r"[(¿¡$€£]?(?:\d|[^\W\d_])")
_CAPITALIZED = re.compile(r"[^\W\d_][^\W\d_]")


def part_touching(root: Node) -> None:
    """Part links that touch, and other elements where one word ends and another begins.

    The others are parted only where nothing but such elements holds words: else, and where letters
    or digits go on, they are parts of one word.
    """
    for around in [root, *root.descendants]:
        if not isinstance(around, Element) or around.tag in ("pre", "code"):
            continue
        seen = [each for each in around.children if not _is_unseen(each)]
        laid_out = all(isinstance(each, Element) for each in seen if has_words(each))
        for one, other in pairwise(seen):
            if not isinstance(one, Element) or not isinstance(other, Element):
                continue
            if _touch(one, other) and (
                one.tag == other.tag == "a" or (laid_out and _are_two(one, other))
            ):
                other.insert_before(E.span(_between(one, other)))


def _is_unseen(node: Node) -> bool:
    return node.tag in UNSEEN if isinstance(node, Element) else not isinstance(node, Text)


def _touch(one: Element, other: Element) -> bool:
    """Tell whether two elements hold words, and no space parts them."""
    if one.tag not in _TAGS or other.tag not in _TAGS or not (has_words(one) and has_words(other)):
        return False
    if one.text[-1].isspace() or other.text[0].isspace():
        return False
    ends = (next(reversed(list(one.children)), None), next(iter(other.children), None))
    return not any(isinstance(each, Element) and each.tag == "br" for each in ends)


def _between(one: Element, other: Element) -> str:
    marks = any(len(re.sub(r"\W", "", each.text)) < _SHORTEST for each in (one, other))
    return " " if marks or _ENDED.search(one.text) else " · "


def _are_two(one: Element, other: Element) -> bool:
    """Tell whether a word, number or sentence ends, and another begins."""
    last, first = one.text[-1], other.text
    if min(len(one.text), len(first)) < 2 or _OPENS.match(first) is None:
        return False
    if first[0].isdigit():
        return not last.isdigit() or one.tag != other.tag
    if first[0].isalpha():
        capitalized = _CAPITALIZED.match(first) and not first[1].isupper()
        return first[0].isupper() and (not last.isupper() or capitalized is not None)
    return True
