"""Confluence's storage format: its macros, links and tasks in HTML's own elements."""

from __future__ import annotations

import html
import re

from turbohtml import E, Element, Node

from corpus.readers.html.names import text_of
from corpus.readers.html.tidying.tree import fold, rename

__all__ = ["as_html", "tidy_confluence"]

_STORED = re.compile(r"<(?:ac|ri):")
_LITERAL = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_EMPTY = re.compile(
    r"<(?P<tag>(?:ac|ri):[\w-]+|time)(?P<attributes>(?:\s+[\w:-]+=\"[^\"<>]*\")*)\s*/>"
)
_UNSEEN = ("ac:parameter", "ac:task-id", "ac:task-status", "ac:placeholder", "ac:emoticon")
_CODE = ("code", "noformat")
_INLINE = ("ac:link", "ac:link-body", "ac:plain-text-link-body", "ac:inline-comment-marker")


def as_html(text: str) -> str:
    """Return text in that format so that it can be parsed as HTML, on the same lines."""
    if not _STORED.search(text):
        return text
    text = _LITERAL.sub(lambda match: html.escape(match[1]), text)
    return _EMPTY.sub(r"<\g<tag>\g<attributes>></\g<tag>>", text)


def tidy_confluence(root: Node) -> None:
    """Put its elements into those of HTML, the inner ones first."""
    for macro in reversed(root.find_all("ac:structured-macro")):
        _tidy_macro(macro)
    for tag in _UNSEEN:
        for each in root.find_all(tag):
            each.decompose()
    for tag, name in (("ac:task-list", "ul"), ("ac:task", "li")):
        for each in reversed(root.find_all(tag)):
            rename(each, name)
    for link in root.find_all("ac:link"):
        page = link.find("ri:page")
        if not text_of(link) and page:
            link.append(E.span(page.attr("ri:content-title") or ""))
        for named in [*link.children]:
            if isinstance(named, Element) and named.tag.startswith("ri:"):
                named.unwrap()
    for tag in _INLINE:
        for each in reversed(root.find_all(tag)):
            rename(each, "span")
    for time in root.find_all("time"):
        if not text_of(time):
            time.set_text(time.attr("datetime") or "")


def _tidy_macro(macro: Element) -> None:
    name = macro.attr("ac:name") or ""
    named = {
        each.attr("ac:name"): each
        for each in macro.children
        if isinstance(each, Element) and each.tag == "ac:parameter"
    }
    title = named.get("title")
    code = macro.find("ac:plain-text-body")
    if name in _CODE and code:
        macro.replace_with(E.pre(code.text))
        return
    for key, each in named.items():
        if key != "title":
            each.decompose()
    if title is None or not text_of(title):
        return
    if not macro.find("ac:rich-text-body"):
        macro.replace_with(E.span(text_of(title)))
        return
    content = [each for each in macro.children if each != title]
    fold(macro, title.children, content)
    macro.decompose()
