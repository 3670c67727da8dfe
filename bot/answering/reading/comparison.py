"""A question that compares two things, and whether a text does."""

from __future__ import annotations

import re

__all__ = ["asks_which", "compared", "compares"]

_BETWEEN = re.compile(
    r"\bdifferen(?:ce|ces|t)\b.*?\bbetween\s+(?P<one>.+?)\s+and\s+(?P<other>.+)", re.IGNORECASE
)
_COMPARE = re.compile(
    r"\bcompare[sd]?\s+(?P<one>.+?)\s+(?:and|with|to|against)\s+(?P<other>.+)", re.IGNORECASE
)
# "RN vs LPN whats the difference" asks no more than "RN vs LPN".
_VERSUS = re.compile(
    r"^(?:which\b[^,:]*[,:]\s*)?(?P<one>.+?)\s+(?:vs\.?|versus|or)\s+(?P<other>.+?)"
    r"(?:[,;:?.]?\s+what(?:['’]?s|\s+(?:is|are))\s+(?:the\s+)?differen(?:ces?|t))?$",
    re.IGNORECASE,
)
# "Which one is easier", "which of them pays more", but not "which degree pays more".
_WHICH = re.compile(
    r"^(?:(?:and|so|but|then)\s+)*which\s+(?:ones?\b|of\s+(?:them|these|those|the\s+two|both)\b|"
    r"(?:is|are|has|have|does|do|would|will|can|takes?|needs?|gets?|costs?|pays?|earns?|makes?)\b)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"^(?:an?|the|being|becoming)\s+", re.IGNORECASE)
_LONGEST = 4
"""Words of the name of what is compared."""


def compared(question: str) -> tuple[str, str] | None:
    """Return the names of the two things that a question compares, or None.

    "BI analyst or analytics consultant" compares; "Can I study or work?" asks something.
    """
    asked = question.strip(" ?!.")
    for pattern in (_BETWEEN, _COMPARE, _VERSUS):
        if found := pattern.search(asked):
            one, other = (_ARTICLE.sub("", found[name].strip(" ,")) for name in ("one", "other"))
            named = all(0 < len(name.split()) <= _LONGEST for name in (one, other))
            return (one, other) if named and one.lower() != other.lower() else None
    return None


def asks_which(question: str) -> bool:
    """Return whether a question asks which of two things without their names: "which pays more"."""
    return _WHICH.search(question) is not None and compared(question) is None


def compares(text: str, names: tuple[str, str]) -> bool:
    """Return whether a text has both names, the shorter one not only inside the longer."""
    rest = text.lower()
    for name in sorted((one.lower() for one in names), key=len, reverse=True):
        rest, count = re.subn(rf"\b{re.escape(name)}(?:s|es)?\b", " ", rest)
        if not count:
            return False
    return True
