"""An article file's text, and where its lines stand in it."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from corpus.charset import decode_declared, decode_marked, detect
from corpus.errors import ArticleError

__all__ = ["AS_WRITTEN", "MAX_BYTES", "MAX_LINES", "Place", "Source"]

MAX_BYTES = 2 * 1024 * 1024
MAX_LINES = 50_000
"""Both bound the memory that reading takes: up to 400 bytes a character, and 2 KB a line."""
_LINE_END = re.compile(r"\r\n|\r|\n")


AS_WRITTEN = (".md", ".markdown", ".mdx", ".txt")
"""Suffixes of the files that are themselves the text which is quoted."""


class Place(NamedTuple):
    """Where in a file something stands: line and page from 1, each None where there is none."""

    line: int | None = None
    page: int | None = None
    element: str | None = None
    """The id by which a link leads there, of the element around it or of the heading above."""


class Source:
    """The text that is quoted, its lines ended by LF, CRLF or a lone CR.

    Of Markdown and plain text it is the decoded file, unchanged. Of other files it is a canonical
    text that their reader makes of them, and `places` says where in the file each line stands.
    """

    places: Sequence[Place] = ()
    """One a line of the text; of no line where the text is the file."""
    address: str | None = None
    """Where on the web its file was fetched from."""

    def __init__(self, text: str, path: str, sha256: str = "", guessed: str | None = None) -> None:
        self.text = text
        self.guessed = guessed
        """The encoding that the file seemed to be in; None where there was no doubt."""
        self.path = path
        self.sha256 = sha256 or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        self._starts = [0]
        self._ends = []
        for match in _LINE_END.finditer(text):
            self._ends.append(match.start())
            self._starts.append(match.end())
        self._ends.append(len(text))

    @classmethod
    def decode(cls, data: bytes, path: str, declared: str | None = None) -> Source:
        """Decode a file's bytes; ArticleError where they are too many, or in no known encoding.

        `declared` is the encoding that the file says it is in, if it is no UTF-8.
        """
        if len(data) > MAX_BYTES:
            raise ArticleError(path, "over 2 MiB: split the file")
        guessed = None
        try:
            text = decode_marked(data) or ""
            if not text and (nul := data.find(b"\0")) >= 0:
                raise ArticleError(
                    path, "a NUL byte: this is a binary file, not text", _line(data[:nul])
                )
            text = text or data.decode("utf-8")
        except UnicodeDecodeError as error:
            marked = error.encoding.startswith(("utf-16", "utf-32"))
            detected = None if marked else decode_declared(data, declared) or detect(data)
            if detected is None:
                reason = f"byte 0x{data[error.start]:02x} is not {error.encoding.upper()}"
                line = _line(data[: error.start])
                raise ArticleError(path, f"{reason}: save the file as UTF-8", line) from error
            text, guessed = detected
        if (nul := text.find("\0")) >= 0:
            line = text.count("\n", 0, nul) + 1
            raise ArticleError(path, "a NUL byte: this is a binary file, not text", line)
        if not text.strip():
            raise ArticleError(path, "the file is empty: nothing to read")
        source = cls(text, path, hashlib.sha256(data).hexdigest(), guessed)
        if source.lines > MAX_LINES:
            raise ArticleError(path, f"over {MAX_LINES:,} lines: split the file")
        return source

    @property
    def lines(self) -> int:
        """The number of lines."""
        return len(self._starts)

    def line_at(self, offset: int) -> int:
        """Return the 1-based line of the file that a character offset stands in.

        Of a file without lines it is that of the text.
        """
        line = bisect_right(self._starts, offset)
        return (self.places[line - 1].line if self.places else None) or line

    def page_at(self, offset: int) -> int | None:
        """Return the 1-based page of the file, or None where it has no pages."""
        return self._place_at(offset).page

    def element_at(self, offset: int) -> str | None:
        """Return the id that leads to a character offset on a page of the web, or None."""
        return self._place_at(offset).element

    def _place_at(self, offset: int) -> Place:
        return self.places[bisect_right(self._starts, offset) - 1] if self.places else Place()

    def bounds(self, line: int) -> tuple[int, int]:
        """Return start and end of a 0-based line, without what ends it."""
        return self._starts[line], self._ends[line]

    def trim(self, start: int, end: int) -> tuple[int, int]:
        """Return the stretch without white space at its ends; empty stretches stay at `start`."""
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return start, end


def _line(before: bytes) -> int:
    """Return the 1-based line that follows these bytes."""
    return len(_LINE_END.findall(before.decode("latin-1"))) + 1
