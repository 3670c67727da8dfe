"""What says who somebody is, left out of what is kept: addresses, numbers of phones, of accounts.

Names stay: no list of them is complete, and half of them are words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answering.contact import REGIONS

__all__ = ["masked", "may_be_masked"]

EMAIL, PHONE, CARD, IBAN = "[e-mail]", "[phone]", "[card]", "[IBAN]"
SHORTEST_IBAN = 15
_EMAIL = re.compile(r"[\w.+%'-]+@[\w-]+(?:\.[\w-]+)+")
# What groups digits, as it is typed, copied from a page or set by a word processor.
_GAP = r"[\s.\-\u2010-\u2015\u2212\u200b]"
_GAPS = re.compile(_GAP)
_CARD = re.compile(rf"(?<!\d)\d(?:{_GAP}?\d){{12,18}}(?!\d)")
_IBAN = re.compile(rf"(?<![^\W_])[A-Z]{{2}}\d{{2}}(?:{_GAP}?[A-Z0-9]){{11,30}}", re.IGNORECASE)
_DIGITS = re.compile(r"\d(?:\D{0,3}\d){6}")


def masked(text: str) -> str:
    """Return a text with mail addresses, phone numbers, cards and IBANs replaced by what they are.

    Cards and IBANs are those whose check digits are right, phone numbers those that are in use.
    """
    text = _EMAIL.sub(EMAIL, text)
    if not _DIGITS.search(text):  # as nearly all questions
        return text
    for mask, found in ((IBAN, _ibans), (CARD, _cards), (PHONE, _phones)):
        for start, end in sorted(found(text), reverse=True):
            text = text[:start] + mask + text[end:]
    return text


def may_be_masked(text: str) -> bool:
    """Tell whether something may be left out of a text that was kept: nobody asked it so then."""
    return "[" in text


def _ibans(text: str) -> Iterator[tuple[int, int]]:
    from stdnum import iban

    for match in _IBAN.finditer(text):
        # Words may stand behind it, which the pattern takes for its last characters.
        for end in range(match.end(), match.start() + SHORTEST_IBAN - 1, -1):
            if iban.is_valid(_GAPS.sub("", text[match.start() : end])):
                yield match.start(), len(text[:end].rstrip())
                break


def _cards(text: str) -> Iterator[tuple[int, int]]:
    from stdnum import luhn

    for match in _CARD.finditer(text):
        # Digits of any script, such as full-width ones.
        if luhn.is_valid("".join(str(int(each)) for each in match[0] if each.isdecimal())):
            yield match.span()


def _phones(text: str) -> Iterator[tuple[int, int]]:
    from phonenumbers import Leniency, PhoneNumberMatcher

    taken: set[tuple[int, int]] = set()
    for region in REGIONS:
        for match in PhoneNumberMatcher(text, region, Leniency.STRICT_GROUPING):
            if not any(match.start < end and start < match.end for start, end in taken):
                taken.add((match.start, match.end))
    yield from taken
