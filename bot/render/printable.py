"""Text that a terminal shows and doesn't obey."""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

__all__ = ["one_line", "printable"]

T = TypeVar("T")

# Control characters but tab and newline (an escape sequence starts with one), marks that turn the
# direction of what follows, and halves of surrogate pairs, which can't be written at all.
_OBEYED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def printable(value: T) -> T:
    """Return `value`, a text or an object made of texts, without what a terminal would obey."""
    return _clean(value)  # type: ignore[no-any-return]


def one_line(text: str) -> str:
    """Return `text` in one line, without what a terminal would obey."""
    return " ".join(_OBEYED.sub(" ", text).split())


def _clean(value: Any) -> Any:  # noqa: ANN401 - any part of an answer
    if isinstance(value, str):
        return _OBEYED.sub("", value)
    if isinstance(value, tuple):
        return tuple(_clean(each) for each in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _clean(getattr(value, f.name)) for f in fields(value)})
    return value
