"""Admonitions that a table lays out beside their icon, as AsciiDoctor and DocBook write them."""

from __future__ import annotations

from turbohtml import E, Element, Node, Text

from corpus.readers.html.names import text_of
from corpus.readers.html.tidying.tree import class_words, elements_of

__all__ = ["tidy_admonitions"]

_KINDS = frozenset("note tip important caution warning admonition admonitionblock".split())


def tidy_admonitions(root: Node) -> None:
    """Put what such an admonition says in the place of its table, behind its title."""
    for each in root.select("div[class]"):
        parts = elements_of(each)
        if len(parts) == 1 and parts[0].tag == "table" and not _KINDS.isdisjoint(class_words(each)):
            _tidy(each, parts[0])


def _tidy(admonition: Element, table: Element) -> None:
    rows = [row for row in table.find_all("tr") if row.closest("table") == table]
    cells = [cell for row in rows for cell in elements_of(row) if cell.tag in ("td", "th")]
    if not 2 <= len(cells) <= 3:
        return
    icon, content = cells[0], cells[-1]
    called = "icon" in class_words(icon)
    if not called and (text_of(icon) or not icon.find("img")):
        return
    heads = cells[1:-1]
    if any(cell.tag != "th" for cell in heads) or content.tag != "td":
        return
    title = heads[0] if heads else icon
    kind = text_of(title).casefold() in class_words(admonition)
    if text_of(title) and not kind and (heads or not _has_title(content)):
        made = E.p({"class": "title"})
        table.insert_before(made)
        for node in list(title.children):  # a block would end the title
            made.append(E.span(text_of(node)) if isinstance(node, Element) else node)
    for node in list(content.children):
        table.insert_before(node)
    table.decompose()


def _has_title(content: Element) -> bool:
    """Tell whether what an admonition says begins with a title of its own."""
    seen = (each for each in content.children if not isinstance(each, Text) or each.data.strip())
    first = next(seen, None)
    return isinstance(first, Element) and "title" in class_words(first)
