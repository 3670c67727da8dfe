"""Parts that tags begin and end in one line: `{{< tab "Summer" >}}Till nine.{{< /tab >}}`."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from corpus.readers.markdown.generator import GENERATED

__all__ = ["WITHIN", "use_one_line_parts"]

WITHIN = "within"
"""The key under which a token says where in its line a tag stands."""
_PART = re.compile(
    r"(?P<opens>\{\{[<%]\s*(?P<name>tab|details|accordion|expand)\b(?:(?!\}\}).){0,500}[>%]\}\})"
    r"\s*(?P<said>(?=\S)(?:(?!\{\{[<%]).){1,5000})\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}"
)


def use_one_line_parts(parser: MarkdownIt) -> None:
    """Have a parser take such a line for a tag, a paragraph and the tag that ends it."""
    parser.block.ruler.before(
        GENERATED, "one_line_part", _part, {"alt": ["paragraph", "reference", "blockquote"]}
    )


def _part(state: StateBlock, line: int, _end: int, silent: bool) -> bool:
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]].rstrip()
    match = None if state.is_code_block(line) else _PART.fullmatch(text)
    if match is None:
        return False
    if silent:
        return True
    state.line = line + 1
    _push_tag(state, match["opens"], (0, match.end("opens")))
    state.push("paragraph_open", "p", 1).map = [line, line + 1]
    token = state.push("inline", "", 0)
    token.content, token.children, token.map = match["said"].strip(), [], [line, line + 1]
    state.push("paragraph_close", "p", -1)
    _push_tag(state, text[match.end("said") :], (match.end("said"), len(text)))
    return True


def _push_tag(state: StateBlock, tag: str, within: tuple[int, int]) -> None:
    token = state.push(GENERATED, "", 0)
    token.map, token.content = [state.line - 1, state.line], tag
    token.meta = {WITHIN: within}
