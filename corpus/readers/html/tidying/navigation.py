"""Navigation and footers that no element of HTML's own names: by their class, or by their place."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator
from itertools import islice

from turbohtml import Element, Node, Text

from corpus.furniture.pager import turns_page
from corpus.readers.html.names import CONTENT, HEADINGS, INLINE, UNSEEN, frame, names_of, text_of
from corpus.readers.html.tidying.contents import TOGGLE
from corpus.readers.html.tidying.link_blocks import link_blocks
from corpus.readers.html.tidying.tree import class_words
from corpus.white_space import collapse

__all__ = ["PART_OF", "called", "find_navigation"]

PART_OF = r"(?:site|main|page|top|bottom|side|sub|global|primary|secondary|doc|post|posts)?[-_]?"
"""What a name says before "nav" or "footer", if it does."""
_NAMED = {
    "navigation": re.compile(
        rf"{PART_OF}(?:nav|navbar|navigation|navlinks)(?:[-_]?(?:links?|bar|menu|list))?"
    ),
    "page footer": re.compile(rf"{PART_OF}footer"),
}
"""By what an element is, a class or an id that says so."""
_TAGS = ("div", "ul", "ol", "p", "span", "section", "table", "td", "center")
_TABS = ("tab", "pill")
_CONTENT = ",".join(
    (
        f"{CONTENT},[role=tab],[role=tablist]",
        *(f"[{name}={kind}]" for name in ("data-toggle", "data-bs-toggle") for kind in _TABS),
    )
)
"""What no navigation holds."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+")
"""Or of an abbreviation: a footer says "Ltd." before all else."""
_LEGAL = re.compile(
    r"\W*(?:©|\(c\)|copyright\b|all rights reserved|powered by"
    r"|(?:created|built|made) (?:with|using)|last (?:updated|modified|changed))",
    re.IGNORECASE,
)
_HERE = {"active", "current", "is-active", "is-current", "selected"}
"""Classes of a link that leads to where one is."""
_BARS = re.compile(r"[|·•]")
_SHORTEST = 3
"""Words of a sentence."""
_LONGEST = 8
"""Words of what is none, though no full stop ends it."""
_LONGEST_LINK = 12
_MOST = 200
"""Elements whose class says that they are navigation."""
_MOST_WITHIN = 2_000
"""Nodes in one of them."""
_FURTHEST = 30
_TITLES = (*HEADINGS, "dt", "summary", "b", "strong")


def find_navigation(root: Node, known: Container[Element]) -> dict[Element, str]:
    """Return what is navigation or a page's footer besides what is `known` to be no content."""
    found: dict[Element, str] = {}
    for element, reason in _called(root):
        around = (each for each in islice(element.ancestors, _FURTHEST))
        if element in known or any(each in found for each in around):
            continue
        if _leads_about(element, reason):
            found[element] = reason
    leading = link_blocks(root, _leads_away)
    found |= {each: "navigation" for each in leading if _is_menu(each)}
    placed = link_blocks(root, lambda link: _leads_away(link) or _is_current(link))
    found |= {each: "navigation" for each in placed if _shows_place(each)}
    found |= dict.fromkeys(_again(root, leading, found), "navigation")
    asides = root.select("aside,[role=complementary]")
    found |= {each: "beside the content" for each in asides if _only_leads(each)}
    blocks = {each for each in leading if not _asks(_links(each))}
    headings = [each for each in root.select(",".join(HEADINGS)) if text_of(each)]
    above = _above(root, blocks, headings[0]) if headings else []
    below = _below(root, blocks, found, known)
    return found | dict.fromkeys((*above, *below), "navigation")


def _again(root: Node, blocks: list[Element], found: Iterable[Element]) -> Iterator[Element]:
    """Yield the blocks of two links or more that all stand in navigation as well.

    A page has its menu twice where a phone is shown another one.
    """
    menus = [*root.select("nav,[role=navigation],header"), *found]
    named = {_leads(link): menu for menu in menus for link in _links(menu)}
    for block in blocks:
        links = _links(block)
        elsewhere = [named[key] for key in map(_leads, links) if key in named]
        around = (block in (menu, *menu.ancestors) for menu in set(elsewhere))
        if len(links) > 1 and len(elsewhere) == len(links) and not any(around):
            yield block


def _leads(link: Element) -> tuple[str, str]:
    return text_of(link).casefold(), link.attr("href") or ""


def _is_menu(block: Element) -> bool:
    """Tell whether links, or what is right around them, are called a menu."""
    around = (each for each in (block, block.parent) if isinstance(each, Element))
    return len(_links(block)) > 2 and any("menu" in class_words(each, "id") for each in around)


def _called(root: Node) -> list[tuple[Element, str]]:
    """Return the elements that are called so, and what they are by that."""
    kinds = ((each, called(each)) for each in root.select("[class],[id]") if each.tag in _TAGS)
    return list(islice(((each, kind) for each, kind in kinds if kind), _MOST))


def called(element: Element) -> str | None:
    """Return what an element is by a class of it, or by its id."""
    called = names_of(element)
    return next(
        (kind for kind, name in _NAMED.items() if any(map(name.fullmatch, called))),
        None,
    )


