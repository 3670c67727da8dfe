"""Running text that is put together from pieces: as it is quoted, and as Markdown's tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from markdown_it.token import Token

__all__ = ["Running", "RunningText", "is_address", "joined", "plain"]

_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"[^\s()<>]{1,2000}")


class RunningText(NamedTuple):
    """A paragraph's text: its characters, and the tokens that Markdown would have for them."""

    content: str
    children: tuple[Token, ...]

    def flat(self) -> RunningText:
        """Return it as one line."""
        return RunningText(self.content.replace("\n", " "), self.children)

    def lines(self) -> list[RunningText]:
        """Return each of its lines."""
        parts: list[list[Token]] = [[]]
        for token in self.children:
            if token.type == "hardbreak":
                parts.append([])
            else:
                parts[-1].append(token)
        written = self.content.split("\n")
        return [RunningText(*each) for each in zip(written, map(tuple, parts), strict=True)]

    @property
    def text(self) -> str:
        """Its words, without markup."""
        breaks = ("softbreak", "hardbreak")
        return "".join(" " if each.type in breaks else each.content for each in self.children)


class Running:
    """Grows by pieces; white space counts for one space, and none stands at its ends."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._children: list[Token] = []
        self._gap = ""
        """White space that is written once something follows it."""
        self._queued: list[tuple[str, str]] = []
        """Markup that is open, and written once something stands in it."""
        self._open: list[tuple[str, str]] = []

    def __bool__(self) -> bool:
        return bool(self._children)

    def text(self, data: str) -> None:
        """Add text."""
        for number, words in enumerate(_SPACE.split(data)):
            if number:
                self._gap = self._gap or " "
            if words:
                self._begin()
                self._write(words)

    def code(self, data: str) -> None:
        """Add what is written in code, on one line."""
        words = _SPACE.sub(" ", data).strip()
        if words and "`" not in words:
            self._begin()
            self._token("code_inline", words, f"`{words}`")
        else:
            self.text(data)

    def mark(self, label: str) -> None:
        """Add the mark of a footnote."""
        self._gap = ""
        self._begin()
        self._token("footnote_ref", "", f"[^{label}]").meta = {"label": label}

    def line_break(self) -> bool:
        """Begin another line; tell whether an empty one was begun already."""
        empty, self._gap = self._gap == "\n", "\n"
        return empty

    def open(self, kind: str, value: str = "") -> None:
        """Begin "strong" or a "link" to an address."""
        self._queued.append((kind, value))

    def close(self, kind: str) -> None:
        """End the innermost that was begun of this kind; text that was taken has ended it."""
        if any(each[0] == kind for each in self._queued):
            at = max(n for n, each in enumerate(self._queued) if each[0] == kind)
            del self._queued[at]
        elif any(each[0] == kind for each in self._open):
            while self._close_last() != kind:
                pass

    def take(self) -> RunningText:
        """Return what there is, all markup ended, and begin anew."""
        while self._open:
            self._close_last()
        taken = RunningText("".join(self._parts), tuple(self._children))
        self.__init__()  # type: ignore[misc]
        return taken

    def _begin(self) -> None:
        """Write what was put off: something follows it."""
        if self._gap and self._children:
            if self._gap == "\n":
                self._token("hardbreak", "\n", "\n")
            else:
                self._write(" ")
        self._gap = ""
        for kind, value in self._queued:
            written = "[" if kind == "link" else "**"
            token = self._token(f"{kind}_open", "", written)
            if kind == "link":
                token.attrs = {"href": value}
            self._open.append((kind, value))
        self._queued.clear()

    def _close_last(self) -> str:
        kind, value = self._open.pop()
        self._token(f"{kind}_close", "", f"]({value})" if kind == "link" else "**")
        return kind

    def _write(self, words: str) -> None:
        if self._children and self._children[-1].type == "text":
            self._children[-1].content += words
            self._parts.append(words)
        else:
            self._token("text", words, words)

    def _token(self, kind: str, content: str, written: str) -> Token:
        token = Token(kind, "", 0, content=content)
        self._children.append(token)
        self._parts.append(written)
        return token


def plain(*texts: str) -> RunningText:
    """Return texts as running text, a space between two."""
    running = Running()
    for text in texts:
        running.text(f" {text}")
    return running.take()


def joined(texts: Sequence[RunningText], between: Sequence[str] = ()) -> RunningText:
    """Return running texts as one, with what stands `between` each and the next, or a space."""
    children: list[Token] = []
    content = ""
    for number, text in enumerate(texts):
        if number:
            joint = between[number - 1] if between else " "
            children.append(Token("text", "", 0, content=joint))
            content += joint
        children.extend(text.children)
        content += text.content
    return RunningText(content, tuple(children))


def is_address(url: str) -> bool:
    """Tell whether an address can stand in Markdown's parentheses."""
    return _ADDRESS.fullmatch(url) is not None
