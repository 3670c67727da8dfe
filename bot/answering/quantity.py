"""What a question wants counted, and whether a text counts it: money, time, or anything."""

from __future__ import annotations

import re
from enum import Enum

__all__ = ["Quantity", "asks_price", "gives_price"]

_NUMBER = r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|half|third|quarter|most|few)\b"

_PRICE = re.compile(
    r"\bhow\s+much(?=\W*$|\s+(?:is|are|was|do|does|did|will|would|can|could|should|for|per|extra|"
    r"more|money)\b)|\bcosts?\b|\bwhat\b.*\b(?:fees?|prices?)\b",
    re.IGNORECASE,
)
_SHARE = re.compile(r"\d\s?(?:%|per\s?cent\b)", re.IGNORECASE)
_CODED = re.compile(r"\b[A-Z]{3}\s?\d|\d\s?[A-Z]{3}\b")
"""An amount by its currency's code: "70 NOK"."""


class Quantity(Enum):
    """A kind of quantity: what asks for it, and what gives it."""

    MONEY = (
        r"\b(?:salar(?:y|ies)|pay|pays|paid|earn(?:s|ed|ing|ings)?|wages?|incomes?|money|costs?|"
        r"prices?|fees?|charges?|tuition|stipends?|budgets?|dollars|pounds|euros)\b",
        # Nothing is an amount, too; but what one feels free to do costs nothing to anybody.
        r"[$£€]|\d\s?(?:k\b|dollars|pounds|euros)|\bfree\b(?!\s+to\b)|\bunpaid\b|"
        r"\bno\s+(?:costs?|fees?|charges?)\b",
    )
    TIME = (
        r"\bhow\s+(?:long|many\s+(?:years|months|weeks|days|hours))\b|\bduration\b",
        r"\b(?:years?|months?|weeks?|days?|hours?|minutes?)\b",
    )
    NUMBER = (
        r"\bhow\s+(?:many|much|old)\b|\bpercent(?:age)?\b|\b(?:share|number)\s+of\b|"
        r"\b(?:average|rates?|age|amount|quota|maximum|minimum)\b",
        _NUMBER,
    )

    def __init__(self, asks: str, gives: str) -> None:
        self._asks = re.compile(asks, re.IGNORECASE)
        self._gives = re.compile(gives, re.IGNORECASE)

    def asked(self, question: str) -> bool:
        """Return whether a question wants this counted."""
        return self._asks.search(question) is not None

    def given(self, text: str) -> bool:
        """Return whether a text counts it."""
        return self._gives.search(text) is not None


def asks_price(question: str) -> bool:
    """Return whether a question asks how much money something is."""
    return _PRICE.search(question) is not None


def gives_price(text: str) -> bool:
    """Return whether a text has an amount of money, or a share, which some prices are."""
    return Quantity.MONEY.given(text) or bool(_SHARE.search(text) or _CODED.search(text))
