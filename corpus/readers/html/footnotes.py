"""Footnotes of a page: what their marks link to, and what of that is only their label."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from turbohtml import Element, Node, Text

from corpus.readers.html.marks import Links, block_of, take_brackets
from corpus.readers.html.names import HEADINGS, INLINE, UNSEEN, text_of
from corpus.readers.html.tidying.tree import class_words

__all__ = ["Footnotes"]

_ONE_NOTE = re.compile(r"(?:foot|end)-?note(?!s|-list)|(?:ftn|edn)\d", re.IGNORECASE)
"""In the class, id or style of what holds all of one footnote."""
_MOST_AROUND = 8
"""Elements around what a mark leads to that are looked at."""
_MOST_WITHIN = 60
"""Nodes in what only leads back."""
_LABELLED = frozenset(("label", "number", "brackets"))
"""Words in the class of a label."""
_OPENED = re.compile(r"\s*[\[(]\s*")
_BEHIND_LABEL = re.compile(r"(?:\s*[\])]+)?(?:[.:](?=\s|$))?")


class Footnotes:
    """Every footnote that something on the page links to by a number or a sign.

    The brackets around marks and labels are taken from the tree.
    """

    def __init__(self, root: Node) -> None:
        self._marks: dict[Element, str] = {}
        self._definitions: dict[Element, str] = {}
        self._labels: set[Element] = set()
        """What of a footnote is its label, or leads back."""
        self._links = Links(root)
        times: Counter[str] = Counter()
        targets = {each.target for each in self._links.marks}
        within: Counter[Node] = Counter(
            above for each in targets for above in islice(each.ancestors, _MOST_AROUND)
        )
        holders = {each: _holder(each, within) for each in targets}
        for link, target, label in self._links.marks:
            defined = holders[target]
            if defined is None or defined in link.ancestors:
                continue
            if defined not in self._definitions:
                times[label] += 1  # a page may number each part's from 1
                again = "" if times[label] == 1 else f"-{times[label]}"
                self._definitions[defined] = label + again
            self._marks[link] = self._definitions[defined]
        take_brackets(self._marks)
        for note, label in self._definitions.items():
            self._find_labels(note, label.partition("-")[0])
        self._by_label = {label: each for each, label in self._definitions.items()}
        self._around = {above for each in self._definitions for above in (each, *each.ancestors)}

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

    def inside(self, element: Element) -> dict[Element, str]:
        """Return the footnotes that stand inside an element, and their labels."""
        if not self.within(element):
            return {}
        within = (each for each in element.descendants if isinstance(each, Element))
        return {each: self._definitions[each] for each in within if each in self._definitions}

    def is_label(self, element: Element) -> bool:
        """Tell whether an element of a footnote is its label, or leads back to what cites it."""
        return element in self._labels

    def _find_labels(self, note: Element, label: str) -> None:
        """Note a footnote's labels and links back, and take the signs beside its first label."""
        begins, labelled = True, False
        for node in list(note.descendants):
            if isinstance(node, Element):
                if node.tag in INLINE and self._labels_note(node, label, begins):
                    self._labels.add(node)
                    labelled |= begins
            elif begins and isinstance(node, Text) and node.data.strip() and self._is_seen(node):
                node.data = self._own_words(node, label, labelled, note.tag == "li")
                begins = not node.data.strip()

    def _labels_note(self, element: Element, label: str, begins: bool) -> bool:
        """Tell whether an element leads back, or is a label where a footnote `begins` with it."""
        return self._leads_back(element) or (begins and _is_label(element, label))

    def _own_words(self, text: Text, label: str, labelled: bool, numbered: bool) -> str:
        """Return what a text at a footnote's beginning says besides the signs of its label.

        `labelled` says that the label stands before it; the items of a list are `numbered`, and
        "1." in them is no label.
        """
        beside = text.next_sibling
        bracket = _OPENED.fullmatch(text.data) is not None
        if (
            bracket
            and isinstance(beside, Element)
            and self._labels_note(beside, label, begins=True)
        ):
            return ""
        known = re.escape(label)
        dotted = "" if numbered else rf"|{known}[.:)]"
        match = re.match(rf"\s*(?:[\[(]{known}[\])][.:]?{dotted})\s+", text.data)
        match = match or (_BEHIND_LABEL.match(text.data) if labelled else None)
        return text.data[match.end() :] if match else text.data

    def _is_seen(self, text: Text) -> bool:
        """Tell whether a text of a footnote is neither a label's nor a script's."""
        around = [
            each for each in islice(text.ancestors, _MOST_AROUND) if isinstance(each, Element)
        ]
        return not any(each in self._labels or each.tag in UNSEEN for each in around)

    def _leads_back(self, element: Element) -> bool:
        """Tell whether an element is links back and no other word."""
        if next(islice(element.descendants, _MOST_WITHIN, None), None) is not None:
            return False
        links = [element] if element.tag == "a" else element.find_all("a")
        if not links or not all(map(self._links.leads_back, links)):
            return False
        if any(link in self._marks for link in links):
            return False
        words = re.sub(r"\W+", "", "".join(map(text_of, links)))
        return re.sub(r"\W+", "", text_of(element)) == words


def _is_label(element: Element, label: str) -> bool:
    """Tell whether an element is a label that leads nowhere: raised, in brackets, or called so."""
    words = text_of(element).replace(" ", "")
    if words in (f"[{label}]", f"({label})"):
        return True
    raised = element.tag == "sup" or not _LABELLED.isdisjoint(class_words(element))
    return raised and words.rstrip(".:)") == label


def _holder(target: Element, within: Counter[Node]) -> Element | None:
    """Return what holds all of a footnote, given what its mark links to.

    `within` says what around it holds how many such targets.
    """
    if target.tag in HEADINGS:
        return None
    found = block_of(target)
    if found is None or within[found] > 1:
        return None
    around = found.parent
    if found.tag == "p" and isinstance(around, Element) and block_of(around) == around:
        named = " ".join(around.attr(name) or "" for name in ("class", "id", "style"))
        if within[around] <= 1 and _ONE_NOTE.search(named):
            found = around
    return found if not any(found.find(tag) for tag in HEADINGS) else None
