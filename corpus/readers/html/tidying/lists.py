"""Lists whose items no list holds, and lists that count in letters or Roman numerals."""

from __future__ import annotations

import re
from string import ascii_lowercase

from turbohtml import E, Element, Node, Text

from corpus.readers.html.lists import LISTS, number_of
from corpus.readers.html.names import LITERAL
from corpus.typed_lists import ROMAN

__all__ = ["letter_lists", "list_bare_items"]

_HOLDS = ("li", *LISTS)
_MOST = 2_000
"""Lists that are made: made elements share a hash, so that each costs what all before it do."""
_STYLE = re.compile(r"list-style(?:-type)?\s*:[^;]*\b(lower|upper)-(alpha|latin|roman)")
_STYLED = {"alpha": "a", "latin": "a", "roman": "i"}
_TYPES = {"a": ascii_lowercase, "i": ROMAN}
"""What `type` counts in, whose capitals are those of its labels."""


def list_bare_items(root: Node) -> None:
    """Put items that stand in no list into one, those that follow each other into the same."""
    made: set[Element] = set()
    for item in root.find_all("li"):
        around = (e for e in item.ancestors if isinstance(e, Element) and e.tag in _HOLDS)
        if (held := next(around, None)) is not None and held.tag != "li":
            continue
        said = (e for e in item.previous_siblings if not isinstance(e, Text) or e.data.strip())
        before = next((e for e in said if isinstance(e, Element | Text)), None)
        if not isinstance(before, Element) or before not in made:
            if len(made) == _MOST:
                break
            before = E.ul()
            item.insert_before(before)
            made.add(before)
        before.append(item)


def letter_lists(root: Node) -> None:
    """Write the letter or numeral that a page shows before an item into it: it is cited by that."""
    for counted in root.find_all("ol"):
        kind = _counts_in(counted)
        names = _TYPES.get(kind.lower(), ())
        number = number_of(counted, "start") or 1
        labelled: list[tuple[Text, str]] = []
        for item in counted.children:
            if not isinstance(item, Element) or item.tag != "li":
                continue
            number = number_of(item, "value") or number
            first = _first_words(item)
            if number > len(names) or first is None:
                break
            name = names[number - 1]
            labelled.append((first, name.upper() if kind.isupper() else name))
            number += 1
        else:
            if labelled:
                counted.tag = "ul"
            for text, name in labelled:
                text.data = f"{name}. {text.data.lstrip()}"


def _counts_in(counted: Element) -> str:
    """What a list counts in, as its `type` would say it: its style goes before that."""
    style = _STYLE.search((counted.attr("style") or "").lower())
    if style is None:
        return counted.attr("type") or ""
    kind = _STYLED[style[2]]
    return kind.upper() if style[1] == "upper" else kind


def _first_words(item: Element) -> Text | None:
    """Return the text that an item begins with; None where it is no running text of its own."""
    for each in item.descendants:
        if isinstance(each, Text) and each.data.strip():
            within = each.parent
            if not isinstance(within, Element) or within.tag in LITERAL:
                return None
            return each if within.closest("li") == item else None
    return None
