"""The Markdown parser: CommonMark with tables, front matter, footnotes and citation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin

from corpus.readers.markdown.abbreviations import use_abbreviations
from corpus.readers.markdown.content_tabs import use_content_tabs
from corpus.readers.markdown.definition_lists import use_definition_lists
from corpus.readers.markdown.directives import use_directives
from corpus.readers.markdown.generator import use_generator
from corpus.readers.markdown.loose_table import use_loose_tables
from corpus.readers.markdown.numbered_headings import use_numbered_headings
from corpus.readers.markdown.one_line_parts import use_one_line_parts
from corpus.readers.markdown.pandoc import use_pandoc
from corpus.readers.markdown.roles import use_roles
from corpus.readers.markdown.struck import use_struck
from corpus.readers.markdown.typed_bullets import use_typed_bullets
from corpus.readers.markdown.wiki_links import use_wiki_links
from corpus.readers.metadata_lines import read_metadata
from corpus.sentences import sentences

__all__ = ["ANSWERS", "CANONICAL", "LINES", "PARSER", "TOML"]

TOML = "+++"
"""The markup of front matter that is TOML."""
LINES = ":"
"""The markup of front matter that is lines "Name: value" and nothing else."""

_LINKED = re.compile(r"\[(?P<mark>\[[1-9]\d{0,2}\])\]\((?P<url>[^()\s]{1,2000})\)")
_BRACKET = re.compile(r"[\[\]]")
DEEPEST = 8
"""Brackets open at once, one of which may still begin a link."""
_DEEP = "deep brackets"
_FOOTNOTE = re.compile(r"\[\^(?P<label>[\w-]{1,40})\](?!\()")
_TIGHT = re.compile(r"(?P<hashes>#{1,6})(?P<text>[^\s#](?:.*?[^\s#])?)\s*#*")
_EQUALS = re.compile(r"(?P<signs>={2,6})(?:\s*[^\s=].*?\s*(?P=signs)|\s+[^\s=].*[^\s=])")
"""A heading as AsciiDoc has it, and as wikis do, where the same signs end it."""
_UNDERLINES = ("-", "=")
_MOST_WORDS = 12
"""Words of a heading that says several sentences: "Any questions? Ask us!"."""
_CITATION = re.compile(r"\[[1-9]\d{0,2}\](?!\()")


def _toml(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take the TOML that a file begins with."""
    if line or silent or state.level or _line(state, 0).rstrip() != TOML:
        return False
    close = next((at for at in range(1, end) if _line(state, at).rstrip() == TOML), None)
    if close is None:
        return False
    token = state.push("front_matter", "", 0)
    token.markup, token.map, token.hidden = TOML, [0, close + 1], True
    token.content = "\n".join(_line(state, at) for at in range(1, close))
    state.line = close + 1
    return True


