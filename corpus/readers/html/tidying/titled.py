"""Parts of a page whose class alone says what is their title: admonitions, panels, accordions."""

from __future__ import annotations

import re
from itertools import islice

from turbohtml import Element, Node, Text

from corpus.readers.html.names import HEADINGS, INLINE, text_of
from corpus.readers.html.tidying.tree import class_words, elements_of, fold

__all__ = ["fold_tabs", "fold_titled"]

_KINDS = frozenset(
    (
        "accordion accordions toggle faq expand expander collapse collapsible collapsable "
        "admonition callout panel card alert notice spoiler topic macro hint tip info note warning "
        "danger caution important disclosure code"
    ).split()
)
"""Words in the class of what has a title of its own."""
_TITLES = frozenset("title heading header head question summary control trigger".split())
_TAGS = ("div", "section", "article", "aside", "li", "figure")
_TITLE_TAGS = ("p", "header", "figcaption", "div", "dt", *INLINE, *(set(HEADINGS) - {"h1"}))
_TOGGLES = "[aria-controls],[data-bs-toggle],[data-toggle],[data-accordion-target],h1,p p"
"""What says itself what it unfolds, or is no title."""
_FIRST = 3
"""Elements, of which those before the title hold its icon."""
_MOST_WORDS = 40
_MOST_WITHIN = 60
"""Nodes in a title."""
_MOST_TABS = 50
_MOST_TABLISTS = 200
_FURTHEST = 4


def fold_titled(root: Node) -> None:
    """Fold what has a title by its class, under that."""
    for each in reversed(root.select("[class]")):
        if each.tag in _TAGS and (title := _title(each)):
            _fold(each, _all_like(title))


def _title(element: Element) -> Element | None:
    words = set(class_words(element))
    for child in islice(elements_of(element), _FIRST):
        said = set(class_words(child))
        figure = child.tag == "figcaption" and element.find("pre")
        titled = said & _TITLES and (words | said) & _KINDS
        if not (titled or figure) or child.tag not in _TITLE_TAGS:
            continue
        if next(islice(child.descendants, _MOST_WITHIN, None), None) is not None:
            return None
        if child.matches(_TOGGLES) or child.find("h1") or child.select_one(_TOGGLES):
            return None
        text = text_of(child)
        says = re.search(r"\w", text) and not any(map(_has_words, child.previous_siblings))
        if not says or len(text.split()) > _MOST_WORDS:
            return None
        return child if any(_has_words(each) for each in child.next_siblings) else None
    return None


def _all_like(title: Element) -> list[Element]:
    """Return a title with the elements beside it that are called the same: questions of one FAQ.

    Headings are none: each heads what follows it as it stands.
    """
    named = (title.tag, title.attr("class"))
    beside = (each for each in title.next_siblings if isinstance(each, Element))
    titles = [title, *(each for each in beside if (each.tag, each.attr("class")) == named)]
    return [] if len(titles) > 1 and title.tag in HEADINGS else titles


def _fold(element: Element, titles: list[Element]) -> None:
    """Fold what follows each title, up to the next; one that only says of what kind it is goes."""
    content: dict[Element, list[Node]] = {title: [] for title in titles}
    title = None
    for each in element.children:
        if isinstance(each, Element) and each in content:
            title = each
        elif title is not None:
            content[title].append(each)
    for title, nodes in content.items():
        if text_of(title).casefold() not in class_words(element):
            fold(title, title.children, nodes)
        title.decompose()


def _has_words(node: Node) -> bool:
    texts = (each.data for each in (node, *node.descendants) if isinstance(each, Text))
    return any(re.search(r"\w", text) for text in texts)


def fold_tabs(root: Node) -> None:
    """Fold each tab's panel under the tab's words, by their order: nothing else joins them.

    An accordion has its panels inside, each behind its own title, which a button in it names.
    """
    for tablist in root.select("[role=tablist],.tabbed-labels")[:_MOST_TABLISTS]:
        tabs = tablist.select("[role=tab],label")[: _MOST_TABS + 1]
        if not 0 < len(tabs) <= _MOST_TABS or any(tab.attr("aria-controls") for tab in tabs):
            continue
        if tablist.select_one("[role=tabpanel]") is not None:
            continue
        for around in islice(tablist.ancestors, _FURTHEST):
            panels = around.select("[role=tabpanel],.tabbed-block")[: _MOST_TABS + 1]
            if panels:
                if len(panels) == len(tabs):
                    for tab, panel in zip(tabs, panels, strict=True):
                        fold(panel, tab.children, panel.children)
                        panel.decompose()
                    tablist.decompose()
                break
