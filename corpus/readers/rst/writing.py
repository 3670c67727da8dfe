"""A page that grows by what is written, each element in the line of the file's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from docutils import nodes

from corpus.article import Skipped
from corpus.errors import ArticleError

__all__ = ["Opened", "Writing"]

_LONGEST = 16 * 1024 * 1024
"""Characters of a page, which is about as long as its file where no substitution is repeated."""


class Opened(NamedTuple):
    """An element whose children are being written."""

    children: Iterator[nodes.Node]
    end: str
    substituted: str | None = None


class Writing:
    """What is written of a file's tree, and where in the file that is."""

    def __init__(self, document: nodes.document, path: str) -> None:
        self.document = document
        self.path = path
        self.parts: list[str] = []
        self.warnings: list[Skipped] = []
        self.line = 1
        self.length = 0
        self.levels = 0
        self.substituted: list[str] = []
        """Names of the substitutions that are being written."""
        self.times = 0
        """How often substitutions were written."""
        self.verbatim = 0
        """How many elements are open whose lines stay as they are."""
        self.unknown: set[str] = set()
        """Substitutions of which it was said that they stand for nothing."""

    def put(self, text: str) -> None:
        """Write a text; ArticleError where the page gets too long."""
        self.parts.append(text)
        self.line += text.count("\n")
        self.length += len(text)
        if self.length > _LONGEST:
            reason = f"over {_LONGEST // 2**20} MiB with its substitutions: split the file"
            raise ArticleError(self.path, reason)

    def begin(self, node: nodes.Node, tag: str, attributes: str = "") -> None:
        """Write how an element begins, in its own line if that is still ahead."""
        line = _first_line(node) if isinstance(node, nodes.row) else node.line
        if line and line > self.line:
            self.put("\n" * (line - self.line))
        self.put(f"<{tag}{attributes}>")


def _first_line(node: nodes.Node) -> int | None:
    """Return the first line of what a node holds, where it has none itself."""
    return next((each.line for each in node.findall() if each.line), None)
