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
from corpus.readers.markdown.directive_names import UNTITLED, options_end
from corpus.source import Source

__all__ = [
    "ALERT",
    "COMMENTED",
    "CONTAINER",
    "GENERATED",
    "LIQUID",
    "SHORTCODE",
    "TAG",
    "Fence",
    "is_fold",
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

_ENDS = r"\{%-?\s*endcomment\s*-?%\}"
COMMENTED = rf"\{{%-?\s*comment\s*-?%\}}(?:(?!{_ENDS})[\s\S]){{0,2000}}{_ENDS}"
"""A comment as Liquid and Django write it, with what it hides."""
LIQUID = rf"{COMMENTED}|\{{%(?:(?!%\}}).){{1,2000}}%\}}"
"""A tag or comment as Liquid writes it."""
_NOTE = r"(?<![\w%])%%(?![A-Z\d_-]{1,60}%%)(?:(?!%%)[\s\S]){1,2000}%%"
"""A comment as Obsidian writes it; "%%NAME%%" is what another generator fills in."""
_TAG = (
    rf"{LIQUID}|{_NOTE}"
    r"|\{::comment\}(?:(?!\{:/)[\s\S]){0,2000}\{:/(?:comment)?\}"
    r"|\{\{[<%](?:(?!\}\}).){1,2000}(?<=[>%])\}\}"
    r"|\{#\s.{1,2000}?#\}|\{/\*.{1,2000}?\*/\}"
)
TAG = re.compile(_TAG)
_NAMED = r"[\w-]{1,40}=(?:\"[^\"\n]{0,500}\"|'[^'\n]{0,500}')"
_ATTRIBUTES = (
    r"\{:[^{}\n]{0,200}\}|\{docsify-ignore(?:-all)?\}"
    rf"|\{{\s*+(?:(?:[.#][\w:.-]{{1,80}}+|{_NAMED}|[\w-]{{1,40}}=[^\s\"'{{}}]{{1,80}}+)(?:\s++|(?=\}})))+\}}"
)
SHORTCODE = (
    rf"\[(?:/[a-z][\w-]{{1,40}}|[a-z][\w-]{{1,40}}(?:\s{{1,9}}{_NAMED})+\s*/?|[a-z]+_\w+)\](?![(:])"
)
"""A tag in brackets, as WordPress writes them: it has attributes, or ends another."""
_LINE = re.compile(
    rf"(?:(?:{_TAG}|{_ATTRIBUTES}|{SHORTCODE})\s*)+"
    r"|\[\[?_?toc_?\]?\]"
    r"|\([\w.:-]{1,80}\)="
    r"|import\s(?:[\w{}*,\s]{1,500}\sfrom\s)?\s*(?:'[^']{1,500}'|\"[^\"]{1,500}\");?"
    r"|export\s(?:default|const|let|function)\s.*"
    r"|-{2,}8<-{2,}.*|<<<\s*[@.~\w]?/.*"
    r"|\^{3,}|\+{3,}(?:\s*\{.*\})?",
    re.IGNORECASE,
)
_OPENED = re.compile(r"\{(?:\{[<%]|%)(?:(?![%>]\}).)*")
_CLOSED = re.compile(r"(?:(?![%>]\}).)*[>%]\}\}?")
_MOST_LINES = 20
"""Lines of a tag: more is text below one that nothing closes."""
_ENDLESS = "endless comment"
_NOTE_LINE = re.compile(r"%%(?:(?!%%).)*")
"""A line of Obsidian's that begins or ends a comment of several."""
_REMARK = re.compile(r"\.\.[ \t]+(?![\[_|]|\S+::)\S.*")
"""A comment as reStructuredText has it, below an empty line."""
_COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}|\{::comment\}", re.IGNORECASE)
_COMMENT_END = re.compile(r"\{%-?\s*endcomment\s*-?%\}|\{:/(?:comment)?\}", re.IGNORECASE)
_FENCE = re.compile(
    r":{3,}\s*(?:\{(?P<directive>[^{}]*)\}|(?P<name>[\w-]{1,40}))?"
    r"(?:\[(?P<label>[^\[\]]*)\]|\s+(?P<title>[^\s{].*?))?"
    r"(?P<given>\s*\{\s*(?:[.#]|[\w-]{1,40}=)[^{}]*\})?"
)
_DIRECTIVE = re.compile(r":{3,}\s*\{[A-Za-z]")
_TITLED = re.compile(
    r"\b(?:title|label|name|question|summary|header|heading)\s*=\s*([\"'])(?P<title>(?:(?!\1).)+)\1"
)
_PLACED = re.compile(r"(?<![=\w])\"(?P<title>[^\"\n]{0,300}?[A-Z\s][^\"\n]{0,300})\"")
"""A title that is known by its place: what is neither words nor capitalised is an id or a kind."""
_BARE = re.compile(r"\{%-?\s*[\w-]{1,40}\s+(?P<title>[^\"=%{}\n?]{0,300}(?:\?|[^\s\"=%{}?-]))")
"""The words of a fold's tag that has no quotes, up to the end of a question."""
_NAME = re.compile(r"(?:\{[{%][<%-]?\s*|\[)(?P<end>/|end)?(?P<name>[\w-]{1,40})")
_VALUE = r"\{\{[<%]-?\s*(?:param|var|meta|env)\b"
"""What begins a tag that writes a value, which is a placeholder."""
_SAID = re.compile(r"\{%-?\s*(?P<name>[A-Za-z]\w{0,40})\s*-?%\}")
"""A tag of one word: the site's own writes a value where no other tag ends it."""
_PARTS = frozenset(("break", "comment", "continue", "else", "raw"))
"""Tags of one word that are Liquid's."""
_INLINE = re.compile(
    rf"(?!{_VALUE})(?:{_TAG})|{_ATTRIBUTES}|{SHORTCODE}"
    r"|(?<![\w:]):[a-z][a-z0-9_+-]{1,40}:(?![\w:])"
)
_MARKED = re.compile(r"(?P<sign>==|\^\^|\+\+)(?=[^\s=^+])(?P<text>[^=^\n]{1,300}?)(?<=\S)(?P=sign)")
"""Text that is highlighted, inserted or a key."""
_CONTENTS = re.compile(r"(?:[*+-]|\d{1,3}[.)])\s+\S.{0,80}")
_CONTENTS_HERE = re.compile(r"\{:\s*toc\b[^{}]{0,80}\}", re.IGNORECASE)
_FOLD = re.compile(r"details|expand|accordion|faq|question|collaps|toggle|spoiler", re.IGNORECASE)
_HIGHLIGHT = re.compile(r"\{(?:%-?|\{[<%])\s*highlight\b")
_WRITING = re.compile(
    rf"(?!{_VALUE})"
    r"(?:\{%[^%\"']{1,200}[\"'][^%]{1,1000}%\}|\{\{<[^>\"']{1,200}[\"'][^>]{1,1000}>\}\})"
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
    folds: bool = False
    """True where it says that the part is folded away under its title."""


def read_fence(line: str) -> Fence | None:
    """Read a line of a container or of a tag; None where it is neither."""
    fence = _FENCE.fullmatch(line)
    if fence:
        written = next((name for name in ("label", "title") if fence[name]), None)
        untitled = UNTITLED.fullmatch(fence["directive"] or "")
        title = fence.span(written) if written and not untitled else None
        if fence["given"] and (titled := _TITLED.search(line, fence.start("given"))):
            title = title or titled.span("title")
        return Fence(":::", not fence[0].strip(": \t"), title, is_fold(fence["name"] or ""))
    name = _NAME.match(line)
    if name is None:
        return None
    folds = is_fold(name["name"])
    titled = _TITLED.search(line) or _PLACED.search(line) or (_BARE.match(line) if folds else None)
    title = titled.span("title") if titled else None
    return Fence(name["name"], bool(name["end"]), title, folds)


def is_fold(name: str) -> bool:
    """Tell whether a part of this name, or an admonition of this kind, is folded away."""
    return _FOLD.search(name) is not None


def read_without_tags(elements: Iterable[Element], source: Source) -> Iterator[Skipped]:
    """Warn of tags inside a text, but for links, whose words only the site's generator knows."""
    for element in elements:
        for piece in element.pieces if isinstance(element, Group) else ():
            quote = source.text[piece.start : piece.end]
            said = _CODE.sub("", _LINK.sub("", quote))
            values = (each for each in _SAID.finditer(said) if _writes_value(said, each))
            match = _WRITING.search(said) or next(values, None)
            if match and piece.kind != "code":
                reason = f"read without what the site's generator writes for {cut(match[0])}"
                yield Skipped(source.path, source.line_at(piece.start), reason)


def use_generator(parser: MarkdownIt) -> None:
    """Have a parser know what belongs to a generator."""
    parser.block.ruler.before(
        "heading", GENERATED, _generated, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    parser.block.ruler.before("list", "contents", _contents)
    parser.inline.ruler.before("link", "generated_link", _generated_link)
    parser.inline.ruler.before("link", "marked", _marked)
    parser.inline.ruler.before("generated_link", "generated", _generated_inline)


def _generated(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    if state.is_code_block(line):
        return False
    after = _end_of_tag(state, line, end)
    text = " ".join(_text(state, at) for at in range(line, after))
    kind = CONTAINER if text.startswith(":::") and _FENCE.fullmatch(text) else GENERATED
    if _NOTE_LINE.fullmatch(text):
        ends = (at for at in range(line + 1, end) if _text(state, at).endswith("%%"))
        after = next(ends, line) + 1
        if after == line + 1:
            return False
    elif kind == GENERATED and not (
        _LINE.fullmatch(text) or (_REMARK.fullmatch(text) and not silent)
    ):
        return False
    if silent:
        return True
    if _HIGHLIGHT.match(text) and (last := _end_of(state, line, end, "highlight")):
        token = state.push("fence", "code", 0)
        token.map, token.content = [line, last + 1], state.getLines(line + 1, last, 0, True)
        state.line = last + 1
        return True
    if _COMMENT.match(text) and not state.env.get(_ENDLESS):
        ends = (at for at in range(line, end) if _COMMENT_END.search(_text(state, at)))
        last = next(ends, None)
        state.env[_ENDLESS] = last is None  # then no other below it has an end
        after = line + 1 if last is None else last + 1
    elif text.startswith(("import", "export")):
        while after < end and _text(state, after):
            after += 1
    elif kind == CONTAINER and _DIRECTIVE.match(text):
        after = options_end(state, after, end)
    token = state.push(kind, "", 0)
    token.map, token.content = [line, after], text
    state.line = after
    return True


def _end_of_tag(state: StateBlock, line: int, end: int) -> int:
    """Return the line behind a tag that may go on below, one line for each thing it is given."""
    if _OPENED.fullmatch(_text(state, line)):
        for at in range(line + 1, min(line + _MOST_LINES, end)):
            if not _text(state, at):
                break
            if _CLOSED.fullmatch(_text(state, at)):
                return at + 1
    return line + 1


def _end_of(state: StateBlock, line: int, end: int, name: str) -> int | None:
    """Return the line with the tag that ends one of this name."""
    ends = re.compile(rf"\{{[{{%][<%-]?\s*(?:/\s*|end){name}\b")
    return next((at for at in range(line + 1, end) if ends.match(_text(state, at))), None)


def _contents(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take the list in whose place a table of contents is written."""
    if (
        state.is_code_block(line)
        or line + 1 >= end
        or not _CONTENTS_HERE.fullmatch(_text(state, line + 1))
        or not _CONTENTS.fullmatch(_text(state, line))
    ):
        return False
    if not silent:
        token = state.push(GENERATED, "", 0)
        token.map, token.content = [line, line + 2], _text(state, line)
        state.line = line + 2
    return True


def _text(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()


def _generated_inline(state: StateInline, silent: bool) -> bool:
    match = _INLINE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent and _writes_value(state.src, match):
        state.pending += "…"
    state.pos = match.end()
    return True


def _writes_value(text: str, tag: re.Match[str]) -> bool:
    """Tell whether a tag within a sentence is the site's own, for a value that it writes there."""
    said = _SAID.fullmatch(tag[0])
    if said is None or said["name"] in _PARTS or said["name"].startswith("end"):
        return False
    before = text[: tag.start()].rstrip()
    within = before != "" and not before.endswith((".", "!", "?", ":", ">", "}"))
    return within and f"end{said['name']}" not in text


def _generated_link(state: StateInline, silent: bool) -> bool:
    """Keep a link's words whose address only the generator knows; such a picture goes."""
    match = _LINK.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent and state.src[state.pos] != "!":
        state.push("link_open", "a", 1)
        _tokenize(state, *match.span("label"))
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _marked(state: StateInline, silent: bool) -> bool:
    """Keep the words that signs of another dialect stand around."""
    match = _MARKED.match(state.src, state.pos, state.posMax)
    if match is None or state.src[max(state.pos - 1, 0) : state.pos].isalnum():
        return False
    if not silent:
        _tokenize(state, *match.span("text"))
    state.pos = match.end()
    return True


def _tokenize(state: StateInline, start: int, end: int) -> None:
    last = state.posMax
    state.pos, state.posMax = start, end
    state.md.inline.tokenize(state)
    state.posMax = last
