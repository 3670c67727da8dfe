"""What Pandoc writes where Markdown has no place for what it read: raw parts, lone definitions."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from corpus.readers.markdown.directive_names import line_of
from corpus.readers.markdown.generator import GENERATED

__all__ = ["use_pandoc"]

_RAW = re.compile(r"(`+)(?!`)(?:(?!\1).){1,2000}?(?<!`)\1(?!`)\{=[\w+-]{1,40}\}", re.DOTALL)
"""Code for one format of those that Pandoc writes: `\\newpage`{=latex}."""
_FORMAT = re.compile(r"\{=(?P<name>[\w+-]{1,40})\}")
_NO_WORDS = re.compile(r"(?:\s|<!--(?:(?!-->).)*-->)*", re.DOTALL)
_LONE = re.compile(r":[ \t]+(?P<text>\S.*)")


def use_pandoc(parser: MarkdownIt) -> None:
    """Let a parser drop what is raw, and read a definition without a term as a paragraph."""
    parser.inline.ruler.before("backticks", "raw", _raw)
    parser.block.ruler.before("several_terms", "lone_definitions", _lone_definitions)
    parser.core.ruler.after("block", "raw_blocks", _raw_blocks)


def _raw(state: StateInline, _silent: bool) -> bool:
    match = _RAW.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    state.pos = match.end()
    return True


def _raw_blocks(state: StateCore) -> None:
    """Take fences of raw text for what a generator wrote, but for HTML that has words."""
    for token in state.tokens:
        raw = _FORMAT.fullmatch(token.info.strip()) if token.type == "fence" else None
        if raw and (raw["name"] != "html" or _NO_WORDS.fullmatch(token.content)):
            token.type, token.content = GENERATED, ""


def _lone_definitions(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Take lines ": text" that no term stands over, as Pandoc writes what is only indented."""
    if silent or state.is_code_block(line) or not _LONE.fullmatch(line_of(state, line)):
        return False
    if line and not state.isEmpty(line - 1):
        return False
    at = line
    while at < end and (match := _LONE.fullmatch(line_of(state, at))):
        last, text = at + 1, [match["text"]]
        while last < end and line_of(state, last) and not _LONE.fullmatch(line_of(state, last)):
            text.append(line_of(state, last))
            last += 1
        state.push("paragraph_open", "p", 1).map = [at, last]
        token = state.push("inline", "", 0)
        token.content, token.children, token.map = "\n".join(text), [], [at, last]
        state.push("paragraph_close", "p", -1)
        below = last
        while below < end and state.isEmpty(below):
            below += 1
        at = below if below < end and _LONE.fullmatch(line_of(state, below)) else last
    state.line = at
    return True
