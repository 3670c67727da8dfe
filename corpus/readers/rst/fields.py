"""What a file says of itself in the fields at its top: its title, address, author, date."""

from __future__ import annotations

from html import escape

from docutils import nodes

from corpus.readers.metadata_lines import FIELDS
from corpus.white_space import collapse

__all__ = ["head_of"]

_NAMES = {
    **{"title": "title", "url": "url", "canonical": "url", "lang": "language"},
    **{"language": "language", "author": "author", "authors": "author"},
    **dict.fromkeys(("updated", "modified", "date"), "updated"),
}
_OF_GENERATOR = ("orphan", "nocomments", "nosearch", "tocdepth", "no-search", "hide-toc")
_BEFORE = (nodes.comment, nodes.target, nodes.substitution_definition, nodes.raw, nodes.title)


def head_of(document: nodes.document) -> tuple[str, nodes.Node | None]:
    """Return a page's head, and the list of fields that it says the same as."""
    found = _fields(document)
    said: dict[str, str] = {}
    for each in found.children if found else ():
        name, body = (part.astext() for part in each.children)
        known = _NAMES.get(name.strip().lower())
        if known and body.strip():
            said.setdefault(known, escape(collapse(body)))
    head = f'<html lang="{said["language"]}"><head>' if "language" in said else "<html><head>"
    if title := said.get("title", ""):
        head += f"<title>{title}</title>"
    if "author" in said:
        head += f'<meta name="author" content="{said["author"]}">'
    if "updated" in said:
        head += f'<meta property="article:modified_time" content="{said["updated"]}">'
    if "url" in said:
        head += f'<link rel="canonical" href="{said["url"]}">'
    return f"{head}</head>", found


def _fields(document: nodes.document) -> nodes.field_list | None:
    """Return the fields that stand before all text, where they are such that say this.

    Those before the title always are: Sphinx shows none of them.
    """
    titled = any(isinstance(each, nodes.section) for each in document.children)
    around: nodes.Element = document
    while True:
        text = (each for each in around.children if not isinstance(each, _BEFORE))
        first = next(text, None)
        if isinstance(first, nodes.field_list):
            names = {each.children[0].astext().strip().lower() for each in first.children}
            known = names <= {*_NAMES, *_OF_GENERATOR, *FIELDS}
            return first if known or (around is document and titled) else None
        if not isinstance(first, nodes.section):
            return None
        around = first
