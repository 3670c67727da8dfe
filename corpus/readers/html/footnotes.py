"""Footnotes of a page: the marks that link to them, and what they link to."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from turbohtml import Element, Node

from corpus.readers.html.names import HEADINGS, INLINE, text_of

__all__ = ["Footnotes"]

_LABEL = re.compile(r"[\[(]?\^?(?P<label>\d{1,3}|[*†‡§]|[a-z])[\])]?")
_BACK = re.compile(r"[\s↑↩⤴^︎️\[\]\d,a-z]{0,12}|.{0,40}\bback\b.{0,40}", re.IGNORECASE)
_NAMED = re.compile(r"foot-?note|fn|cite|reference|end-?note|noteref", re.IGNORECASE)
_MOST_AROUND = 3
"""Elements around a mark that may have its id."""
_HOLDS = ("li", "p", "dd", "aside", "div", "td")


class Footnotes:
    """Every footnote that something on the page links to by a number or a sign."""

    def __init__(self, root: Node) -> None:
        self._marks: dict[Element, str] = {}
        self._cites: set[Element] = set()
        """The marks, and what raises or names them."""
        self._definitions: dict[Element, str] = {}
        by_id = {each.attr("id"): each for each in root.select("[id]")}
        times: Counter[str] = Counter()
        for link in root.select("a[href^='#']"):
            target = by_id.get((link.attr("href") or "#")[1:])
            match = _LABEL.fullmatch(text_of(link))
            if target is None or match is None or not _is_mark(link):
                continue
            defined = _holder(target)
            if defined is None or defined in link.ancestors or self._leads_back(link, target):
                continue
            if defined not in self._definitions:
                label = match["label"]
                times[label] += 1  # a page may number each part's from 1
                again = "" if times[label] == 1 else f"-{times[label]}"
                self._definitions[defined] = label + again
            self._marks[link] = self._definitions[defined]
            around = islice(link.ancestors, _MOST_AROUND)
            inline = (each for each in around if isinstance(each, Element) and each.tag in INLINE)
            self._cites |= {link, *inline}
        self._by_label = {label: each for each, label in self._definitions.items()}
        self._around = {above for each in self._definitions for above in (each, *each.ancestors)}

    def _leads_back(self, link: Element, target: Element) -> bool:
        """Tell whether a link stands in a footnote, and leads to what cites that."""
        if not any(each in self._definitions for each in link.ancestors):
            return False
        return target in self._cites

    def mark(self, link: Element) -> str | None:
        """Return the label of the footnote that a link stands for, or None."""
        return self._marks.get(link)

    def defined(self, element: Element) -> str | None:
        """Return the label of the footnote that an element is, or None."""
        return self._definitions.get(element)

    def labelled(self, label: str) -> Element | None:
        """Return the footnote of a label, or None."""
        return self._by_label.get(label)

    def within(self, element: Element) -> bool:
        """Tell whether a footnote stands inside an element."""
        return element in self._around

    @staticmethod
    def is_label(element: Element) -> bool:
        """Tell whether an element of a footnote is its label, or leads back to what cites it."""
        link = element if element.tag == "a" else element.find("a")
        if link is None or not (link.attr("href") or "").startswith("#"):
            return False
        if link is element:
            return _BACK.fullmatch(text_of(link)) is not None
        return (
            element.tag in INLINE
            and _LABEL.fullmatch(text_of(element).replace(" ", "")) is not None
        )


def _is_mark(link: Element) -> bool:
    """Tell whether a link is raised, in brackets, or called a footnote's."""
    if "[" in text_of(link) or (link.attr("role") or "") == "doc-noteref":
        return True
    around = link.parent
    raised = isinstance(around, Element) and around.tag == "sup"
    named = f"{link.attr('class') or ''} {link.attr('href') or ''} {link.attr('id') or ''}"
    return raised or bool(link.find("sup")) or _NAMED.search(named) is not None


def _holder(target: Element) -> Element | None:
    """Return what holds all of a footnote, given what its mark links to."""
    if target.tag in HEADINGS:
        return None
    for each in (target, *target.ancestors):
        if isinstance(each, Element) and each.tag in _HOLDS:
            return each if not any(each.find(tag) for tag in HEADINGS) else None
    return None