def _leads_about(element: Element, kind: str) -> bool:
    """Tell whether what is called navigation or a footer has no sentence or section of its own."""
    if next(islice(element.descendants, _MOST_WITHIN, None), None) is not None:
        return False
    links = element.find_all("a")
    if element.select_one(_CONTENT) is not None or (kind == "navigation" and not links):
        return False
    if any(_is_told(text_of(each)) for each in links) or _asks(links):
        return False
    # A section of a manual may be about its subject, "Navigation", and have its name as an id.
    longest = 0 if element.select_one(",".join(HEADINGS)) is not None else _LONGEST
    said = [words for line in _lines(element) for words in _SENTENCE_END.split(line)]
    return not any(_is_sentence(each, longest) for each in said if not _LEGAL.match(each))


def _is_sentence(words: str, longest: int) -> bool:
    count = len(re.findall(r"\w+", words))
    return count > longest or (count >= _SHORTEST and re.search(r"[.!?…]\W*$", words) is not None)


def _lines(element: Element) -> Iterator[str]:
    """Yield the text of each block in an element, without its links."""
    line = ""
    stack: list[Node | None] = [element]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            line += node.data
        elif node is None or (isinstance(node, Element) and node.tag == "br"):
            yield collapse(line)
            line = ""
        elif not isinstance(node, Element) or node.tag not in (*UNSEEN, *HEADINGS, "a"):
            if isinstance(node, Element) and node.tag not in INLINE:
                yield collapse(line)
                line = ""
                stack.append(None)
            stack.extend(reversed(node.children))
    yield collapse(line)


def _leads_away(link: Element) -> bool:
    """Tell whether a link leads to another page, and says no sentence."""
    href = (link.attr("href") or "#").strip()
    if href.startswith(("#", "mailto:", "tel:")) or any(map(link.attr, TOGGLE)):
        return False
    words = text_of(link)
    if not re.search(r"\w", words) or link.select_one(",".join(HEADINGS)) is not None:
        return False
    return not _is_told(words)


def _links(block: Element) -> list[Element]:
    return block.find_all("a") if block.tag != "a" else [block]


def _only_leads(aside: Element) -> bool:
    """Tell whether all words of an aside but its titles are in links, of which it has several."""
    links = aside.find_all("a")[:_MOST]
    several = len(links) > 1 and all(map(_leads_away, links)) and not _asks(links)
    titles = {text_of(each) for each in aside.find_all("summary")}
    return several and not any(re.search(r"\w", line) for line in {*_lines(aside)} - titles)


def _is_told(words: str) -> bool:
    """Tell whether a link's words are a sentence, and no short question as a menu may have one."""
    asks = words.endswith("?") and len(words.split()) <= _LONGEST_LINK
    return not asks and _is_sentence(words, _LONGEST_LINK)


def _asks(links: list[Element]) -> bool:
    """Tell whether half of some links or more ask: those are the questions of an FAQ."""
    asking = sum(text_of(each).endswith("?") for each in links)
    return asking > 0 and 2 * asking >= len(links)


def _is_current(link: Element) -> bool:
    """Tell whether a link, or the item that it is, says that it leads to where one is."""
    if any(map(link.attr, TOGGLE)):
        return False
    return any(
        (each.attr("aria-current") or "false") != "false"
        or not _HERE.isdisjoint((each.attr("class") or "").lower().split())
        for each in (link, link.parent)
        if isinstance(each, Element) and each.tag in ("a", "li")
    )


def _shows_place(block: Element) -> bool:
    """Tell whether one of a block's links leads to where one is, and more lead to others."""
    links = block.find_all("a")
    return len(links) > 2 and not _asks(links) and sum(map(_is_current, links)) == 1


def _above(root: Node, blocks: set[Element], heading: Element) -> list[Element]:
    """Return the blocks of links before the first heading, where nothing is said before them."""
    found: list[Element] = []
    words = ""
    stack = [root]
    while stack:
        node = stack.pop()
        if node == heading:
            return found
        if isinstance(node, Text):
            words = collapse(f"{words} {node.data}")
            # Only a page's title has no content above it.
            if words and (heading.tag != "h1" or _is_sentence(words, _LONGEST)):
                return found
        elif isinstance(node, Element) and frame(node, inside=False):
            continue
        elif isinstance(node, Element) and node in blocks:
            if words.endswith(":"):
                return found
            found.append(node)
        elif not isinstance(node, Element) or node.tag not in UNSEEN:
            stack.extend(reversed(node.children))
    return found


def _below(
    root: Node, blocks: set[Element], found: Container[Element], known: Container[Element]
) -> list[Element]:
    """Return the blocks of links that end a page: those that turn it, or links in a line."""
    last: list[Element] = []
    stack = [root]
    while stack:
        node = stack.pop()
        if isinstance(node, Text):
            if not re.search(r"\w", node.data):
                continue
            led = re.search(r"[:?]\W*$", node.data) or _is_titled(node)
            return last[:-1] if led else last
        if isinstance(node, Element):
            if node.tag in UNSEEN or node in found or node in known or frame(node, inside=False):
                continue
            if node in blocks:
                if not _turns(node):
                    return last
                last.append(node)
                continue
        stack.extend(node.children)
    return []


def _turns(block: Element) -> bool:
    links = _links(block)
    if any(
        turns_page(text_of(each)) or (each.attr("rel") or "") in ("prev", "next") for each in links
    ):
        return True
    in_line = block.tag in ("p", "div", "span", "center")
    return in_line and len(links) > 1 and any(map(_BARS.search, _lines(block)))


def _is_titled(text: Node) -> bool:
    around = islice(text.ancestors, _FURTHEST)
    return any(isinstance(each, Element) and each.tag in _TITLES for each in around)