def _metadata(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """Take the lines "Name: value" that a file begins with."""
    if silent or state.level or state.tokens:
        return False
    found = read_metadata(state.src)
    if found is None:
        return False
    token = state.push("front_matter", "", 0)
    state.line = line + state.src[found.start : found.end].count("\n") + 1
    token.markup, token.map, token.hidden = LINES, [line, state.line], True
    token.content = state.src[found.start : found.end]
    return True


def _tight_heading(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """Take "##Heading" for the heading that its author meant.

    "#Heading" is one where the text begins with it; elsewhere it may be a tag.
    """
    match = None if state.is_code_block(line) else _TIGHT.fullmatch(_line(state, line).strip())
    if match is None:
        return False
    if match["hashes"] == "#" and any(token.type != "front_matter" for token in state.tokens):
        return False
    if silent:
        return True
    tag = f"h{len(match['hashes'])}"
    state.line = line + 1
    state.push("heading_open", tag, 1).map = [line, state.line]
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = match["text"], [], [line, state.line]
    state.push("heading_close", tag, -1)
    return True


def _equals_heading(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    """Take "== Heading", which stands on its own, for one."""
    written = _line(state, line).strip()
    match = None if state.is_code_block(line) else _EQUALS.fullmatch(written)
    if match is None or not (line == 0 or state.isEmpty(line - 1) or written.endswith("==")):
        return False
    if silent:
        return True
    state.line = line + 1
    tag = f"h{len(match['signs'])}"
    state.push("heading_open", tag, 1).map = [line, state.line]
    token = state.push("inline", "", 0)
    token.content, token.children = written.strip("= \t"), []
    token.map = [line, state.line]
    state.push("heading_close", tag, -1)
    return True


def _underlined_prose(state: StateCore) -> None:
    """Take a paragraph for one though "---" stands right below it, meant to part it from the next.

    Markdown makes a heading of all of it.
    """
    for opened, inline, closed in zip(
        state.tokens, state.tokens[1:], state.tokens[2:], strict=False
    ):
        if opened.type != "heading_open" or opened.markup not in _UNDERLINES:
            continue
        if len(sentences(inline.content)) > 1 and len(inline.content.split()) > _MOST_WORDS:
            opened.type, closed.type = "paragraph_open", "paragraph_close"
            opened.tag = closed.tag = "p"


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _citation(state: StateInline, silent: bool) -> bool:
    """Keep [8][9] two marks, which Markdown would take for a link where [9] is defined."""
    match = _CITATION.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.pending += match[0]
    state.pos = match.end()
    return True


def _linked_citation(state: StateInline, silent: bool) -> bool:
    """Keep [[1]](https://…) a link, which the brackets inside would break."""
    match = _LINKED.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("link_open", "a", 1).attrs = {"href": match["url"]}
        state.push("text", "", 0).content = match["mark"]
        state.push("link_close", "a", -1)
    state.pos = match.end()
    return True


def _undefined_footnote(state: StateInline, silent: bool) -> bool:
    """Keep [^1] a mark where the file defines no such footnote: a list may still say what it is."""
    match = _FOOTNOTE.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("footnote_ref", "", 0).meta = {"label": match["label"]}
    state.pos = match.end()
    return True


def _deep(state: StateInline, silent: bool) -> bool:
    """Take brackets that are nested deeper than anybody writes for text.

    Each that might open a link is looked through to the end of its paragraph.
    """
    at = state.pos + (state.src[state.pos] == "!")
    if state.src[at : at + 1] != "[":
        return False
    source, deep = state.env.get(_DEEP, ("", frozenset()))
    if source is not state.src:
        deep = frozenset(_deep_brackets(state.src))
        state.env[_DEEP] = (state.src, deep)
    if at not in deep:
        return False
    if not silent:
        state.pending += state.src[state.pos : at + 1]
    state.pos = at + 1
    return True


def _deep_brackets(text: str) -> Iterator[int]:
    """Yield where a bracket opens inside DEEPEST open ones."""
    depth = 0
    for found in _BRACKET.finditer(text):
        if found[0] == "]":
            depth = max(0, depth - 1)
        else:
            depth += 1
            if depth > DEEPEST:
                yield found.start()


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(front_matter_plugin).use(footnote_plugin)
    parser.disable(["footnote_tail", "footnote_inline"])
    parser.use(use_definition_lists).use(admon_plugin).use(use_generator)
    parser.use(use_one_line_parts).use(use_content_tabs).use(use_directives).use(
        use_abbreviations
    ).use(use_roles)
    parser.use(use_loose_tables).use(use_typed_bullets).use(use_wiki_links).use(use_pandoc)
    parser.block.ruler.before("front_matter", "toml", _toml)
    parser.block.ruler.before(
        "heading",
        "tight_heading",
        _tight_heading,
        {"alt": ["paragraph", "reference", "blockquote"]},
    )
    parser.block.ruler.before("heading", "equals_heading", _equals_heading, {"alt": ["paragraph"]})
    parser.use(use_struck)
    parser.core.ruler.after("block", "underlined_prose", _underlined_prose)
    parser.inline.ruler.before("link", "citation", _citation)
    parser.inline.ruler.before("citation", "linked_citation", _linked_citation)
    parser.inline.ruler.before("link", "deep", _deep)
    parser.inline.ruler.after("footnote_ref", "undefined_footnote", _undefined_footnote)
    return parser


def _canonical() -> MarkdownIt:
    """Return a parser of running text that was laid out like Markdown, and never escaped."""
    parser = _parser()
    others = ["html_inline", "autolink", "entity", "escape", "newline", "strikethrough", "image"]
    parser.inline.ruler.disable(
        [*others, "generated", "generated_link", "marked", "raw", "role", "wiki_link", "block_id"]
    )
    return parser


PARSER = _parser().use(use_numbered_headings)
PARSER.block.ruler.before("toml", "metadata", _metadata)
ANSWERS = _parser().disable("lheading")
"""For the answers of a list of questions, whose lines "---" only part what they stand between."""
CANONICAL = _canonical()
