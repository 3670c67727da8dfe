"""Lines "Name: value" above a text, without "---", as Pelican, MultiMarkdown and mail have them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

__all__ = ["FIELDS", "Metadata", "read_fields", "read_metadata"]

_LINE = re.compile(r"(?P<name>[A-Za-z][A-Za-z_-]{0,30}):(?:[ \t]+(?P<value>\S.*))?")
_FIELD = re.compile(r":(?P<name>[A-Za-z][A-Za-z_-]{0,30}):[ \t]+(?P<value>\S[^\r\n]*)")
_NAMING = ("title", "subject", "archive-name")
"""One of these has to be there: who writes "Location: London" above a text means to tell that."""
_KNOWN = frozenset(
    (
        *_NAMING,
        *("slug", "tags", "keywords", "category", "author", "authors", "summary", "description"),
        *("lang", "language", "status", "template", "layout", "url", "save_as", "permalink"),
        *("from", "newsgroups", "message-id", "followup-to", "reply-to", "organization"),
        *("posting-frequency", "last-modified", "version", "maintainer"),
    )
)
"""Names that generators define, and mail and news (RFC 5322, RFC 5536 and what FAQs there add)."""
FIELDS = _KNOWN | {"date", "modified", "updated", "revision"}
"""Names of the fields below a title that are metadata, among them some of docutils' own."""
_WRITTEN_BY_MACHINES = re.compile(
    r"[a-z0-9_./:#@%+-]*|\d{4}-\d\d-\d\d.*|(?:\w{3}, )?\d{1,2} \w{3} \d{4} \d\d:.*"
)
"""Values of other names that tell no reader anything: paths, numbers, full dates."""
_MOST_LINES = 40
_LONGEST = 10_000
"""Lines and characters of the longest head, ten times what is common."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """What the lines say, by their names in lower case, and where in the text they stand."""

    values: dict[str, str]
    start: int
    end: int


def read_fields(text: str) -> dict[str, str]:
    """Return what lines below a title say as reStructuredText has metadata: ":slug: bread".

    That is nothing where one of them is something else.
    """
    fields = [_FIELD.fullmatch(line.strip()) for line in text.splitlines()]
    named = {each["name"].casefold(): each["value"].strip() for each in fields if each}
    return named if all(fields) and named.keys() <= FIELDS else {}


def _lines(text: str, start: int) -> list[str]:
    """Return the lines of a text's head, and one more."""
    found = re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text[start : start + _LONGEST])
    return [line[0] for line in islice(found, _MOST_LINES + 1)]


def read_metadata(text: str) -> Metadata | None:
    """Return the metadata that a text begins with; None where it begins with none.

    All lines up to the first empty one have to be some, and at least two: text may begin with
    "Note: …".
    """
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    values: dict[str, str] = {}
    name = ""
    end = start
    for count, line in enumerate(_lines(text, start)):
        if not line.strip():
            break
        match = _LINE.fullmatch(line.rstrip())
        if count == _MOST_LINES or not (match or (line[0] in " \t" and name)):
            return None
        if match:
            name = match["name"].casefold()
            values[name] = match["value"] or ""
        else:
            values[name] = f"{values[name]} {line.strip()}".strip()
        end += len(line)
    if len(values) < 2 or values.keys().isdisjoint(_NAMING):
        return None
    if not all(name in _KNOWN or _WRITTEN_BY_MACHINES.fullmatch(values[name]) for name in values):
        return None
    return Metadata(values, start, start + len(text[start:end].rstrip()))
