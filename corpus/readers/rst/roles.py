"""Roles, Sphinx's and unknown ones too: ":ref:`our page on pay <pay>`" reads as its words."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from docutils import nodes
from docutils.parsers.rst import states

from corpus.errors import ArticleError
from corpus.readers.markdown.roles import is_icon, is_verbatim, words_of_role
from corpus.source import MAX_LINES
from corpus.white_space import collapse

__all__ = ["LABEL", "RoleText"]

LABEL = "label"
"""The attribute with the label that a role without words of its own leads to."""
_KINDS: dict[str, type[nodes.TextElement]] = {
    **dict.fromkeys(("literal", "code"), nodes.literal),
    **dict.fromkeys(("emphasis", "dfn"), nodes.emphasis),
    **{"strong": nodes.strong, "math": nodes.math},
    **dict.fromkeys(("sub", "subscript"), nodes.subscript),
    **dict.fromkeys(("sup", "superscript"), nodes.superscript),
}
_NUMBERED = {"pep": "PEP", "pep-reference": "PEP", "rfc": "RFC", "rfc-reference": "RFC"}
_RAW = "raw"
_LONGEST = 10_000
"""Characters of running text; docutils takes time that grows with their square."""
_LINKS = ("ref", "doc", "numref", "any")


class RoleText(states.Inliner):
    """Reads running text, and in it every role as its words."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.texts = 0
        """How many paragraphs, items and cells were read."""
        self.raw = {_RAW}
        """Names of roles whose text is in another language than a reader's."""

    def init_customizations(self, settings: object) -> None:
        """Have docutils find its patterns, which it looks for in the class alone."""
        for name, value in vars(states.Inliner).items():
            if isinstance(value, str) and not name.startswith("__"):
                setattr(type(self), name, value)
        super().init_customizations(settings)

    def parse(
        self, text: str, lineno: int, memo: SimpleNamespace, parent: nodes.Element
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Read running text; what is too long to be any as it is typed.

        ArticleError where there are too many in the file.
        """
        self.texts += 1
        if self.texts > MAX_LINES:
            reason = f"over {MAX_LINES:,} paragraphs, items and cells: split the file"
            raise ArticleError(self.path, reason)
        if len(text) > _LONGEST:
            return [nodes.Text(text)], []
        return super().parse(text, lineno, memo, parent)

    def implicit_inline(self, text: str, _lineno: int) -> list[nodes.Text]:
        """Leave addresses as they are typed: docutils' own way fails where there are many."""
        return [nodes.Text(text)] if text else []

    def interpreted(
        self, rawsource: str, text: str, role: str, _lineno: int
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Read a role as what it shows."""
        name = role.rpartition(":")[2].lower()
        written = collapse(nodes.unescape(text))
        if name in self.raw:
            return [nodes.raw("", written, format="html")], []
        if is_icon(name):
            return [], []
        if name in _NUMBERED:
            words = words_of_role(name, written)
            number = f"{_NUMBERED[name]} " if words.isdigit() else ""
            return [nodes.inline(rawsource, number + words)], []
        if is_verbatim(name) or name == "literal":
            written = collapse(nodes.unescape(text, restore_backslashes=True))
        kind: Any = _KINDS.get(name, nodes.literal if is_verbatim(name) else nodes.inline)
        shown = written if kind is nodes.literal else words_of_role(name, written)
        node = kind(rawsource, shown)
        if name in _LINKS and shown == written:
            node[LABEL] = " ".join(written.lower().split())
        return [node], []
