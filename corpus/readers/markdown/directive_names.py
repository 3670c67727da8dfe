"""MyST's directives by what they do, and the options that stand before what is in one."""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock

__all__ = ["DATED", "OF_GENERATOR", "TITLED", "UNTITLED", "line_of", "options_end"]

TITLED = re.compile(
    r"admonition|attention|caution|danger|error|hint|important|note|seealso|tip|warning|dropdown|"
    r"topic|sidebar|margin|card|tab-item|grid-item-card|table|list-table|exercise|solution|"
    r"(?:prf|proof):[\w-]+"
)
"""The directives of docutils, MyST and sphinx-design that stand around text, under a title."""
UNTITLED = re.compile(
    r"grid|grid-item|tab-set|card-carousel|div|container|compound|only|glossary|figure|figure-md|"
    r"epigraph|highlights|pull-quote|hlist"
)
"""Those that stand around text, and what stands behind their name is no title of it."""
DATED = re.compile(r"version-?(?:added|changed|removed)|deprecated(?:-removed)?")
"""Those around text that is said of a version."""
OF_GENERATOR = re.compile(
    r"toctree|contents|tableofcontents|sectnum|(?:foot)?bibliography|include|literalinclude|image|"
    r"index|highlight|button-(?:link|ref)|auto\w+"
)
"""Those in whose place the site shows something else."""
_OPTION = re.compile(r":[\w-]{1,40}:(?:\s.*)?")
_YAML = "---"
_FENCES = (":::", "```", "~~~")


def options_end(state: StateBlock, first: int, last: int) -> int:
    """Return the line behind the options that what is in a directive begins with."""
    if first < last and line_of(state, first) == _YAML:
        for at in range(first + 1, last):
            text = line_of(state, at)
            if text == _YAML:
                return at + 1
            if not text or text.startswith(_FENCES):
                break
        return first
    while first < last and _OPTION.fullmatch(line_of(state, first)):
        first += 1
    return first


def line_of(state: StateBlock, line: int) -> str:
    """Return a line without the white space around it."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].strip()
