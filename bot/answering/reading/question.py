"""A question as it is read: without politeness and typos, acronyms written out."""

from __future__ import annotations

from dataclasses import dataclass

from bot.answering.reading.courtesy import without_politeness
from bot.answering.reading.limits import MOST_WORDS
from index.contract import Index
from index.text.words import spans

__all__ = ["Reading", "read_question"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What was asked, and how it is understood."""

    asked: str
    """As it was typed."""
    core: str
    """Without politeness around it."""
    text: str
    """The core with typos repaired; equal to it where there are none."""
    written_out: str
    """The text with acronyms written out, and its publisher spoken to: what is searched for."""


def read_question(question: str, index: Index) -> Reading:
    """Read a question in the light of an index's own words."""
    core = without_politeness(question)
    text = index.typos.repaired(core, index.adjoin)
    searched = index.acronyms.expand(text)
    if index.manifest.publishers:
        # Where none is named, it isn't imported.
        from bot.answering.reading.publisher import spoken_to

        searched = spoken_to(searched, index)
    return Reading(question, core, text, _bare(_beginning(searched)))


def _beginning(text: str) -> str:
    """The text up to its last word that is searched for."""
    for number, word in enumerate(spans(text), 1):
        if number == MOST_WORDS:
            return text[: word.end()]
    return text


def _bare(text: str) -> str:
    """The text without the punctuation at its end: with or without "?" it asks the same."""
    return text.rstrip(" ?!.,;:…") or text
