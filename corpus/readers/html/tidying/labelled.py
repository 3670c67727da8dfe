"""Labels, each in an element before that of its value: a list of terms by other names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import groupby, islice, takewhile
from typing import NamedTuple

from turbohtml import E, Element, Node, Text

from corpus.furniture.headings import is_question
from corpus.readers.html.names import HEADINGS, UNSEEN, is_inline, text_of

__all__ = ["UNFOLDS", "has_words", "is_part", "is_value", "list_labelled"]

_AROUND = "div,section,article,main,td"
"""What may hold labels and values in turn."""
_BLOCKS = ("div", "p")
_PARTS = (*_BLOCKS, "span", "b", "strong", "a")
"""What a label and its value may be where they are all that an element holds."""
_MORE = frozenset(
    (
        "table ul ol dl details form button select textarea pre nav aside footer header label "
        "iframe section article hr"
    ).split()
) | set(HEADINGS)
"""What makes more of a part than a label or a value."""
UNFOLDS = "[aria-controls],[data-bs-toggle],[data-toggle],[role=button],[role=tab]"
_MOST_WORDS = 12
"""Of a label: as many as the name that begins a list's item may have."""
_MOST_WORDS_ALIKE = 5
"""Of a label that stands in the same element as its value."""
_LONGEST = 500
"""Characters of a value; a longer one is text, and stays a paragraph under its label."""
_MOST_WITHIN = 60
"""Nodes in a label or a value."""
_FURTHEST = 20
"""Nodes beside a pair among which the next one is."""
_ENDED = re.compile(r"""[.!?…]["'”’)\]]*$""")
_NOTE = re.compile(r"\([^()]*\)")
_TOLD = re.compile(r":\s.*\d")
"""In what is a label with its value already: "Phone: 555 0100"."""
_Key = tuple[str, str | None, str, str | None]


class _Pair(NamedTuple):
    """A label and its value, and what holds the two and no more."""

    label: Element
    value: Element
    around: Element | None = None

    @property
    def key(self) -> _Key:
        """What is the same in all pairs of a list: what their parts are called."""
        parts = (self.label, self.value)
        first, second = ((each.tag, each.attr("class")) for each in parts)
        return (*first, *second)


def list_labelled(root: Node) -> None:
    """Make a list of terms of labels and values, where pairs of them are alike."""
    _wrap_texts(root)
    for find in (_wrapped, _in_turn):
        for run in list(find(root)):
            # What asks heads its answer, and would make headings of all beside it.
            for _, pairs in groupby(run, lambda pair: is_question(text_of(pair.label))):
                _list(list(pairs))


def _list(run: list[_Pair]) -> None:
    made = E.dl()
    (run[0].around or run[0].label).insert_before(made)
    for label, value, around in run:
        for each in (label, value) if around is None else (around,):
            made.append(each)
        label.tag = "dt"
        if value.tag == "a":
            value.wrap(E.dd())
        else:
            value.tag = "dd"


def _wrap_texts(root: Node) -> None:
    """Put the running text right behind a block that ends in a colon into an element."""
    for label in root.select(",".join(_BLOCKS)):
        if not is_part(label) or not text_of(label).endswith(":"):
            continue
        behind = list(takewhile(_runs, islice(label.next_siblings, _FURTHEST)))
        if len(behind) < _FURTHEST and any(map(has_words, behind)):
            made = E.span()
            label.insert_after(made)
            for each in behind:
                made.append(each)


def _runs(node: Node) -> bool:
    """Tell whether a node is running text."""
    return isinstance(node, Text) or (
        isinstance(node, Element) and (node.tag == "br" or is_inline(node))
    )


def _wrapped(root: Node) -> Iterator[list[_Pair]]:
    """Yield lists of pairs each of which an element holds, two or more of them on the page."""
    alike: dict[_Key, list[_Pair]] = defaultdict(list)
    for around in root.select("div"):
        parts = _parts(around)
        if len(parts) == 2 and (pair := _pair(parts[0], parts[1], around)):
            alike[pair.key].append(pair)
    for pairs in alike.values():
        if len(pairs) < 2:
            continue
        run = pairs[:1]
        for pair in pairs[1:]:
            if not _follows(run[-1].around, pair.around):
                yield run
                run = []
            run.append(pair)
        yield run


def _in_turn(root: Node) -> Iterator[list[_Pair]]:
    """Yield lists of pairs that stand beside each other, label and value in turn."""
    for around in (root, *root.select(_AROUND)):
        parts = _parts(around)
        at = 0
        while at + 1 < len(parts):
            run: list[_Pair] = []
            while pair := _pair(parts[at], parts[at + 1]) if at + 1 < len(parts) else None:
                if pair.label.tag not in _BLOCKS or (run and pair.key != run[0].key):
                    break
                run.append(pair)
                at += 2
            if len(run) > 1:
                yield run
            else:
                at += 1 - 2 * len(run)


def _parts(around: Node) -> list[Node]:
    """Return the nodes right below one that hold words."""
    return [each for each in around.children if has_words(each)]


def _pair(first: Node, second: Node, around: Element | None = None) -> _Pair | None:
    """Return two parts as a label and its value, or None where they are no such."""
    if not isinstance(first, Element) or not isinstance(second, Element):
        return None
    if not is_part(first):
        return None
    label, value = text_of(first), text_of(second)
    if (
        _ENDED.search(label)
        or _TOLD.search(label)
        or len(label.split()) > _MOST_WORDS
        or not is_value(second)
    ):
        return None
    if first.find("a") or first.tag == "a" or first.matches(UNFOLDS):
        return None
    pair = _Pair(first, second, around)
    named = label.endswith(":")
    alike = pair.key[:2] == pair.key[2:]
    if value.endswith(":") or (alike and not named and (around or not _tells(label, value))):
        return None
    # A sentence goes on within an element that only says how its words look.
    runs_on = second.tag not in _BLOCKS and not named and re.match(r"[,;.)]|[^\W\d_]", value)
    return None if runs_on and not value[0].isupper() else pair


def _tells(label: str, value: str) -> bool:
    """Tell by two lines alone that one names what the other has the numbers of."""
    short = len(label.split()) <= _MOST_WORDS_ALIKE
    numbered = re.search(r"\d", _NOTE.sub("", label))
    return short and not numbered and re.search(r"\d", value) is not None


def is_part(element: Element, tags: tuple[str, ...] = _PARTS) -> bool:
    """Tell whether an element may be a label or a value: running text, or a block of it."""
    within = list(islice(element.descendants, _MOST_WITHIN))
    return (
        element.tag in tags
        and len(within) < _MOST_WITHIN
        and not any(isinstance(each, Element) and each.tag in _MORE for each in within)
    )


def is_value(node: Node) -> bool:
    """Tell whether a node may be what a label stands before: a part that is no text."""
    return isinstance(node, Element) and is_part(node) and len(text_of(node)) <= _LONGEST


def has_words(node: Node) -> bool:
    """Tell whether a node says something; one that holds much does."""
    if isinstance(node, Element) and node.tag in UNSEEN:
        return False
    within = list(islice(node.descendants, _MOST_WITHIN))
    texts = (each.data for each in (node, *within) if isinstance(each, Text))
    return len(within) == _MOST_WITHIN or any(re.search(r"\w", text) for text in texts)


def _follows(one: Element | None, other: Element | None) -> bool:
    """Tell whether nothing that says something, or parts what does, stands between two elements."""
    if one is None or other is None:
        return False
    for each in islice(other.previous_siblings, _FURTHEST):
        if each == one:
            return True
        if (isinstance(each, Element) and each.tag == "hr") or has_words(each):
            return False
    return False
