"""Footnotes that are laid out as terms or as rows: the label goes, and its name is the note's."""

from __future__ import annotations

import re

from turbohtml import Element, Node

from corpus.readers.html.marks import LABEL, Links
from corpus.readers.html.names import text_of
from corpus.readers.html.tidying.tree import elements_of

__all__ = ["tidy_notes"]

_LABEL = re.compile(rf"(?:{LABEL.pattern})[.:]?(?:\([\d,a-z]{{1,60}}\))?")
"""A label, and behind it the links back where several marks cite the note."""
_MOST_ROWS = 1000


def tidy_notes(root: Node) -> None:
    """Leave of each such footnote what it says, to which its marks lead."""
    targets = {each.target for each in Links(root).marks}
    if not targets:
        return
    for terms in root.find_all("dl"):
        pairs = elements_of(terms)[: 2 * _MOST_ROWS]
        if {each.tag for each in pairs[::2]} == {"dt"} and {e.tag for e in pairs[1::2]} == {"dd"}:
            _tidy([[dt, dd] for dt, dd in zip(pairs[::2], pairs[1::2], strict=False)], targets)
    for table in root.find_all("table"):
        rows = table.find_all("tr")[: _MOST_ROWS + 1]
        around = [table] if len(rows) == 1 else []
        if not table.find("table") and all(len(elements_of(row)) == 2 for row in rows):
            _tidy([[*around, row, *elements_of(row)] for row in rows], targets)


def _tidy(notes: list[list[Element]], targets: set[Element]) -> None:
    """Tidy footnotes, if they are: each the elements that may have its name, label and text."""
    named: dict[Element, str] = {}
    for *around, label, note in notes:
        if not _LABEL.fullmatch(text_of(label).replace(" ", "")):
            return
        for each in (*around, label, *label.select("[id],a[name]")):
            name = each.attr("id") or each.attr("name")
            if each in targets and name:
                named[note] = name
    if not named:
        return
    for *around, label, note in notes:
        if note in named:
            note.attrs["id"] = named[note]
            for each in around:
                if each.attr("id") == named[note]:
                    del each.attrs["id"]
        label.decompose()
