"""The way to a person, as its owner wrote it: a line, with a link or a mail address to follow."""

from __future__ import annotations

import re

from bot.answering.model import Contact
from corpus.errors import CareerbotError, cut
from corpus.links import is_page

__all__ = ["REGIONS", "ContactError", "check_contact", "contact_in", "has_contact"]

LONGEST = 300
"""Characters of the line: it stands under every answer that there is none."""
REGIONS = ("US", "GB", "DE", "FR", "ES")
"""Where a phone number without its country may be one; with it, it is one of any."""
EXAMPLES = "careers@example.org, or: Ask our careers desk: https://example.org/contact"

_PAGE = re.compile(r"https?://[^\s<>\"]*[^\s<>\".,;:!?)\]]", re.IGNORECASE)
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


class ContactError(CareerbotError):
    """A contact that can't be shown, with what is wrong with it."""


def check_contact(line: str) -> None:
    """Raise ContactError for what is no line to show."""
    if not line.strip():
        wrong = "is empty"
    elif len(line) > LONGEST:
        wrong = f"has {len(line):,} characters, more than {LONGEST}"
    elif not line.isprintable():
        wrong = "is more than one line of text"
    elif "://" in line and contact_in(line).url is None:
        wrong = "has no address of the web in it"
    else:
        return
    raise ContactError(f"{cut(line)} {wrong}: give a line such as {EXAMPLES}")


def contact_in(text: str) -> Contact:
    """Return a text with the first link or mail address in it, where it has one."""
    page = _PAGE.search(text)
    if page and is_page(page[0]):
        return Contact(text, page[0], page[0])
    mail = _MAIL.search(text)
    return Contact(text, mail[0], f"mailto:{mail[0]}") if mail else Contact(text, None, None)


def has_contact(text: str) -> bool:
    """Return whether a mail address or a phone number stands in a text."""
    from phonenumbers import Leniency, PhoneNumberMatcher

    if _MAIL.search(text):
        return True
    # A local number such as 555-0100 is one of many; elsewhere dates and amounts look like them.
    found = [PhoneNumberMatcher(text, REGIONS[0], Leniency.POSSIBLE)]
    found += [PhoneNumberMatcher(text, region, Leniency.VALID) for region in REGIONS]
    return any(each.has_next() for each in found)
