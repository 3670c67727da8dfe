"""Headings that are text in large letters, and stand over nothing: paragraphs by another name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice

from turbohtml import Element, Node, Text

from corpus.readers.html.names import HEADINGS, text_of

__all__ = ["rename_body_text"]

_TAGS = ",".join(sorted(set(HEADINGS) - {"h1"}))
_TOLD = "[role=heading]"
_UNFOLDS = "button,summary,[aria-controls],[data-toggle],[data-bs-toggle],[role=button]"
_LONGEST = 15
"""Words of a sentence that is a heading: of 1,500 on 250 pages none over a text has more."""
_LONGEST_EMPTY = 9
"""Words of a heading over no text."""
_DEEPEST = 10
"""Elements around a text among which its heading is."""
_ENDED = re.compile(r"""\w\W?[.!…]["'”’)\]]*$""")


def rename_body_text(root: Node) -> None:
    """Make paragraphs of headings that are long sentences, or long and stand over no text.

    Where most of one level are such, each that is a sentence is. Of paragraphs whose role says
    that they are headings, only the long sentences are.
    """
    for told in root.select(_TOLD):
        if told.tag in ("p", "div") and _is_body(told, over_nothing=False):
            del told.attrs["role"]
    alike: dict[str, list[Element]] = defaultdict(list)
    empty = set(_over_nothing(root))
    for heading in root.select(_TAGS):
        if re.search(r"\w", text_of(heading)) and not _asks(heading):
            alike[heading.tag].append(heading)
    for headings in alike.values():
        body = [each for each in headings if _is_body(each, each in empty)]
        mostly = 2 * len(body) > len(headings)
        for each in headings:
            if each in body or (mostly and _ENDED.search(text_of(each))):
                each.tag = "p"


def _is_body(heading: Element, over_nothing: bool) -> bool:
    words = text_of(heading)
    count = len(words.split())
    if over_nothing and count > _LONGEST_EMPTY:
        return True
    return count > _LONGEST and _ENDED.search(words) is not None


def _asks(heading: Element) -> bool:
    """Tell whether a heading asks, or unfolds what answers it."""
    unfolds = heading.closest(_UNFOLDS) or heading.select_one(_UNFOLDS)
    return "?" in text_of(heading) or unfolds is not None


def _over_nothing(root: Node) -> Iterator[Element]:
    """Yield the headings behind which the next words are those of one of their level or above."""
    last: Element | None = None
    for node in root.descendants:
        if not isinstance(node, Text) or not re.search(r"\w", node.data):
            continue
        around = (e for e in islice(node.ancestors, _DEEPEST) if isinstance(e, Element))
        heading = next((each for each in around if each.tag in HEADINGS), None)
        if last is not None and last != heading:
            if heading is not None and HEADINGS[heading.tag] <= HEADINGS[last.tag]:
                yield last
            last = None
        last = heading if heading is not None else last
    if last is not None:
        yield last
