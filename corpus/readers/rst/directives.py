"""Directives by what they do: docutils' own, Sphinx's, and what stands in any other one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from docutils import nodes
from docutils.parsers.rst import Directive
from docutils.statemachine import StringList

from corpus.errors import ArticleError, cut
from corpus.readers.markdown.directive_names import DATED, OF_GENERATOR, TITLED, UNTITLED
from corpus.readers.rst.directive_names import (
    AUTO,
    CODE,
    FILES,
    NAMES_ALONE,
    NO_TEXT,
    OBJECTS,
    OF_DOCUTILS,
    PLAIN,
    SUBSTITUTED,
)
from corpus.readers.rst.roles import RoleText

if TYPE_CHECKING:
    from docutils.languages import _LanguageModule

__all__ = ["LEFT_OUT", "found_directive"]

LEFT_OUT = "left_out"
"""The attribute of an empty node that says what of the file isn't read in its place."""
Placed = TypeVar("Placed", bound=nodes.Node)
Found = tuple[type[Directive] | None, list[nodes.system_message]]


class Find(Protocol):
    """How docutils finds a directive."""

    def __call__(
        self, directive_name: str, language_module: _LanguageModule, document: nodes.document
    ) -> Found:
        """Return it, None where there is none, and what to say of it."""


_KEPT = ("header-rows", "stub-columns", "header", "delim", "quote", "escape", "keepspace")
"""Options that say what a table's cells are."""
_VERSION = re.compile(r"(?:v?\d[\w.]*)?\s*")
_FEWEST_WORDS = 2
"""Of what an unknown directive says in its line alone, to be text."""


class _Options(dict[str, Callable[[str], Any]]):
    """Takes every option: who writes a page knows more of them than docutils."""

    def __init__(self, known: dict[str, Callable[[str], Any]] | None = None) -> None:
        kept = {name: each for name, each in (known or {}).items() if name in _KEPT}
        super().__init__({**kept, "class": lambda _: [], "widths": lambda _: "auto"})

    def __missing__(self, name: str) -> Callable[[str], Any]:
        return _written


class _Part(Directive):
    """A directive whose content is read."""

    has_content = True
    option_spec = _Options()

    def run(self) -> list[nodes.Node]:
        title, body, offset = self.split()
        if title and not any(map(str.strip, body)):
            known = TITLED.fullmatch(self.name) is not None
            return self.parsed() if known or len(title.split()) >= _FEWEST_WORDS else []
        return self.titled(title, self.parsed(body, offset))

    def split(self) -> tuple[str, StringList, int]:
        """Return the text that begins in the directive's line, what follows, and from where."""
        if self.content_offset >= self.lineno:
            return "", self.content, self.content_offset
        blank = (at for at, line in enumerate(self.content) if not line.strip())
        end = next(blank, len(self.content))
        title = " ".join(line.strip() for line in self.content[:end])
        return title, self.content[end:], self.content_offset + end

    def below_line(self) -> tuple[StringList, int]:
        """Return what follows the directive's line, and from where."""
        first = int(self.content_offset < self.lineno)
        return self.content[first:], self.content_offset + first

    def parsed(self, body: StringList | None = None, offset: int = 0) -> list[nodes.Node]:
        """Return what stands in the directive, or in a part of it, with headings of its own."""
        if body is None:
            body, offset = self.content, self.content_offset
        memo = self.state.memo
        styles, level = memo.title_styles, memo.section_level
        memo.title_styles, memo.section_level = [], 0
        made = nodes.container()
        self.state.nested_parse(body, offset, made, match_titles=True)
        memo.title_styles, memo.section_level = styles, level
        return [made] if made.children else []

    def titled(self, title: str, body: list[nodes.Node]) -> list[nodes.Node]:
        """Return what stands under a title."""
        if not body or not re.search(r"\w", title):
            return body
        words, messages = self.state.inline_text(title, self.lineno)
        return [_at(nodes.topic("", nodes.title(title, "", *words), *messages, *body), self.lineno)]


class _Plain(_Part):
    """What it says begins in its own line."""

    def run(self) -> list[nodes.Node]:
        return self.parsed()


class _Untitled(_Part):
    """Its own line is no text."""

    def run(self) -> list[nodes.Node]:
        return self.parsed(*self.below_line())


class _Dated(_Part):
    """Its own line begins with a version."""

    def run(self) -> list[nodes.Node]:
        title, body, offset = self.split()
        version = _VERSION.match(title)
        said = title[version.end() :] if version else title
        found: list[nodes.Node] = []
        if said:
            words, messages = self.state.inline_text(said, self.lineno)
            found += [_at(nodes.paragraph(said, "", *words), self.lineno), *messages]
        return found + self.parsed(body, offset)


class _Object(_Part):
    """Its own lines name, one each, what is described below them."""

    def run(self) -> list[nodes.Node]:
        _, body, offset = self.split()
        names = self.content[: offset - self.content_offset]
        item = nodes.definition_list_item()
        for name in names:
            item += _at(nodes.term("", name.strip().removesuffix("\\")), self.lineno)
        below = self.parsed(body, offset)
        if not names or not below:
            return below
        item += nodes.definition("", *below)
        return [nodes.definition_list("", item)]


