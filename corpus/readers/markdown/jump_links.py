"""Links to headings of their own page, which say nothing that those do not: a table of contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise, takewhile
from pathlib import PurePath
from urllib.parse import unquote

from markdown_it.token import Token

from corpus.draft import Aside, Group, Heading
from corpus.furniture.headings import CONTENTS, aside_kind, is_question
from corpus.furniture.pager import leads_back
from corpus.leads import leads_in, only_leads
from corpus.readers.markdown.inline import read_inline
from corpus.readers.markdown.offsets import content_offsets, row_offsets
from corpus.readers.markdown.outline import OUTERMOST
from corpus.readers.markdown.parser import PARSER
from corpus.readers.markdown.reading import Reading, lines_of

__all__ = ["LEADS", "JumpLinks"]

LEADS = "navigation"
"""What links to other pages above all else are, and those that turn the page."""

_ANCHOR = re.compile(
    r"<[a-z][^<>]{0,300}?\s(?:id|name)\s*=\s*[\"']?(?P<tag>[\w.:-]{1,80})"
    r"|\{[^{}\n]{0,80}#(?P<brace>[\w.:-]{1,80})[^{}\n]{0,80}\}"
    r"|^\((?P<target>[\w.:-]{1,80})\)=[ \t]*$",
    re.IGNORECASE | re.MULTILINE,
)
"""What gives a place a name: an HTML tag, an attribute list, MyST's target."""
_TAG = re.compile(
    r"<(?P<end>/)?a\b(?:[^<>]*?\shref\s*=\s*[\"']?(?P<href>[^\s\"'<>]{1,500}))?", re.IGNORECASE
)
_SIGNS = re.compile(r"(?:\d{1,3}[.)]|[^\w])*")
"""What may stand between links: numbers, and signs that part them."""
_PARTS = " ,;|/·•–—-"
_OTHER = re.compile(r"[\W_]+")
_TIMES = re.compile(r"-\d{1,3}$")
"""What is put behind the name of a heading that another is called like."""
_ELSEWHERE = re.compile(r"#|[a-z][a-z\d+.-]*:|//", re.IGNORECASE)
"""The beginning of an address that is none of a page of the same site."""
_FEWEST = 3
"""Links to places that have no name on the page, from which on they are its contents."""
_LISTS = ("bullet_list_open", "ordered_list_open")
_OPENS = (*_LISTS, "table_open", "paragraph_open")
_AROUND = re.compile(
    r"(?:bullet_list|ordered_list|list_item|paragraph|table|thead|tbody|tr|th|td)_(?:open|close)"
)


