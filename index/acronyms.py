"""Acronyms that the articles define, or their owner: written out in passages and questions alike.

Definitions are found as in Schwartz and Hearst, "A simple algorithm for identifying abbreviation
definitions in biomedical text" (2003): "Technical Project Manager (TPM)".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import msgspec

from index.store.layout import LAYOUT
from index.text.stopwords import COMMON_WORDS
from index.text.words import fold, stems

__all__ = ["Acronyms", "definitions", "initials", "undotted"]

_DEFINITION = re.compile(r"\(\s*([^\s()][^()]{0,14}?)\s*\)")
_SHORT = re.compile(r"(?=[^A-Z]*[A-Z][^A-Z0-9]*[A-Z0-9])[A-Za-z0-9][\w&./-]{1,9}$")
_REVERSED = re.compile(r"(?<![\w-])([A-Z][A-Za-z&/-]{1,9})\s+\(([^()]{6,80})\)")

LONGEST_NAME = 6
"""Words of the longest name whose initials anybody uses."""
# A name of several words, which short ones in lower case may join: "United States of America".
_NAME = re.compile(r"(?<![\w-])[A-Z][\w'’]*(?:(?: [a-z]{1,3}){0,2}[ -][A-Z][\w'’]*)+")
_CAPITALISED = re.compile(r"[A-Z][\w'’]*")
_DOTTED = re.compile(r"\b(?:[A-Z]\.){2,}")


def definitions(text: str) -> list[tuple[str, str]]:
    """Return (short form, long form) for every definition in a text, in order."""
    found = []
    for match in _DEFINITION.finditer(text):
        short = match[1].partition(",")[0].partition(";")[0].strip()
        if not _SHORT.match(short):
            continue
        if short.endswith("s") and short[:-1].isupper():
            short = short[:-1]
        before = text[max(0, match.start() - 120) : match.start()].rstrip(" \"'“”‘’*_")
        # The long form lies in the same sentence.
        before = re.split(r"[.!?;:]\s|[()\n]", before)[-1]
        long = _long_form(short, before)
        if long:
            found.append((short, long))
    for match in _REVERSED.finditer(text):
        short, long = match[1], match[2].strip()
        if _SHORT.match(short) and _initials(long) == re.sub(r"\W", "", short).lower():
            found.append((short, long))
    return found


def initials(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the initials of every name of several words, of its parts, too, with its place."""
    for name in _NAME.finditer(text):
        words = list(_CAPITALISED.finditer(name[0]))
        for first, word in enumerate(words):
            letters = word[0][0]
            for other in words[first + 1 : first + LONGEST_NAME]:
                letters += other[0][0]
                yield letters, name.start() + word.start(), name.start() + other.end()


def undotted(text: str) -> str:
    """Return a text with initials as they are written without dots: "U.S." as "US"."""
    return _DOTTED.sub(lambda match: match[0].replace(".", ""), text)


@dataclass(frozen=True)
class Acronyms:
    """Short forms and what they stand for, for one set of articles."""

    long_forms: Mapping[str, str]
    """By short form, in upper case."""

    @classmethod
    def gather(cls, texts: Iterable[str], extra: Mapping[str, str] | None = None) -> Acronyms:
        """Find what the texts define; `extra`, the owner's, comes before it.

        A short form that the texts define in several ways stays as it is: writing it out one way
        would be wrong for the others.
        """
        # No question needs it.
        from index.text.plurals import singular

        counts: dict[str, Counter[str]] = {}
        spelling: dict[str, str] = {}
        for text in texts:
            for short, long in definitions(text):
                key = singular(fold(long))
                spelling.setdefault(key, singular(long))
                counts.setdefault(short.upper(), Counter())[key] += 1
        known = {}
        for short, longs in counts.items():
            commonest = longs.most_common(1)[0][0]
            if all(_ends_otherwise(long, commonest) for long in longs):
                known[short] = spelling[commonest]
        known.update({short.upper(): long for short, long in (extra or {}).items()})
        return cls(dict(sorted(known.items())))

    def save(self, folder: Path) -> None:
        """Write the short forms and what they stand for."""
        text = msgspec.json.format(msgspec.json.encode(self.long_forms), indent=1)
        (folder / LAYOUT.acronyms).write_bytes(text + b"\n")

    @classmethod
    def load(cls, folder: Path) -> Acronyms:
        """Open what `save` wrote."""
        return cls(
            msgspec.json.decode((folder / LAYOUT.acronyms).read_bytes(), type=dict[str, str])
        )

    def expand(self, text: str) -> str:
        """Write every known short form out; a definition's own brackets are dropped."""
        if not self.long_forms:
            return text
        return self._pattern.sub(self._written_out, text)

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        shorts = sorted(map(re.escape, self.long_forms), key=len, reverse=True)
        either = "|".join(shorts)
        return re.compile(
            rf"(?<!\s)\s*+\((?P<defined>{either})s?\)|(?<![\w$-])(?P<used>{either})(?P<s>s)?(?![\w])",
            re.I,
        )

    def _written_out(self, match: re.Match[str]) -> str:
        if match["defined"]:
            return ""
        short = match["used"]
        # "it" is no acronym of information technology: a short form that is a word in lower case
        # counts only as the articles write it.
        if not short.isupper() and short.lower() in COMMON_WORDS:
            return match[0]
        return self.long_forms[short.upper()] + (match["s"] or "")


def _long_form(short: str, before: str) -> str | None:
    """The words before the bracket that the short form abbreviates, or None."""
    letters = [c for c in short.lower() if c.isalnum()]
    words = before.split()
    last = " ".join(words[-len(letters) :])
    if _initials(last) == "".join(letters):
        return last.strip(" \"'“”‘’*_")
    candidate = " ".join(words[-min(len(letters) + 5, 2 * len(letters)) :])
    position = len(candidate)
    for number, letter in reversed(list(enumerate(letters))):
        position -= 1
        while position >= 0 and (
            candidate[position].lower() != letter
            or (number == 0 and position > 0 and candidate[position - 1].isalnum())
        ):
            position -= 1
        if position < 0:
            return None
    long = candidate[position:].strip(" \"'“”‘’*_")
    longer = len(long) > len(short) and short.lower() not in long.lower().split()
    return long if longer and long.count(" ") < len(letters) + 2 else None


def _initials(text: str) -> str:
    return "".join(word[0] for word in re.findall(r"[^\W_]+", text)).lower()


def _ends_otherwise(long: str, other: str) -> bool:
    """Whether two long forms are one whose words only end otherwise: "fellow", "fellowship"."""
    some, others = stems(long), stems(other)
    return len(some) == len(others) and all(
        a.startswith(b) or b.startswith(a) for a, b in zip(some, others, strict=True)
    )