class _Glossary(_Part):
    """Terms, several of which may share a definition."""

    def run(self) -> list[nodes.Node]:
        found = nodes.definition_list()
        for terms, body, offset in self.entries():
            item = nodes.definition_list_item()
            for at, term in terms:
                words, messages = self.state.inline_text(term, at + 1)
                item += [_at(nodes.term(term, "", *words), at + 1), *messages]
            body.trim_left(min(_indent(line) for line in body if line.strip()))
            item += nodes.definition("", *self.parsed(body, offset))
            found += item
        return [found] if found.children else self.parsed()

    def entries(self) -> Iterator[tuple[list[tuple[int, str]], StringList, int]]:
        """Yield terms, each with the offset of its line, and their definition with its own."""
        body, start = self.below_line()
        at = 0
        while at < len(body):
            terms: list[tuple[int, str]] = []
            while at < len(body) and (not body[at].strip() or not _indent(body[at])):
                if body[at].strip() and not body[at].startswith(".. "):
                    terms.append((start + at, body[at].strip().partition(" : ")[0]))
                at += 1
            first = at
            while at < len(body) and (not body[at].strip() or _indent(body[at])):
                at += 1
            if terms and first < at:
                yield terms, body[first:at], start + first


class _Code(_Part):
    """Its own line names the language."""

    def run(self) -> list[nodes.Node]:
        body, _ = self.below_line()
        code = nodes.literal_block("", "\n".join(body))
        found: list[nodes.Node] = []
        if caption := self.options.get("caption"):
            words, messages = self.state.inline_text(caption, self.lineno)
            found = [_at(nodes.paragraph(caption, "", *words), self.lineno), *messages]
        said = (body.offset(at) + 1 for at, line in enumerate(body) if line.strip())
        return [*found, _at(code, next(said, self.lineno))]


class _NoText(_Part):
    """Nothing of it is read; as what a substitution stands for, it is nothing."""

    def run(self) -> list[nodes.Node]:
        return [nodes.raw("", "\n".join(self.content) if self.name == "raw" else "", format="html")]


class _File(_Part):
    """What it names stands in another file."""

    def run(self) -> list[nodes.Node]:
        return [_left_out(self, next(iter(self.content), ""))]


class _Role(_Part):
    """Names a role; nothing is kept of it but that it is none of text."""

    def run(self) -> list[nodes.Node]:
        match = re.match(r"([\w.+:-]+)\s*\(\s*([\w.+:-]+)\s*\)", next(iter(self.content), ""))
        words = self.state.memo.inliner
        if match and isinstance(words, RoleText) and match[2].lower() in words.raw:
            words.raw.add(match[1].lower())
        return []


_OWN: tuple[tuple[re.Pattern[str], type[_Part]], ...] = (
    (re.compile(r"role"), _Role),
    (re.compile(r"glossary"), _Glossary),
    (FILES, _File),
    (CODE, _Code),
    (AUTO, _Untitled),
    (NO_TEXT, _NoText),
    (OF_GENERATOR, _NoText),
    (DATED, _Dated),
    (PLAIN, _Plain),
    (NAMES_ALONE, _Untitled),
    (OBJECTS, _Object),
    (TITLED, _Part),
    (UNTITLED, _Untitled),
)
"""The first whose names a directive's is among; of any other, what follows its line is read."""


def found_directive(theirs: Find) -> Find:
    """Return what finds a directive by its name, in place of docutils' own `theirs`."""
    lenients: dict[str, type[Directive]] = {}

    def find(  # by these names, as docutils' own
        directive_name: str, language_module: _LanguageModule, document: nodes.document
    ) -> Found:
        lowered = directive_name.lower()
        if SUBSTITUTED.fullmatch(lowered):
            return theirs(lowered, language_module, document)
        if OF_DOCUTILS.fullmatch(lowered):
            found, _ = theirs(lowered, language_module, document)
            if found is None:
                return _Part, []
            lenient = lenients[lowered] = lenients.get(lowered) or _lenient(found)
            return lenient, []
        return next((each for names, each in _OWN if names.fullmatch(lowered)), _Part), []

    return find


def _lenient(theirs: type[Directive]) -> type[Directive]:
    """Return a directive of docutils that takes every option, and loses no text."""

    class Lenient(theirs):  # type: ignore[valid-type,misc]
        option_spec = _Options(theirs.option_spec)

        def run(self) -> list[nodes.Node]:
            if "file" in self.options or "url" in self.options:
                return [_left_out(self, self.options.get("file") or self.options["url"])]
            try:
                found: list[nodes.Node] = super().run()
            except (ArticleError, RecursionError):
                raise
            except Exception:  # what it says is wrong, or more than docutils expects
                found = []
            if any(not isinstance(each, nodes.system_message) for each in found):
                return found
            plainly = _Plain(
                *(self.name, self.arguments, self.options, self.content, self.lineno),
                *(self.content_offset, self.block_text, self.state, self.state_machine),
            )
            return plainly.titled(" ".join(self.arguments), plainly.parsed())

    return Lenient


def _left_out(directive: Directive, what: str) -> nodes.Node:
    reason = f"left out: {cut(what)}, another file: index that one, or copy what it says"
    return _at(nodes.raw("", "", format="html", **{LEFT_OUT: reason}), directive.lineno)


def _at(node: Placed, line: int) -> Placed:
    node.line = line
    return node


def _written(value: str | None) -> str:
    return value or ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
