"""Headings known by name: FAQ, reference lists, key takeaways and what else frames an article."""

from __future__ import annotations

import re

from corpus.languages import BY_CODE, alternatives

__all__ = [
    "CONTENTS",
    "aside_kind",
    "is_faq",
    "is_frame",
    "is_only_faq",
    "is_question",
    "is_references",
]

CONTENTS = "table of contents"

_FAQ = re.compile(rf"\b{alternatives(lambda language: language.faq)}(?!\w)")
_REFERENCES = re.compile(alternatives(lambda language: language.references))
_ASIDE = {
    CONTENTS: re.compile(alternatives(lambda language: language.contents)),
    "links to other pages": re.compile(alternatives(lambda language: language.links)),
    "share buttons": re.compile(alternatives(lambda language: language.sharing)),
}
_FRAME = re.compile(
    rf"(?:{alternatives(lambda language: language.frame_openers)} )*"
    rf"{alternatives(lambda language: language.frames)}"
)
_ASKS = re.compile(rf"{alternatives(lambda language: language.question_words)}\b")
_ASKS_IN = {
    code: re.compile(rf"(?:{'|'.join(language.question_words)})\b")
    for code, language in BY_CODE.items()
}
_NUMBERING = re.compile(r"^(?:\d{1,3}|[ivx]{1,5})[.):]\s+")


def _plain(heading: str) -> str:
    """Return the heading in lower case, without numbering and closing punctuation."""
    return _NUMBERING.sub("", heading.casefold().strip()).strip(" :.!*_#—–-")


def is_faq(heading: str) -> bool:
    """Tell whether questions and their answers stand under this heading, or title."""
    return _FAQ.search(_plain(heading)) is not None


def is_only_faq(heading: str) -> bool:
    """Tell whether the heading says no more than that, and not what is asked about."""
    return is_faq(heading) and not re.search(r"\w", _FAQ.sub("", _plain(heading)))


def is_references(heading: str) -> bool:
    """Tell whether the heading stands over a list of references."""
    return _REFERENCES.fullmatch(_plain(heading)) is not None


def aside_kind(heading: str) -> str | None:
    """Return what stands under this heading in place of content ("share buttons"), or None."""
    name = _plain(heading)
    return next((what for what, names in _ASIDE.items() if names.fullmatch(name)), None)


def is_frame(heading: str) -> bool:
    """Tell whether the heading is one that frames an article and stands at its top level."""
    name = _plain(heading)
    return (
        _FRAME.fullmatch(name) is not None
        or is_faq(heading)
        or is_references(heading)
        or aside_kind(heading) is not None
    )


def is_question(heading: str, language: str | None = None) -> bool:
    """Tell whether the heading asks something, with a question mark or without.

    Without one its first word tells: "comment" does in French alone, where the language is known.
    """
    name = _NUMBERING.sub("", heading.casefold().strip())
    if name.rstrip("\"'”’»*_ )").endswith("?") or name.startswith(("¿", "q:", "q.")):
        return True
    asks = _ASKS_IN.get((language or "").partition("-")[0].casefold(), _ASKS)
    return asks.match(name) is not None
