"""Markdown, through markdown-it-py: its tokens say which lines of the source they come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it.token import Token

from corpus.article import Reference
from corpus.draft import Aside, Close, Draft, Heading
from corpus.furniture.headings import is_faq
from corpus.overrides import Overrides
from corpus.readers.markdown.bare_headings import head_bare_lines
from corpus.readers.markdown.bold_question import (
    cut_answer,
    is_announcement,
    is_bold_line,
    is_lone_question,
    parts_asked,
    split_question,
    uncoloured,
)
from corpus.readers.markdown.code import Code
from corpus.readers.markdown.containers import Containers
from corpus.readers.markdown.faq_entries import entry_elements
from corpus.readers.markdown.footnotes import Footnotes
from corpus.readers.markdown.front_matter import (
    FrontMatter,
    idle_overrides,
    read_front_matter,
    refuse_unclosed,
)
from corpus.readers.markdown.generator import ALERT, is_fold, read_without_tags
from corpus.readers.markdown.html_blocks import COMPONENT, HtmlBlocks
from corpus.readers.markdown.jump_links import LEADS, JumpLinks
from corpus.readers.markdown.list_table import LIST_TABLE
from corpus.readers.markdown.offsets import content_offsets, row_offsets
from corpus.readers.markdown.outline import QUOTE
from corpus.readers.markdown.page_frame import leave_frame, take_title
from corpus.readers.markdown.parser import CANONICAL, LINES, PARSER
from corpus.readers.markdown.reading import Item, is_asked, lines_of
from corpus.readers.markdown.struck import struck_out
from corpus.readers.markdown.terms import Terms
from corpus.readers.markdown.title import find_title
from corpus.source import Source

__all__ = ["read_markdown", "read_tokens"]


def read_markdown(source: Source, overrides: Overrides) -> Draft:
    """Read Markdown into a draft; ArticleError for bad front matter, or where there is no title."""
    env: dict[str, Any] = {}
    tokens = PARSER.parse(source.text, env)
    if not tokens or tokens[0].type != "front_matter":
        refuse_unclosed(source.text, source.path)
    return _Reader(source, overrides, PARSER, head_bare_lines(tokens), env).read(FrontMatter())


def read_tokens(
    source: Source,
    tokens: Sequence[Token],
    front: FrontMatter,
    page: str | None,
    overrides: Overrides,
    parsed: bool = False,
) -> Draft:
    """Read the tokens that Markdown would have for a source into a draft.

    `front` is what its file says of itself, and `page` what its <title> does. `parsed` says that
    some of it was written as Markdown.
    """
    reader = _Reader(source, overrides, PARSER if parsed else CANONICAL, tokens, {})
    reader.page = page
    return reader.read(front)


class _Reader(Containers, HtmlBlocks, Footnotes, Code, Terms, JumpLinks):
    """One pass over the tokens of one file."""

    def read(self, front: FrontMatter) -> Draft:
        """Walk over the tokens; `front` is what the file says of itself elsewhere."""
        self._take_front(front)
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.type == "front_matter":
                front = read_front_matter(token, self.source)
                if token.markup == LINES:
                    place = content_offsets(self.source, lines_of(token), token.content)
                    self.draft.aside.append(Aside(*place, "metadata"))
                self._take_front(front)
            elif token.type == "footnote_reference_open":
                index = self._footnote(index)
            elif (last := self._take_jumps(index)) is not None:
                index = last
            elif token.type == "table_open":
                index = self._table(index)
            elif token.type == LIST_TABLE and not self.items:
                index = self._list_table(index)
            elif token.type == "dl_open" and (last := self._terms(index)):
                index = last
            else:
                self._block(token, index)
            index += 1
        self.draft.aside += struck_out(self.draft, self.source, self.tokens)
        self._settle(front)
        return self.draft

    def _take_front(self, front: FrontMatter) -> None:
        """Read what follows by what the file says of itself."""
        self.faq_level = 0 if front.title and is_faq(front.title) else None
        self.draft.overrides = self.draft.overrides.joined(front.overrides)
        self.draft.language = front.language

    def _block(self, token: Token, index: int) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.lists += 1
                self.counts.append(int(token.attrs.get("start", 1)) - 1)
                if self.lists == 1:
                    ordered = token.type == "ordered_list_open"
                    self.group = self._parted(index) if ordered else None
            case "bullet_list_close" | "ordered_list_close":
                self.lists -= 1
                self.counts.pop()
                if not self.lists:
                    self.group = None
                    self._close_list(index)
            case "list_item_open":
                self.counts[-1] += 1
                self.items.append(Item(self._number(token)))
            case "list_item_close":
                self.asked_in_list |= self.items.pop().answers
            case "generated" | "container":
                self._fence(token, index)
            case "blockquote_open":
                self.open_fence(QUOTE)
            case "admonition_open":
                self.open_fence("admonition")
            case "blockquote_close" | "admonition_close":
                self.close_fence(self.fences[-1].name, self._end_of(index))
            case "dl_open":
                self.open_fold()
            case "dl_close":
                self.close_fold(self._end_of(index))
            case "sections_close":
                self.group = None
                self.draft.elements.append(Close(self._end_of(index), 0))
            case "inline":
                above = self.tokens[index - 1]
                if above.type == "heading_open" and not self.items:
                    self._heading(token, int(above.tag[1]))
                elif above.type == "admonition_title_open":
                    self._admonition(token, lines_of(above)[0])
                elif above.type == "dt_open" and self.folds and not self.items:
                    self._term(token)
                else:
                    self._paragraph(token, index)
            case "fence" | "code_block":
                self._code(token, index)
            case "html_block":
                self._html_block(token, index)
            case "hr":
                self.group = None

    def _heading(self, token: Token, level: int) -> None:
        within = uncoloured(token.content)
        bare = within[0] > 0
        reading = self._reading(
            self._parsed(token.content[slice(*within)]) if bare else token.children or []
        )
        if reading.text:
            start, _ = row_offsets(self.source, lines_of(token)[0])
            _, end = content_offsets(self.source, lines_of(token), token.content)
            heading = Heading(start, end, reading.text, level * 10, asked=is_asked(token))
            heading.phrasings = tuple(token.meta.get("phrasings", ()))
            self.add_heading(heading)

    def _paragraph(self, token: Token, index: int) -> None:
        start, end = content_offsets(self.source, lines_of(token), token.content)
        children: Sequence[Token] = token.children or []
        if self.parser is PARSER and not self.items and COMPONENT.match(token.content):
            self._html(start, end)
            return
        within = uncoloured(self.source.text[start:end])
        if within[0]:
            start, end = start + within[0], start + within[1]
            children = self._parsed(self.source.text[start:end])
        alert = ALERT.match(self.source.text, start, end) if self.fences else None
        if alert and self.fences[-1].name == QUOTE:
            if alert["title"].strip():
                self._entitle(*self.source.trim(*alert.span("title")), is_fold(alert["kind"]))
            start = alert.end()
            children = self._parsed(self.source.text[start:end])
        quote = self.source.text[start:end]
        faq, wrapped = self.faq_level is not None, self.parser is PARSER
        *others, last = [(0, len(quote))] if self.items else parts_asked(quote, faq, wrapped)
        for part in others:
            place = start + part[0], start + part[1]
            self._part(token, index, *place, self._parsed(self.source.text[slice(*place)]), True)
        if others:
            start += last[0]
            children = self._parsed(self.source.text[start:end])
        self._part(token, index, start, end, children)

    def _part(
        self,
        token: Token,
        index: int,
        start: int,
        end: int,
        children: Sequence[Token],
        goes_on: bool = False,
    ) -> None:
        """Read a paragraph, or a part of it behind which another question `goes_on`."""
        reading = self._running(children)
        if self.html_item and not self.items:
            self.items.append(self.html_item)
            self._item(start, end, reading)
            self.items.pop()
            return
        loose = self.faq_level is not None and not self.beside
        opens = False
        if self.items and not self.items[-1].answers:
            opens = not self.beside and len(self.items) == 1 and self.items[0].piece is None
            asks = loose and split_question(self.source.text[start:end], True)
            if not opens or not (asks or (reading.text.endswith("?") and self._goes_on(index))):
                if not self._goes_on_with(start, end, reading):
                    self._item(start, end, reading)
                return
            self.items[-1].answers = True
        if is_asked(token) and self._has_below(index, goes_on):
            level = self.pseudo_level()
            self.add_heading(Heading(start, end, reading.text, level, asked=True))
            return
        quote = self.source.text[start:end]
        question = split_question(quote, self.faq_level is not None)
        if question and self._has_below(index, goes_on or question[2] < len(quote)):
            asked = self._reparsed(quote[question[0] : question[1]])
            level = self.pseudo_level()
            labelled = any(map(str.isalnum, quote[: question[0]]))
            place = start + question[0], start + question[1]
            self.add_heading(Heading(*place, asked.text, level, asked=labelled))
            start += question[2]
            self.answer_due = start >= end
            children = self._parsed(self.source.text[start:end])
            reading = self._running(children)
        elif (
            (loose or (self.items and not self.beside))
            and is_lone_question(reading.text, begun=opens)
            and self._has_below(index, goes_on)
        ):
            self.add_heading(Heading(start, end, reading.text, self.pseudo_level()))
            return
        elif (
            is_bold_line(children, reading.text)
            and self._has_below(index, goes_on)
            and not is_announcement(self.tokens, index, reading.text)
        ):
            below = self.tokens[index + 2].type
            label = reading.text.endswith(":") and below in _LISTED
            self.add_heading(Heading(start, end, reading.text, self.bold_level(), label))
            return
        elif self.answer_due:
            offset = cut_answer(quote)
            self.answer_due = False
            if offset:
                start += offset
                children = self._parsed(quote[offset:])
                reading = self._running(children)
        if reading.text and start < end and not self._goes_on_with(start, end, reading):
            self._add_lines(start, end, children, reading)

    def _has_below(self, index: int, answered: bool) -> bool:
        """Tell whether content follows a line that may be a heading: else it is none."""
        if answered:
            return True
        below = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        return below is not None and below.type not in ("heading_open", "hr")

    def _settle(self, front: FrontMatter) -> None:
        """Take the title from front matter or headings, and references from wherever they are."""
        draft = self.draft
        leave_frame(draft)
        draft.title, says_it, guessed = find_title(
            *(front, self.page, draft.elements, self.source.path),
            led=any(each.reason == LEADS for each in draft.aside),
        )
        draft.warnings.extend(guessed)
        if says_it:
            take_title(draft, says_it)
        draft.elements = [
            *entry_elements(front.entries, front.question, self.source.text, self._reparsed),
            *draft.elements,
        ]
        draft.warnings.extend(read_without_tags(draft.elements, self.source))
        draft.site_path = front.site_path
        draft.url, draft.author, draft.updated = front.url, front.author, front.updated
        draft.publisher = front.publisher
        draft.warnings.extend(front.warnings)
        draft.warnings.extend(idle_overrides(front, draft.elements, self.source.path))
        defined = {
            f"[{label}]": Reference(f"[{label}]", target.get("title") or None, target["href"])
            for label, target in self.env.get("references", {}).items()
            if label.isascii() and label.isdigit()
        }
        draft.references = {**defined, **draft.references, **front.references}
        for reference in self.cited:
            draft.references.setdefault(reference.mark, reference)


_LISTED = ("bullet_list_open", "ordered_list_open", "table_open")
