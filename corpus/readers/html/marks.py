"""Links that stand for a footnote, and links that lead back from one to where it is cited."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

from turbohtml import Element, Node, Text

from corpus.readers.html.names import INLINE, text_of

__all__ = ["LABEL", "Links", "block_of", "take_brackets"]

_ROMAN = r"x{0,3}(?:i[vx]|v?i{1,3}|v)|x{2,3}"
LABEL = re.compile(rf"[\[(]?\^?(?P<label>\d{{1,3}}|[*†‡§]|[a-z]|{_ROMAN})[\])]?")
_NAMED = re.compile(r"foot-?note|ftn|fn|cite|reference|end-?note|edn|noteref", re.IGNORECASE)
_BACK_CLASS = re.compile(
    r"(?:fn|footnote|foot-note|endnote)s?[-_]?back|back-?(?:ref|link)|reversefootnote",
    re.IGNORECASE,
)
_BACK_WORDS = re.compile(
    r"[^\w*†‡§]*|(?:(?:go|jump) )?(?:back|return|up)(?: (?:to|up)\b.{0,40})?\W*", re.IGNORECASE
)
_BACK_LABELS = re.compile(r"(?:[\s^↑↩↵⤴︎️*†‡§\[\](),.;\d]|\b[a-z]\b){1,20}", re.IGNORECASE)
_BLOCKS = frozenset(("li", "p", "dd", "aside", "div", "td"))
"""Elements that may be a footnote, or hold what cites one."""
_PARTS = frozenset(
    (
        "dt dl th tr table ul ol section article main body nav header footer details blockquote "
        "figure h1 h2 h3 h4 h5 h6"
    ).split()
)
"""Elements that hold more, or are no footnote: what is around them is none of what is in them."""
_BOUNDS = _BLOCKS | _PARTS
_MOST_AROUND = 3
"""Elements around a link that are looked at for what it is."""
_FURTHEST = 6
"""Elements around a link that may be the footnote which it stands in."""
_OPENS = re.compile(r"(?P<bracket>[\[(])\s*$")
_CLOSES = re.compile(r"^\s*(?P<bracket>[\])])")
_PARTED = re.compile(r"[\s,;]*")


class _Anchors:
    """What the links of a page lead to, by its id or its name."""

    def __init__(self, root: Node) -> None:
        self._named = {each.attr("name"): each for each in root.select("a[name]")}
        self._named |= {each.attr("id"): each for each in root.select("[id]")}

    def target(self, link: Element) -> Element | None:
        """Return what a link within the page leads to, or None."""
        name = (link.attr("href") or "#")[1:]
        return self._named.get(name) or self._named.get(unquote(name))


class _Mark(NamedTuple):
    """A link that stands for a footnote: what it leads to, and its label."""

    link: Element
    target: Element
    label: str


class Links:
    """The links within a page, those that stand for a footnote told from those that lead back."""

    def __init__(self, root: Node) -> None:
        self.marks: list[_Mark] = []
        self._back: set[Element] = set()
        anchors = _Anchors(root)
        led: dict[tuple[Element, Element], bool] = {}
        """Which block has a link to which other, of the links so far: one by a label alone?"""
        for link in root.select("a[href^='#']"):
            target = anchors.target(link)
            cites = block_of(target) if target is not None else None
            stands = block_of(link)
            match = LABEL.fullmatch(text_of(link))
            if _says_back(link) or (cites is not None and _returns(link, cites, led)):
                self._back.add(link)
                continue
            if cites is not None and stands is not None:
                led[stands, cites] = led.get((stands, cites), False) or match is not None
            if target is not None and match and _is_mark(link):
                self.marks.append(_Mark(link, target, match["label"]))

    def leads_back(self, link: Element) -> bool:
        """Tell whether a link in a footnote leads back to what cites that."""
        if link in self._back:
            return True
        within = (link.attr("href") or "").startswith("#")
        return within and _BACK_LABELS.fullmatch(text_of(link)) is not None


def block_of(node: Node) -> Element | None:
    """Return the nearest of what may be a footnote, or hold what cites one, around a node."""
    for each in (node, *node.ancestors):
        if isinstance(each, Element) and each.tag in _BOUNDS:
            return each if each.tag in _BLOCKS else None
    return None


def _returns(link: Element, cites: Element, led: Mapping[tuple[Element, Element], bool]) -> bool:
    """Tell whether a link answers one that stands before it: by a label, or from a block's start.

    `cites` is the block that it leads to.
    """
    for each in islice(link.ancestors, _FURTHEST):
        if isinstance(each, Element) and each != cites and (cites, each) in led:
            return led[cites, each] or _begins(link)
    return False


def _begins(link: Element) -> bool:
    """Tell whether no word stands before a link in what holds it."""
    before = _outermost(link).previous_siblings
    return not any(text_of(each).strip("[( ") for each in before)


def take_brackets(links: Iterable[Element]) -> None:
    """Take the brackets around marks, and what parts those that stand beside each other."""
    marks = {_outermost(link): None for link in links}
    for around in {mark.parent: None for mark in marks if mark.parent is not None}:
        nodes = list(around.children)
        raised = isinstance(around, Element) and around.tag == "sup"
        last = -1
        for at, node in enumerate(nodes):
            if node not in marks or at <= last:
                continue
            last = at
            while last + 2 < len(nodes) and nodes[last + 2] in marks and _parts(nodes[last + 1]):
                last += 2
            before = nodes[at - 1] if at else None
            behind = nodes[last + 1] if last + 1 < len(nodes) else None
            if _unbracket(before, behind) or raised:
                for between in nodes[at + 1 : last : 2]:
                    between.extract()


def _unbracket(before: Node | None, behind: Node | None) -> bool:
    """Take the bracket at the end of one text and at the start of another, where both are."""
    if not isinstance(before, Text) or not isinstance(behind, Text):
        return False
    opens, closes = _OPENS.search(before.data), _CLOSES.search(behind.data)
    if not opens or not closes or opens["bracket"] + closes["bracket"] not in ("[]", "()"):
        return False
    before.data = before.data[: opens.start()]
    behind.data = behind.data[closes.end() :]
    return True


def _outermost(link: Element) -> Element:
    """Return what holds a mark and no other word."""
    found = link
    for each in islice(link.ancestors, _MOST_AROUND):
        if not isinstance(each, Element) or each.tag not in INLINE:
            break
        if text_of(each) != text_of(link):
            break
        found = each
    return found


def _parts(node: Node) -> bool:
    return isinstance(node, Text) and _PARTED.fullmatch(node.data) is not None


def _says_back(link: Element) -> bool:
    """Tell whether a link says that it leads back, is called so, or stands in what is."""
    if _BACK_WORDS.fullmatch(text_of(link)):
        return True
    for each in (link, *islice(link.ancestors, _MOST_AROUND)):
        if not isinstance(each, Element) or each.tag not in INLINE:
            break
        if each.attr("role") == "doc-backlink" or _BACK_CLASS.search(each.attr("class") or ""):
            return True
    return False


def _is_mark(link: Element) -> bool:
    """Tell whether a link is raised, in brackets, or called a footnote's."""
    if "[" in text_of(link) or link.attr("role") == "doc-noteref" or link.find("sup"):
        return True
    named = f"{link.attr('class') or ''} {link.attr('href') or ''} {link.attr('id') or ''}"
    if _NAMED.search(named):
        return True
    around = islice(link.ancestors, _MOST_AROUND)
    if any(isinstance(each, Element) and each.tag == "sup" for each in around):
        return True
    before, behind = link.previous_sibling, link.next_sibling
    opens = isinstance(before, Text) and before.data.endswith("[")
    return opens and isinstance(behind, Text) and behind.data.startswith("]")
