"""Roles, as MyST writes them: "{ref}`our page on sick pay <sick-pay>`" reads as its title."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from corpus.white_space import collapse

__all__ = ["is_icon", "is_verbatim", "use_roles", "words_of_role"]

_ROLE = re.compile(
    r"\{(?P<name>[A-Za-z][\w:.+-]{0,60})\}(?P<ticks>`+)(?P<content>[^`]{1,1000})(?P=ticks)(?!`)"
)
_TITLED = re.compile(r"(?P<title>.*?\S)\s*<[^<>]*>", re.DOTALL)
_ICON = re.compile(r"octicon|fa[bsrl]?|material-\w+")
_VERBATIM = frozenset(("math", "code", "samp", "file", "command", "program"))
"""Roles of what is no running text."""
_KEYS = frozenset(("kbd", "sub", "sup", "abbr"))
"""Roles that have no target."""
_BUTTONS = frozenset(("guilabel", "menuselection"))
"""Roles whose "&" stands before a shortcut's letter."""
_NUMBER = re.compile(r"%s|\{(?:number|name)\}")
"""What a number is written in the place of."""


def use_roles(parser: MarkdownIt) -> None:
    """Have a parser read a role as its title, or its target where it has none."""
    parser.inline.ruler.before("backticks", "role", _role)


def _role(state: StateInline, silent: bool) -> bool:
    match = _ROLE.match(state.src, state.pos, state.posMax)
    if match is None or state.src[max(state.pos - 1, 0) : state.pos] == "{":
        return False
    if not silent and not is_icon(match["name"]):
        name = match["name"]
        kind = "code_inline" if is_verbatim(name) else "text"
        state.push(kind, "", 0).content = words_of_role(name, collapse(match["content"]))
    state.pos = match.end()
    return True


def is_icon(name: str) -> bool:
    """Tell whether a role of that name shows a picture."""
    return _ICON.fullmatch(name) is not None


def is_verbatim(name: str) -> bool:
    """Tell whether what a role of that name shows is no running text."""
    return name in _VERBATIM


def words_of_role(name: str, content: str) -> str:
    """Return what a role shows of its content: the title, or the target where it has none."""
    if name in _VERBATIM or name in _KEYS:
        return content
    if name in _BUTTONS:
        content = re.sub(r"&(?=\w)", "", content)
    if titled := _TITLED.fullmatch(content):
        return collapse(_NUMBER.sub("", titled["title"]))
    # "~" before a name in a module leaves that out, "!" the link.
    return content[1:].rpartition(".")[2] if content.startswith("~") else content.removeprefix("!")
