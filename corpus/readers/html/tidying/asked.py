"""Questions and titles, each in an element of its own before what stands under it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import islice, pairwise

from turbohtml import Element, Node

from corpus.readers.html.names import HEADINGS, text_of
from corpus.readers.html.tidying.cards import is_card
from corpus.readers.html.tidying.labelled import UNFOLDS, has_words, is_part, is_value
from corpus.readers.html.tidying.tree import class_words, fold

__all__ = ["fold_asked"]

_AROUND = "div,section,article,main,td,tbody,ol,ul,form,fieldset"
"""What may hold questions and answers in turn."""
_TAGS = ("div", "p", "span", "li", "tr")
"""What a question may stand in; a row, where it has one cell and so is none of a table."""
_STRONG = "b,strong"
"""What Markdown's rules for questions in bold know of."""
_ENDS = (*HEADINGS, "hr")
"""What no answer goes on behind."""
_ASKS = re.compile(r"""\?["'”’»)\]]*$""")
_MOST_WORDS = 40
_MOST_WORDS_TOLD = 12
"""Of a title that asks nothing, as of a label."""
_CALLED = frozenset("title heading header".split())
"""Words in the class or role of a title."""
_ENDED = re.compile(r"""[.!…:]["'”’)\]]*$""")
_DEEPEST = 4
"""Elements around a title's words that are looked at."""
_Shape = tuple[tuple[str, str | None, str | None], ...]
_Titled = tuple[Element, list[Node]]


def fold_asked(root: Node) -> None:
    """Fold answers under their questions, where two or more titles alike mostly ask.

    So is what two or more short lines alike stand over, each first in its element, where they are
    called titles or all of the elements beside each other begin so.
    """
    for around in (root, *root.select(_AROUND)):
        for title, answer in _in_turn(around):
            _fold(title, answer)
    alike: dict[tuple[object, ...], list[_Titled]] = defaultdict(list)
    for around in root.select("div,section,article,li"):
        first, *others = _parts(around) or [around]
        if isinstance(first, Element) and others and _is_title(first):
            key = (around.tag, around.attr("class"), _shape(first))
            if _shape(first) not in map(_shape, others):
                alike[key].append((first, others))
    for titled in alike.values():
        if _ask([title for title, _ in titled]) or _head(titled):
            for title, answer in titled:
                _fold(title, answer)


def _fold(title: Element, answer: list[Node]) -> None:
    fold(title, title.children, answer)
    title.decompose()


def _in_turn(around: Node) -> Iterator[_Titled]:
    """Yield the titles that stand in an element, each with what follows it up to the next."""
    parts = _parts(around)
    places: dict[_Shape, list[int]] = defaultdict(list)
    for at, each in enumerate(parts):
        if isinstance(each, Element) and each.tag in _TAGS:
            places[_shape(each)].append(at)
    for found in list(places.values()):
        titles = _elements(parts, found)
        if not all(map(_is_title, titles)) or not _ask(titles):
            continue
        if not all(_answers(parts, found)):
            continue
        found = sorted([*found, *_others(parts, set(found), found[0])])
        answers = list(_answers(parts, found))
        if all(answers):
            # Nothing tells where the last one ends.
            answers[-1] = answers[-1][: max(map(len, answers[:-1]))]
            yield from zip(_elements(parts, found), answers, strict=True)
            return


def _elements(parts: list[Node], places: list[int]) -> list[Element]:
    return [each for each in (parts[at] for at in places) if isinstance(each, Element)]


def _answers(parts: list[Node], places: list[int]) -> Iterator[list[Node]]:
    """Yield what follows the title at each place, up to the next."""
    for at, end in pairwise([*places, len(parts)]):
        yield _up_to_end(parts[at + 1 : end])


def _others(parts: list[Node], found: set[int], first: int) -> list[int]:
    """Return the places of the questions among some titles that have a class of their own."""
    tag = getattr(parts[first], "tag", "")
    return [
        at
        for at, each in enumerate(parts[first:], first)
        if isinstance(each, Element) and each.tag == tag and each.attr("class")
        if at not in found and _is_title(each) and _asks(each)
    ]


def _up_to_end(parts: list[Node]) -> list[Node]:
    ends = (at for at, each in enumerate(parts) if isinstance(each, Element) and each.tag in _ENDS)
    return parts[: next(ends, len(parts))]


def _ask(titles: list[Element]) -> bool:
    """Tell whether two or more of some titles, and most of them, ask."""
    asking = sum(map(_asks, titles))
    return asking > 1 and 2 * asking > len(titles)


def _head(titled: list[_Titled]) -> bool:
    """Tell whether two or more short lines alike head what follows each, and don't label it."""
    titles = [title for title, _ in titled]
    texts = [text_of(each) for each in titles]
    told = (len(each.split()) <= _MOST_WORDS_TOLD and not _ENDED.search(each) for each in texts)
    if len(titled) < 2 or len(set(texts)) < len(texts) or not all(told):
        return False
    if all(_is_item(title, others) for title, others in titled):
        return False
    called = (each for each in titles if not _CALLED.isdisjoint(class_words(each, "role")))
    return len(list(called)) == len(titles) or _is_all(titled)


def _is_item(title: Element, others: list[Node]) -> bool:
    """Tell whether a title is a label, or one part of several, rather than what heads them."""
    if title.parent is not None and is_card(title.parent):
        return True
    return len(others) == 1 and is_value(others[0])


def _is_all(titled: list[_Titled]) -> bool:
    """Tell whether the elements that begin with these titles are all that stands beside them."""
    arounds = [title.parent for title, _ in titled]
    first = arounds[0]
    if not isinstance(first, Element) or first.tag == "li" or first.parent is None:
        return False
    return [each for each in first.parent.children if has_words(each)] == arounds


def _asks(element: Element) -> bool:
    return _ASKS.search(text_of(element)) is not None


def _is_title(element: Element) -> bool:
    """Tell whether an element may be what a question stands in: a short text that leads nowhere."""
    if element.tag not in _TAGS or not is_part(element, _TAGS) or element.matches(UNFOLDS):
        return False
    short = len(text_of(element).split()) <= _MOST_WORDS
    if element.tag == "tr" and len(element.select("td,th")) > 1:
        return False
    return short and element.select_one(f"a[href],{_STRONG}") is None


def _parts(around: Node) -> list[Node]:
    """Return the nodes right below one that hold words, or part what does."""
    return [
        each
        for each in around.children
        if has_words(each) or (isinstance(each, Element) and each.tag in _ENDS)
    ]


def _shape(node: Node) -> _Shape:
    """Return how a part looks: what it and each lone part of it are called."""
    shape = []
    for _ in range(_DEEPEST):
        if not isinstance(node, Element):
            break
        shape.append((node.tag, node.attr("class"), node.attr("style")))
        within = list(islice((each for each in node.children if has_words(each)), 2))
        if len(within) != 1:
            break
        node = within[0]
    return tuple(shape)
