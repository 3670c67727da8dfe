"""What belongs to a site's generator: its tags, attribute lists, imports, containers, emoji codes.

The parser takes lines of it for tokens of their own (`GENERATED`, `CONTAINER`), and drops what
stands within running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from corpus.article import Skipped
from corpus.draft import Element, Group
from corpus.errors import cut
from corpus.source import Source

__all__ = [
    "ALERT",
    "CONTAINER",
    "GENERATED",
    "Fence",
    "read_fence",
    "read_without_tags",
    "use_generator",
]

GENERATED = "generated"
"""The type of a token that is lines of a generator's, of no content."""
CONTAINER = "container"
"""The type of a token that is a line which begins or ends a container: ":::tip Good to know"."""
ALERT = re.compile(r"\[!(?P<kind>\w{1,20})\][+-]?[ \t]*(?P<title>[^\r\n]*)(?:\r\n|\r|\n|$)[ \t>]*")
"""The first line of a block quote that is an admonition: "[!NOTE]"."""

_TAG = r"\{%.{1,2000}?%\}|\{\{[<%].{1,2000}?[>%]\}\}|\{#\s.{1,2000}?#\}|\{/\*.{1,2000}?\*/\}"
_ATTRIBUTES = r"\{(?::|[#.][\w-])[^{}\n]{0,200}\}"
_LINE = re.compile(
    rf"(?:(?:{_TAG}|{_ATTRIBUTES})\s*)+"
    r"|\[\[?_?toc_?\]?\]"
    r"|import\s(?:[\w{}*,\s]{1,500}\sfrom\s)?\s*(?:'[^']{1,500}'|\"[^\"]{1,500}\");?"
    r"|export\s(?:default|const|let|function)\s.*",
    re.IGNORECASE,
)
_ENDLESS = "endless comment"
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}", re.IGNORECASE)
_COMMENT_END = re.compile(r"\{%-?\s*endcomment\s*-?%\}", re.IGNORECASE)
_FENCE = re.compile(
    r":{3,}\s*(?:\{[^{}]*\}|(?P<name>[\w-]{1,40}))?(?:\[(?P<label>[^\[\]]*)\]|\s+(?P<title>\S.*))?"
)
_TITLED = re.compile(r"\btitle\s*=\s*([\"'])(?P<title>.+?)\1")
_NAME = re.compile(r"\{[{%][<%-]?\s*(?P<end>/|end)?(?P<name>[\w-]{1,40})")
_INLINE = re.compile(rf"{_TAG}|{_ATTRIBUTES}|(?<![\w:]):[a-z][a-z0-9_+-]{{1,40}}:(?![\w:])")
_WRITING = re.compile(
    r"\{%[^%\"']{1,200}[\"'][^%]{1,1000}%\}|\{\{<[^>\"']{1,200}[\"'][^>]{1,1000}>\}\}"
)
_CODE = re.compile(r"`[^`]{1,2000}`")
_LINK = re.compile(
    r"!?\[(?P<label>[^\[\]]{0,1000})\]\((?=[^()\s]{0,1000}\{)"
    r"(?:\{\{.{1,500}?\}\}|\{%.{1,500}?%\}|[^(){}\s]){1,500}\)"
)


class Fence(NamedTuple):
    """A line that begins or ends a part of the article: its name, and the place of its title."""

    name: str
    ends: bool
    title: tuple[int, int] | None = None


def read_fence(line: str) -> Fence | None:
    """Read a line of a container or of a tag; None where it is neither."""
    fence = _FENCE.fullmatch(line)
    if fence:
        written = next((name for name in ("label", "title") if fence[name]), None)
        return Fence(":::", not fence[0].strip(": \t"), fence.span(written) if written else None)
    name = _NAME.match(line)
    if name is None:
        return None
    titled = _TITLED.search(line)
    return Fence(name["name"], bool(name["end"]), titled.span("title") if titled else None)


def read_without_tags(elements: Iterable[Element], source: Source) -> Iterator[Skipped]:
    """Warn of tags inside a text, but for links, whose words only the site's generator knows."""
    for element in elements:
        for piece in element.pieces if isinstance(element, Group) else ():
            quote = source.text[piece.start : piece.end]
            match = _WRITING.search(_CODE.sub("", _LINK.sub("", quote)))
            if match and piece.kind != "code":
                reason = f"read without what the site's generator writes for {cut(match[0])}"
                yield Skipped(source.path, source.line_at(piece.start), reason)


def use_generator(parser: MarkdownIt) -> None:
    """Have a parser know what belongs to a generator."""
    parser.block.ruler.before(
        "heading", GENERATED, _generated, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.inline.ruler.before("link", "generated_link", _generated_link)
    parser.inline.ruler.before("generated_link", "generated", _generated_inline)


def _generated(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if state.is_code_block(line):
        return False
    text = _text(state, line)
    kind = CONTAINER if text.startswith(":::") and _FENCE.fullmatch(text) else GENERATED
    if kind == GENERATED and not _LINE.fullmatch(text):
        return False
    if silent:
        return True
    after = line + 1
    if _COMMENT.match(text) and not state.env.get(_ENDLESS):
        ends = (at for at in range(line, end) if _COMMENT_END.search(_text(state, at)))
        last = next(ends, None)
        state.env[_ENDLESS] = last is None  # then no other below it has an end
        after = line + 1 if last is None else last + 1
    elif text.startswith(("import", "export")):
        while after < end and _text(state, after):
            after += 1
    token = state.push(kind, "", 0)
    token.map, token.content = [line, after], text
    state.line = after
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _generated_inline(state: StateInline, _silent: bool) -> bool:
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _generated_link(state: StateInline, silent: bool) -> bool:
    """Keep a link's words whose address only the generator knows; such a picture goes."""
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent and state.src[state.pos] != "!":
        last = state.posMax
        state.pos, state.posMax = match.span("label")
        state.push("link_open", "a", 1)
        state.md.inline.tokenize(state)
        state.push("link_close", "a", -1)
        state.posMax = last
    state.pos = match.end()
    return True
