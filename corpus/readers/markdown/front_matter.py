"""The YAML at a Markdown file's top: what an article says of itself, and what its owner wants."""

from __future__ import annotations

import html
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from markdown_it.token import Token

from corpus.article import DEFAULT_LANGUAGE, Reference, Skipped
from corpus.draft import Element, Group, Heading
from corpus.errors import ArticleError, cut
from corpus.language_tag import language_tag
from corpus.links import is_page, is_path
from corpus.overrides import Overrides
from corpus.readers.markdown.faq_entries import Entry, toml_entries, yaml_entries
from corpus.readers.markdown.parser import LINES, TOML
from corpus.readers.metadata_lines import read_metadata
from corpus.source import Source
from corpus.translations import tag_of
from corpus.white_space import collapse
from corpus.yaml_text import YamlError, read_strings

__all__ = [
    "LANGUAGE",
    "FrontMatter",
    "idle_overrides",
    "is_date",
    "read_above_page",
    "read_front_matter",
    "refuse_unclosed",
]

LANGUAGE = ("language", "lang", "locale")
"""What an article's own is called, as Jekyll, Hugo, Docusaurus and others have it."""
_LABEL = re.compile(r"\[?\^?(\w{1,20})\]?\.?")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?![^T ])", re.ASCII)
_MATTER = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)(?P<yaml>(?=[\w-]+:).{1,100000}?)"
    r"(?:\r\n|\r|\n)---[ \t]*(?:\r\n|\r|\n|$)",
    re.DOTALL,
)
_UNCLOSED = re.compile(
    r"---[ \t]*(?:\r\n|\r|\n)[A-Za-z_-]+:[ \t]|\+{3}[ \t]*(?:\r\n|\r|\n)[A-Za-z_-]+[ \t]*="
)


@dataclass(slots=True)
class FrontMatter:
    """What an article says of itself."""

    title: str | None = None
    name: str | None = None
    """What it is called where it has no title, as content systems have it."""
    question: Entry | None = None
    """What the article answers, where it is an entry of an FAQ."""
    entries: list[Entry] = field(default_factory=list)
    """Questions with their answers."""
    url: str | None = None
    site_path: str | None = None
    """Its address, where that is said without the site, as Hugo and Jekyll have it: "/faq/"."""
    author: str | None = None
    publisher: str | None = None
    updated: str | None = None
    language: str | None = None
    references: dict[str, Reference] = field(default_factory=dict)
    overrides: Overrides = field(default_factory=Overrides)
    warnings: list[Skipped] = field(default_factory=list)


def read_above_page(source: Source) -> tuple[FrontMatter, str]:
    """Read the YAML above a page that is no Markdown, and return the page, on the same lines.

    Its generator takes it off. What it has of questions is the page's own to show.
    """
    match = _MATTER.match(source.text)
    if match is None:
        return FrontMatter(), source.text
    front = read_front_matter(Token("front_matter", "", 0, content=match["yaml"]), source)
    front.question, front.entries = None, []
    above = len(match[0].splitlines())
    return front, "\n" * above + source.text[match.end() :]


def read_front_matter(token: Token, source: Source) -> FrontMatter:
    """Read a file's YAML or TOML; ArticleError where it is bad."""
    text, path = token.content, source.path
    entries = []
    try:
        found: object
        if token.markup == LINES:
            metadata = read_metadata(text)
            found = metadata.values if metadata else {}
        elif token.markup == TOML:
            found = _strings(tomllib.loads(text))
            entries = toml_entries(found, source, _end(token, source))
        else:
            found = read_strings(text)
            entries = yaml_entries(text, source)
    except YamlError as error:
        # The front matter's first line is the file's second.
        line = 1 if error.line is None else error.line + 1
        raise ArticleError(path, f"bad front matter: {error.reason}", line) from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise ArticleError(path, f"bad front matter: {error}", 1) from error
    if found in (None, ""):
        return FrontMatter()
    if not isinstance(found, dict):
        raise ArticleError(path, "bad front matter: write it as lines of `name: value`", 1)
    front = FrontMatter()
    front.question = next((each for each in entries if each.answer is None), None)
    front.entries = [each for each in entries if each.answer is not None]

    lines: dict[str, int] = {}
    for number, row in enumerate(text.splitlines(), 1 if token.markup == LINES else 2):
        lines.setdefault(re.split("[:=]", row, maxsplit=1)[0].strip(" \"'"), number)

    def warn(name: str, reason: str) -> None:
        line = lines.get(name, 1)
        front.warnings.append(Skipped(path, line, f"front matter {name!r} left out: {reason}"))

    for name in ("title", "url", "author", "publisher", "updated", "language"):
        value = found.get(name)
        if name == "language":
            value = next(filter(None, map(found.get, LANGUAGE)), None)
        if value is None or value == "":
            continue
        if name == "author" and isinstance(value, list) and all(isinstance(v, str) for v in value):
            value = ", ".join(value)
        if not isinstance(value, str):
            warn(name, "not one line of text")
            continue
        # A colon in a title is written as an entity by who doesn't quote it, for HTML alone.
        value = collapse(
            html.unescape(value) if name in ("title", "author", "publisher") else value
        )
        if name == "url" and is_path(value):
            front.site_path = value
        elif name == "url" and not is_page(value):
            warn(name, f"{cut(value)} is no web address: begin it with https://")
        elif name == "updated" and not is_date(value):
            warn(name, f"{cut(value)} is no date such as 2026-11-22")
        elif name == "language":
            front.language = language_tag(value)
            if front.language is None:
                warn(name, f"{cut(value)} is no language tag such as en or pt-BR")
        elif value:
            setattr(front, name, value[:10] if name == "updated" else value)
    if isinstance(called := found.get("name"), str):
        front.name = collapse(html.unescape(called)) or None
    _read_references(found.get("references"), front, warn)
    _read_translations(found, front, Path(path), warn)
    lists = {name: _texts(found.get(name)) for name in ("keep", "ignore")}
    for name in (name for name, entries in lists.items() if entries is None):
        warn(name, "neither a heading or text nor a list of them")
    front.overrides = Overrides(lists["keep"] or (), lists["ignore"] or ())
    return front