class JumpLinks(Reading):
    """Sets aside what is nothing but links to headings of the page."""

    def _take_jumps(self, index: int) -> int | None:
        """Set aside the list, table or paragraph that begins here; return its last token's index.

        None where it says more than that, is part of a list, or its owner keeps it. A list or table
        that a heading stands over may answer that: it goes only where its links ask themselves.
        """
        token = self.tokens[index]
        if self.parser is not PARSER or self.lists or token.type not in _OPENS:
            return None
        end = _end_of_links(self.tokens, index)
        if end is not None and self._leads_about(index, end):
            inlines = [each for each in self.tokens[index:end] if each.type == "inline"]
            places = [
                content_offsets(self.source, lines_of(each), each.content) for each in inlines
            ]
            self.draft.aside.append(Aside(places[0][0], places[-1][1], LEADS))
            return end
        labels = None if end is None else self._labels_within(self.tokens[index:end])
        if end is None or labels is None:
            return None
        overrides = self.draft.overrides
        if overrides.keep and overrides.keeps(self.open_headings(), " ".join(labels)):
            return None
        listed = token.type != "paragraph_open"
        if listed and not self._is_at_top() and not all(map(is_question, labels)):
            return None
        inlines = [each for each in self.tokens[index:end] if each.type == "inline"]
        first, last = inlines[0], inlines[-1]
        if token.type == "table_open":
            start, stop = (row_offsets(self.source, lines_of(each)[0]) for each in (first, last))
        else:
            start, stop = (
                content_offsets(self.source, lines_of(each), each.content) for each in (first, last)
            )
        self._take_lead()
        self.draft.aside.append(Aside(start[0], stop[1], CONTENTS))
        self.group = None
        return end

    def _leads_about(self, index: int, end: int) -> bool:
        """Tell whether a block is nothing but links to other pages of the site, and about it.

        They lead to the page, as a wiki and its exports have them above its title, or turn it.
        """
        labels: list[str] = []
        for token in self.tokens[index:end]:
            if token.type != "inline":
                continue
            between, links = _parted(token.children or [])
            if not _SIGNS.fullmatch(between) or any(_ELSEWHERE.match(href) for href, _ in links):
                return False
            labels += [label for _, label in links]
        if not labels:  # an empty list
            return False
        overrides = self.draft.overrides
        if overrides.keep and overrides.keeps(self.open_headings(), " ".join(labels)):
            return False
        headed = any(each.type == "heading_open" for each in self.tokens[end:])
        above = not self.draft.elements and headed
        in_line = self.tokens[index].type == "paragraph_open"
        turned = [leads_back(label) for label in labels]
        return (above and len(labels) > 1) or (any(turned) if in_line else all(turned))

    def _labels_within(self, tokens: Sequence[Token]) -> list[str] | None:
        """Return the words of the links that running text is, most of them to headings; or None."""
        labels: list[str] = []
        named = 0
        for token, above in zip(tokens[1:], tokens, strict=False):
            if token.type != "inline" or above.type == "th_open":
                continue
            between, links = _parted(token.children or [])
            if not (_SIGNS.fullmatch(between) or aside_kind(between.rstrip(_PARTS)) == CONTENTS):
                return None
            if not links and (between or above.type != "td_open"):
                return None
            for href, label in links:
                page, _, name = unquote(href).partition("#")
                if page not in ("", PurePath(self.source.path).name) or not name:
                    return None
                labels.append(label)
                named += any(map(self._is_named, (name, _TIMES.sub("", name), label)))
        # An editor's own ids, which an export leaves in the links and takes from the headings.
        lost = named == 0 and len(labels) >= _FEWEST and self._is_at_top()
        return labels if 2 * named > len(labels) or lost else None

    def _is_at_top(self) -> bool:
        """Tell whether no heading stands above but the title's, or one over the contents."""
        above = (each for each in reversed(self.draft.elements) if isinstance(each, Heading))
        last = next(above, None)
        if last is None or aside_kind(last.text) == CONTENTS:
            return True
        return self.headings == 1 and last.level == OUTERMOST

    def _is_named(self, name: str) -> bool:
        return _folded(name) in self._names

    @cached_property
    def _names(self) -> frozenset[str]:
        """What headings are called, and other places that have a name."""
        names = {match[match.lastgroup or 0] for match in _ANCHOR.finditer(self.source.text)}
        for above, token in pairwise(self.tokens):
            children = token.children or []
            if above.type == "heading_open":
                names.add(read_inline(children).text)
            elif children and "strong_open" in {each.type for each in children[:2]}:
                bold = takewhile(lambda each: each.type != "strong_close", children)
                names.add(read_inline(list(bold)).text)
        return frozenset(filter(None, map(_folded, names)))

    def _take_lead(self) -> None:
        """Set aside the paragraph that only leads in to the list that is."""
        before = self.draft.elements[-1] if self.draft.elements else None
        if not isinstance(before, Group):
            return
        lead = leads_in(before, Group("list", []))
        if lead and only_leads(lead):
            before.pieces.pop()
            self.draft.aside.append(Aside(lead.start, lead.end, CONTENTS))
            if not before.pieces:
                self.draft.elements.pop()


def _end_of_links(tokens: Sequence[Token], index: int) -> int | None:
    """Return the last token of a block that has but running text in it; None for others."""
    closes = tokens[index].type.replace("_open", "_close")
    for at in range(index, len(tokens)):
        token = tokens[at]
        if token.type == closes and token.level == tokens[index].level:
            return at
        if token.type != "inline" and not _AROUND.fullmatch(token.type):
            return None
    return None


def _parted(children: Sequence[Token]) -> tuple[str, list[tuple[str, str]]]:
    """Return what stands between links, and the address and the words of each."""
    between: list[Token] = []
    links: list[tuple[str, str]] = []
    inside: list[Token] | None = None
    for token in children:
        tag = _TAG.match(token.content) if token.type == "html_inline" else None
        href = (
            str(token.attrGet("href") or "") if token.type == "link_open" else tag and tag["href"]
        )
        if href or token.type == "link_open":
            inside = []
            links.append((href or "", ""))
        elif token.type == "link_close" or (tag and tag["end"]):
            if inside is not None:
                links[-1] = (links[-1][0], read_inline(inside).text)
            inside = None
        else:
            (between if inside is None else inside).append(token)
    return read_inline(between).text, links


def _folded(name: str) -> str:
    return _OTHER.sub("", name.casefold())
