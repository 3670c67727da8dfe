"""Markdown, through markdown-it-py: its tokens say which lines of the source they come from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from corpus.article import Reference, Skipped
from corpus.draft import Aside, Close, Draft, Group, Heading, Piece
from corpus.furniture.headings import is_faq, is_question
from corpus.furniture.references import title_and_url
from corpus.marks import unique
from corpus.overrides import Overrides
from corpus.placeholders import is_placeholder
from corpus.readers.markdown.bold_question import (
    cut_answer,
    is_bold_line,
    is_lone_question,
    split_question,
)
from corpus.readers.markdown.faq_entries import entry_elements
from corpus.readers.markdown.front_matter import (
    FrontMatter,
    idle_overrides,
    read_front_matter,
    refuse_unclosed,
)
from corpus.readers.markdown.generator import (
    ALERT,
    CONTAINER,
    GENERATED,
    is_fold,
    read_fence,
    read_without_tags,
)
from corpus.readers.markdown.html import read_html
from corpus.readers.markdown.html_table import TABLE, last_table, read_html_table
from corpus.readers.markdown.inline import InlineText, plain_html, read_inline
from corpus.readers.markdown.offsets import code_offsets, content_offsets, row_offsets
from corpus.readers.markdown.outline import PSEUDO, Fenced, Outline
from corpus.readers.markdown.parser import CANONICAL, PARSER
from corpus.readers.markdown.pipe_table import broken_rulers, question_rows, read_table
from corpus.readers.markdown.title import find_title
from corpus.source import Source

__all__ = ["read_markdown", "read_tokens"]

_HTML_TABLE = re.compile(r"<table\b", re.IGNORECASE)
_COMPONENT = re.compile(r"<[A-Z][\w.]*\s[^<>]*=")
_CHECKBOX = re.compile(r"\[[ xX]\]\s+(?=\S)")


def read_markdown(source: Source, overrides: Overrides) -> Draft:
    """Read Markdown into a draft; ArticleError for bad front matter, or where there is no title."""
    env: dict[str, Any] = {}
    tokens = PARSER.parse(source.text, env)
    if not tokens or tokens[0].type != "front_matter":
        refuse_unclosed(source.text, source.path)
    return _Reader(source, overrides, PARSER, tokens, env).read(FrontMatter())


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


@dataclass(slots=True)
class _Item:
    """A list item that is open: the piece of its own text, once there is one."""

    number: int | None
    piece: Piece | None = None
    answers: bool = False
    """True where its text is a question of an FAQ and what follows in it the answer."""


class _Reader(Outline):
    """One pass over the tokens of one file."""

    def __init__(
        self,
        source: Source,
        overrides: Overrides,
        parser: MarkdownIt,
        tokens: Sequence[Token],
        env: dict[str, Any],
    ) -> None:
        super().__init__(overrides)
        self.source = source
        self.parser = parser
        """What reads running text that was part of a token's."""
        self.env = env
        self.tokens = tokens
        self.items: list[_Item] = []
        self.lists = 0
        self.counts: list[int] = []
        """Of each open list, the number of its last item."""
        self.html = False
        self.asked_in_list = False
        self.answer_due = False
        self.cited: list[Reference] = []
        self.cited_under: dict[str, int] = {}
        """How many headings stand above the first place that each mark is in."""
        self.page: str | None = None
        """What <title> says."""
        self.ends = _last_ends(tokens, source)
        self.taken = 0
        """Where the last line of a generator's ends: no item goes on over it."""

    def read(self, front: FrontMatter) -> Draft:
        """Walk over the tokens; `front` is what the file says of itself elsewhere."""
        self.faq_level = 0 if front.title and is_faq(front.title) else None
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            if token.type == "front_matter":
                front = read_front_matter(token, self.source)
                self.faq_level = 0 if front.title and is_faq(front.title) else None
            elif token.type == "footnote_reference_open":
                index = self._footnote(index)
            elif token.type == "table_open":
                index = self._table(index)
            else:
                self._block(token, index)
            index += 1
        self._settle(front)
        return self.draft

    def _block(self, token: Token, index: int) -> None:
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.lists += 1
                self.counts.append(int(token.attrs.get("start", 1)) - 1)
                if self.lists == 1:
                    self.group = None
            case "bullet_list_close" | "ordered_list_close":
                self.lists -= 1
                self.counts.pop()
                if not self.lists:
                    self.group = None
                    self._close_list(index)
            case "list_item_open":
                self.counts[-1] += 1
                self.items.append(_Item(self._number(token)))
            case "list_item_close":
                self.asked_in_list |= self.items.pop().answers
            case "generated" | "container":
                self._fence(token, index)
            case "blockquote_open":
                self.fences.append(Fenced("quote"))
            case "admonition_open":
                self.fences.append(Fenced("admonition"))
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
                    self._admonition(token, _lines(above)[0])
                elif above.type == "dt_open" and self.folds and not self.items:
                    self._term(token)
                else:
                    self._paragraph(token, index)
            case "fence" | "code_block":
                self._code(token)
            case "html_block":
                self._html_block(token)
            case "hr":
                self.group = None

    def _heading(self, token: Token, level: int) -> None:
        reading = self._reading(token.children or [])
        if reading.text:
            start, _ = row_offsets(self.source, _lines(token)[0])
            if is_placeholder(reading.text):
                end = row_offsets(self.source, _lines(token)[0])[1]
                reason = f"unresolved placeholder {reading.text}"
                self.draft.aside.append(Aside(start, end, reason))
                self.draft.elements.append(Close(start, level * 10))
                self.group = None
                return
            _, end = content_offsets(self.source, _lines(token), token.content)
            heading = Heading(start, end, reading.text, level * 10, asked=_is_asked(token))
            heading.phrasings = tuple(token.meta.get("phrasings", ()))
            self.add_heading(heading)

    def _paragraph(self, token: Token, index: int) -> None:
        start, end = content_offsets(self.source, _lines(token), token.content)
        if self.parser is PARSER and not self.items and _COMPONENT.match(token.content):
            self._html(start, end)
            return
        alert = ALERT.match(self.source.text, start, end) if self.fences else None
        if alert and self.fences[-1].name == "quote":
            if alert["title"].strip():
                self._entitle(*self.source.trim(*alert.span("title")))
            start = alert.end()
            reading = self._reparsed(self.source.text[start:end])
        else:
            reading = self._reading(token.children or [])
        loose = self.faq_level is not None and not self.beside
        if self.items and not self.items[-1].answers:
            opens = not self.beside and len(self.items) == 1 and self.items[0].piece is None
            asks = loose and split_question(self.source.text[start:end], True)
            if not opens or not (asks or (reading.text.endswith("?") and self._goes_on(index))):
                self._item(start, end, reading)
                return
            self.items[-1].answers = True
        self.draft.warnings.extend(broken_rulers(token.content, _lines(token)[0], self.source))
        if _is_asked(token) and self._has_below(index, False):
            level = self.pseudo_level()
            self.add_heading(Heading(start, end, reading.text, level, asked=True))
            return
        quote = self.source.text[start:end]
        question = split_question(quote, self.faq_level is not None)
        if question and self._has_below(index, question[2] < len(quote)):
            asked = self._reparsed(quote[question[0] : question[1]])
            level = self.pseudo_level()
            self.add_heading(Heading(start + question[0], start + question[1], asked.text, level))
            start += question[2]
            self.answer_due = start >= end
            reading = self._reparsed(self.source.text[start:end])
        elif (
            (loose or (self.items and not self.beside))
            and is_lone_question(reading.text)
            and self._has_below(index, False)
        ):
            self.add_heading(Heading(start, end, reading.text, self.pseudo_level()))
            return
        elif is_bold_line(token.children or [], reading.text) and self._has_below(index, False):
            below = self.tokens[index + 2].type
            label = reading.text.endswith(":") and below in _LISTED
            self.add_heading(Heading(start, end, reading.text, self.level + PSEUDO, label))
            return
        elif self.answer_due:
            offset = cut_answer(quote)
            self.answer_due = False
            if offset:
                start += offset
                reading = self._reparsed(quote[offset:])
        if reading.text and start < end:
            piece = Piece("paragraph", start, end, reading.text, reading.marks)
            self.grouped("paragraphs").pieces.append(piece)

    def _number(self, item: Token) -> int | None:
        """Return the number that a list's item is shown with.

        Markdown counts on from a list's first item, whatever the others are numbered: many write
        "1." before all of them.
        """
        if not item.info.isdigit():
            return None
        return self.counts[-1] if self.parser is PARSER else int(item.info)

    def _has_below(self, index: int, answered: bool) -> bool:
        """Tell whether content follows a line that may be a heading: else it is none."""
        if answered:
            return True
        below = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        return below is not None and below.type not in ("heading_open", "hr")

    def _goes_on(self, index: int) -> bool:
        """Tell whether a list's item has more than this paragraph in it, and no nested list."""
        below = self.tokens[index + 2] if index + 2 < len(self.tokens) else None
        return below is not None and below.type in ("paragraph_open", "fence", "table_open")

    def _close_list(self, index: int) -> None:
        """End the answer to a list's last question with the list."""
        if self.asked_in_list:
            self.asked_in_list = False
            self.draft.elements.append(Close(self._end_of(index), self.pseudo_level()))

    def _end_of(self, index: int) -> int:
        """Return where the last block before a token ends."""
        before = (self.tokens[at].map for at in range(index - 1, -1, -1))
        lines = next(filter(None, before), None)
        line = 0 if lines is None else max(lines[1] - 1, 0)
        return self.source.bounds(min(line, self.source.lines - 1))[1]

    def _item(self, start: int, end: int, reading: InlineText) -> None:
        item = self.items[-1]
        group = self.grouped("list")
        if not reading.text or start >= end:
            return
        whole = item.piece is not None and item.piece.end > self.taken
        if whole and item.piece is not None and group.pieces and group.pieces[-1] is item.piece:
            # A loose item's next paragraph is part of the item.
            item.piece.end = end
            item.piece.text = f"{item.piece.text} {reading.text}"
            item.piece.marks = unique((*item.piece.marks, *reading.marks))
            return
        box = _CHECKBOX.match(reading.text)
        text = reading.text[box.end() :] if box else reading.text
        piece = Piece("item", start, end, text, reading.marks, depth=len(self.items) - 1)
        if item.piece is None:
            piece.ordinal = item.number
            item.piece = piece
        group.pieces.append(piece)

    def _code(self, token: Token) -> None:
        first = _lines(token)[0] + (token.type == "fence")
        start, end = code_offsets(self.source, first, token.content)
        text = token.content.strip("\n").rstrip()
        if text.strip() and start < end:
            group = self.grouped("list" if self.items else "code")
            group.pieces.append(Piece("code", start, end, text))

    def _html(self, start: int, end: int) -> None:
        for part in read_html(self.source.text, start, end, self.components):
            reading = self._reparsed(self.source.text[part.start : part.end])
            if part.kind == "opens":
                self.open_fold()
            elif part.kind == "closes":
                self.close_fold(part.start)
            elif part.kind == "component":
                aside = Aside(part.start, part.end, "of the site's generator")
                self.draft.aside.append(aside)
            elif part.tag == "title":
                self.page = self.page or reading.text
            elif reading.text and part.kind == "heading":
                level = int(part.tag[1]) * 10 if part.tag[0] == "h" else self.fold_level()
                asked = part.tag[0] != "h" and self.asks(reading.text)
                heading = Heading(part.start, part.end, reading.text, level, asked=asked)
                self.add_heading(heading)
            elif reading.text:
                kind: Any = "list" if part.kind == "item" else "paragraphs"
                piece = Piece(
                    "item" if part.kind == "item" else "paragraph",
                    *(part.start, part.end, reading.text, reading.marks),
                )
                self.grouped(kind).pieces.append(piece)

    def _html_block(self, token: Token) -> None:
        start, end = code_offsets(self.source, _lines(token)[0], token.content)
        last = start if self.items else last_table(self.source.text, start, end)
        while start < last and (table := TABLE.search(self.source.text, start, last)):
            group = read_html_table(self.source.text, table, self._reparsed)
            if group is None:
                break
            self._html(start, table.start())
            self.group = None
            self.draft.elements.append(group)
            start = table.end()
        token.content = self.source.text[start:end]
        if not self.html and _HTML_TABLE.search(token.content):
            self.html = True  # said once
            flaw = "an HTML table whose cells span others is read as plain text"
            self.draft.warnings.append(Skipped(self.source.path, _lines(token)[0] + 1, flaw))
        if not self.items:
            self._html(start, end)
        elif (text := plain_html(token.content)) and start < end:
            self._item(start, end, InlineText(text))
        elif start < end and _COMPONENT.search(token.content):
            self.draft.aside.append(Aside(start, end, "of the site's generator"))
            self.taken = end

    def _fence(self, token: Token, index: int) -> None:
        """Read a generator's line: its title heads what stands inside, until it ends."""
        start, end = row_offsets(self.source, _lines(token)[0])
        fence = read_fence(self.source.text[start:end])
        self.group = self.group if self.items else None
        if token.type == GENERATED:
            last = self.source.bounds(max(_lines(token)[1] - 1, _lines(token)[0]))[1]
            self.taken = last
            self.draft.aside.append(
                Aside(*self.source.trim(start, last), "of the site's generator")
            )
        if fence is None or self.items:
            return
        if fence.ends:
            self.close_fence(fence.name, start)
        elif token.type == CONTAINER or (fence.title and self.ends.get(fence.name, 0) > index):
            self.fences.append(Fenced(fence.name))
            if fence.title:
                self._entitle(start + fence.title[0], start + fence.title[1], fence.folds)

    def _entitle(self, start: int, end: int, folds: bool = False) -> None:
        """Put what stands in the innermost container under its title, which it `folds` away."""
        reading = self._reparsed(self.source.text[start:end])
        if reading.text and not self.items:
            self.fences[-1].titled = True
            self.open_fold()
            asked = is_question(reading.text) and (folds or self.faq_level is not None)
            level = self.fold_level()
            self.add_heading(Heading(start, end, reading.text, level, asked=asked))

    def _admonition(self, token: Token, line: int) -> None:
        start, end = self.source.bounds(line)
        at = self.source.text.rfind(f'"{token.content}"', start, end)
        if at >= 0:  # else it is only called by its kind
            before = self.source.text[start:at]
            folds = before.lstrip().startswith("???") or is_fold(before)
            self._entitle(at + 1, at + 1 + len(token.content), folds)

    def _term(self, token: Token) -> None:
        reading = self._reading(token.children or [])
        if reading.text:
            start, end = content_offsets(self.source, _lines(token), token.content)
            asked = _is_asked(token) or self.asks(reading.text)
            level = self.fold_level()
            self.add_heading(Heading(start, end, reading.text, level, asked=asked))

    def _table(self, index: int) -> int:
        """Read a table; return the index of its last token."""
        end = index
        while self.tokens[end].type != "table_close":
            end += 1
        self.group = None
        group, flaws = read_table(
            self.tokens[index:end], self.source, self._reading, self._reparsed
        )
        self.draft.warnings.extend(flaws)
        if asked := question_rows(group, self.source.text):
            level = self.pseudo_level()
            for row, question, answer in asked:
                text = row.cells[0]
                self.draft.elements.append(Heading(*question, text, level, asked=True))
                piece = Piece("paragraph", *answer, row.cells[1], row.marks)
                self.draft.elements.append(Group("paragraphs", [piece]))
            self.draft.elements.append(Close(group.pieces[-1].end, level))
        else:
            self.draft.elements.append(group)
        return end

    def _footnote(self, index: int) -> int:
        """Read a footnote's definition; return the index of its last token.

        It is a reference, and where it names no page also a passage: of the section that it is
        cited and defined in, or of none.
        """
        mark = f"[^{self.tokens[index].meta['label']}]"
        read: list[tuple[Token, InlineText]] = []
        while self.tokens[index].type != "footnote_reference_close":
            if self.tokens[index].type == "inline":
                token = self.tokens[index]
                read.append((token, self._reading(token.children or [])))
            index += 1
        title, url = title_and_url(" ".join(reading.text for _, reading in read))
        url = next((reading.link for _, reading in read if reading.link), None) or url
        self.draft.references.setdefault(mark, Reference(mark, title, url))
        if url is None and not self.items:
            below = self.tokens[index + 1].type if index + 1 < len(self.tokens) else ""
            apart = self.cited_under.get(mark) != self.headings
            if apart and below in _BEHIND_FOOTNOTES:
                at = self.source.bounds(_lines(read[0][0])[0])[0] if read else 0
                self.draft.elements.append(Close(at, 0))
            self.group = None
            for token, reading in read:
                start, end = content_offsets(self.source, _lines(token), token.content)
                if reading.text and start < end:
                    piece = Piece("paragraph", start, end, reading.text, reading.marks)
                    self.grouped("paragraphs").pieces.append(piece)
            self.group = None
        return index

    def _reading(self, children: Sequence[Token]) -> InlineText:
        reading = read_inline(children)
        self.cited.extend(reading.references)
        for mark in reading.marks:
            self.cited_under.setdefault(mark, self.headings)
        return reading

    def _reparsed(self, text: str) -> InlineText:
        tokens = self.parser.parseInline(text, self.env)
        return self._reading(tokens[0].children or []) if tokens else InlineText()

    def _settle(self, front: FrontMatter) -> None:
        """Take the title from front matter or headings, and references from wherever they are."""
        draft = self.draft
        draft.title, says_it, guessed = find_title(
            front, self.page, draft.elements, self.source.path
        )
        draft.warnings.extend(guessed)
        draft.elements = [element for element in draft.elements if element is not says_it]
        draft.elements = [
            *entry_elements(front.entries, front.question, self._reparsed),
            *draft.elements,
        ]
        draft.warnings.extend(read_without_tags(draft.elements, self.source))
        draft.url, draft.author, draft.updated = front.url, front.author, front.updated
        draft.language = front.language
        draft.warnings.extend(front.warnings)
        draft.warnings.extend(idle_overrides(front, draft.elements, self.source.path))
        draft.overrides = draft.overrides.joined(front.overrides)
        defined = {
            f"[{label}]": Reference(f"[{label}]", target.get("title") or None, target["href"])
            for label, target in self.env.get("references", {}).items()
            if label.isascii() and label.isdigit()
        }
        draft.references = {**defined, **draft.references, **front.references}
        for reference in self.cited:
            draft.references.setdefault(reference.mark, reference)


def _is_asked(token: Token) -> bool:
    """Tell whether a file says of a text that what follows answers it."""
    return bool(token.meta.get("asked"))


def _last_ends(tokens: Sequence[Token], source: Source) -> dict[str, int]:
    """Return by name the last token that ends a part of a generator's: others head nothing."""
    ends: dict[str, int] = {}
    for index, token in enumerate(tokens):
        if token.type == GENERATED:
            fence = read_fence(source.text[slice(*row_offsets(source, _lines(token)[0]))])
            if fence is not None and fence.ends:
                ends[fence.name] = index
    return ends


_BEHIND_FOOTNOTES = ("", "heading_open", "footnote_reference_open", "sections_close")
_LISTED = ("bullet_list_open", "ordered_list_open", "table_open")


def _lines(token: Token) -> tuple[int, int]:
    """Return a token's first line and the one behind its last, counted from 0."""
    assert token.map is not None, token.type
    return token.map[0], token.map[1]