def _texts(value: object) -> tuple[str, ...] | None:
    """Return the texts of one or of a list; None for anything else."""
    entries = [value] if isinstance(value, str) else value or []
    if not isinstance(entries, list) or not all(isinstance(each, str) for each in entries):
        return None
    return tuple(each for each in entries if each.strip())


def _strings(value: object) -> object:
    """Return TOML's values as YAML's are read: strings, lists and mappings."""
    if isinstance(value, dict):
        return {key: _strings(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_strings(each) for each in value]
    return value if isinstance(value, str) else str(value)


def _end(token: Token, source: Source) -> int:
    return source.bounds(min(token.map[1] if token.map else 1, source.lines) - 1)[1]


def idle_overrides(front: FrontMatter, elements: list[Element], path: str) -> list[Skipped]:
    """Warn of `keep:` and `ignore:` that mean nothing of the article."""
    named = [((each.text,), each.text) for each in elements if isinstance(each, Heading)]
    groups = [each for each in elements if isinstance(each, Group)]
    texts = [((), piece.text) for group in groups for piece in group.pieces]
    return [
        Skipped(path, 1, f"front matter: no heading or text is {cut(entry)}")
        for entry in front.overrides.idle([*named, *texts])
    ]


def refuse_unclosed(text: str, path: str) -> None:
    """Raise ArticleError where a text without front matter opens some."""
    if _UNCLOSED.match(text):
        raise ArticleError(
            path, f"front matter that never ends: close it with a line `{text[:3]}`", 1
        )


def is_date(value: str) -> bool:
    """Tell whether a text begins with a date such as 2026-11-22."""
    match = _DATE.match(value)
    if match is None:  # Python takes 20261122 and 2026-W47-7 too
        return False
    try:
        date.fromisoformat(match[0])
    except ValueError:
        return False
    return True


def _read_translations(
    found: dict[str, object], front: FrontMatter, path: Path, warn: Callable[[str, str], None]
) -> None:
    """Take the article's own address from those that it has by language."""
    value = found.get("translations")
    if value in (None, ""):
        return
    if not isinstance(value, dict) or not all(
        isinstance(each, str) and is_page(each.strip()) for each in value.values()
    ):
        warn("translations", "no web addresses by language, such as de: https://…")
        return
    by_language = {str(name).strip().casefold(): each.strip() for name, each in value.items()}
    own = front.language or tag_of(path) or DEFAULT_LANGUAGE
    front.url = front.url or by_language.get(own.casefold())


def _read_references(value: object, front: FrontMatter, warn: Callable[[str, str], None]) -> None:
    """Read a list of references, numbered by their place or `mark`, or a mapping by mark."""
    if value in (None, ""):
        return
    if isinstance(value, dict):
        entries = list(value.items())
    elif isinstance(value, list):
        entries = [(str(place), entry) for place, entry in enumerate(value, 1)]
    else:
        warn("references", "neither a list nor a mapping")
        return
    for place, entry in entries:
        label: object = place
        title: object = None
        url: object = None
        if isinstance(entry, dict):
            label = entry.get("mark") or entry.get("id") or place
            title, url = entry.get("title"), entry.get("url")
        elif isinstance(entry, str):
            title, url = (
                (None, entry) if entry.startswith(("http://", "https://")) else (entry, None)
            )
        match = _LABEL.fullmatch(label.strip()) if isinstance(label, str) else None
        if match is None or not all(part is None or isinstance(part, str) for part in (title, url)):
            warn("references", f"entry {place[:20]} has no mark, title and url of text")
            continue
        mark = f"[{match[1]}]"
        front.references[mark] = Reference(
            mark,
            collapse(title) or None if isinstance(title, str) else None,
            url.strip() or None if isinstance(url, str) else None,
        )
