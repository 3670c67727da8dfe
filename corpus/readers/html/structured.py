"""What a page says of itself in data beside its text: schema.org's questions and answers, dates."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from turbohtml import Document, MicrodataItem

from corpus.article import Skipped
from corpus.errors import cut
from corpus.white_space import collapse

__all__ = ["Asked", "StructuredData", "structured_data"]

_BEGINS = re.compile(r"\s*<([a-z][a-z0-9]*)(?:\s[^<>]*)?>", re.IGNORECASE)
"""The tag that HTML begins with."""
_JSON_LD = re.compile(r"application/ld\+json\s*(?:;.*)?", re.IGNORECASE)


class Asked(NamedTuple):
    """A question of schema.org's, its answer as HTML or text, and the line that it stands on."""

    question: str
    answer: str
    line: int | None


@dataclass(slots=True)
class StructuredData:
    """What was found."""

    questions: list[Asked] = field(default_factory=list)
    modified: str | None = None
    published: str | None = None
    warnings: list[Skipped] = field(default_factory=list)


def structured_data(document: Document, path: str) -> StructuredData:
    """Return what a page's JSON-LD and microdata say; what can't be read is a warning."""
    found = StructuredData()
    for script in document.find_all("script"):
        if _JSON_LD.fullmatch((script.attr("type") or "").strip()):
            line = script.source_line
            try:
                value = json.loads(script.text, strict=False)
            except json.JSONDecodeError as error:
                said = f"JSON-LD left out, which is no JSON: {error.msg}"
                found.warnings.append(Skipped(path, (line or 1) + error.lineno - 1, said))
                continue
            except (
                ValueError,
                RecursionError,
            ) as error:  # a number, or a depth, beyond all measure
                said = f"JSON-LD left out: {cut(collapse(str(error)))}"
                found.warnings.append(Skipped(path, line, said))
                continue
            for each in _mappings(value):
                _take(each, line, found)
    for item in document.microdata():
        found.questions += _microdata(item)
    return found


def _mappings(value: object) -> Iterator[dict[str, object]]:
    """Yield every mapping in a value, outer ones first and in their order."""
    stack = [value]
    while stack:
        each = stack.pop()
        if isinstance(each, dict):
            yield each
            stack.extend(reversed(list(each.values())))
        elif isinstance(each, list):
            stack.extend(reversed(each))


def _take(each: dict[str, object], line: int | None, found: StructuredData) -> None:
    kinds = each.get("@type")
    if "Question" in (kinds if isinstance(kinds, list) else [kinds]):
        question = _text(each.get("name")) or _text(each.get("text"))
        answer = _answer(each.get("acceptedAnswer")) or _answer(each.get("suggestedAnswer"))
        if question and answer:
            found.questions.append(Asked(collapse(question), answer, line))
    found.modified = found.modified or _text(each.get("dateModified"))
    found.published = found.published or _text(each.get("datePublished"))


def _answer(value: object) -> str:
    """Return the text of an answer, or of the first of several."""
    for each in value if isinstance(value, list) else [value]:
        text = _text(each.get("text")) if isinstance(each, dict) else _text(each)
        if text:
            return _unescaped(text)
    return ""


def _unescaped(text: str) -> str:
    """Return an answer whose HTML is escaped, as some plugins write it, as HTML."""
    once = html.unescape(text)
    return once if "<" not in text and _BEGINS.match(once) else text


def _text(value: object) -> str:
    # JSON may write half of a pair, which nothing can write again.
    if not isinstance(value, str):
        return ""
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace").strip()


def _microdata(item: MicrodataItem) -> Iterator[Asked]:
    stack: list[object] = [item]
    while stack:
        each = stack.pop()
        if isinstance(each, MicrodataItem):
            properties = each.properties
            if str(each.type or "").rstrip("/").endswith("/Question"):
                question = _first(properties.get("name")) or _first(properties.get("text"))
                answers = properties.get("acceptedAnswer") or properties.get("suggestedAnswer")
                for answer in answers or ():
                    text = (
                        _first(answer.properties.get("text"))
                        if isinstance(answer, MicrodataItem)
                        else _text(answer)
                    )
                    if question and text:
                        yield Asked(collapse(question), text, None)
                        break
            for values in properties.values():
                stack.extend(reversed(values))


def _first(values: object) -> str:
    found = map(_text, values) if isinstance(values, (list, tuple)) else ()
    return next(filter(None, found), "")
