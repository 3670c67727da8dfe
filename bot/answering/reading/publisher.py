"""The publisher's own name in a question: who is asked is spoken to, and not named."""

from __future__ import annotations

import re

from corpus.languages import BY_CODE
from index.contract import Index
from index.publishers import name_pattern
from index.text.other_languages import function_words
from index.text.words import fold, primary, words

__all__ = ["spoken_to"]


def spoken_to(question: str, index: Index) -> str:
    """Return a question to whoever publishes all the articles with "you" in the place of the name.

    Passages seldom say it, and it tells none from the others: "How much does TrueCoders cost?" asks
    what "How much do you cost?" does. A question that has no other telling word stays as it is.
    """
    names = index.manifest.publishers
    language = BY_CODE.get(primary(index.language))
    you = language.addressed if language else ""

    def put(match: re.Match[str]) -> str:
        # "I monster my debts": a name that is a word counts as it is written.
        named = match["name"]
        is_word = named.islower() and named in index.english
        return match[0] if is_word else you

    said = " ".join(name_pattern(names).sub(put, question).split())
    asked = {fold(word.text) for word in words(said, index.language)} - {fold(you)}
    return said if asked - function_words(index.language) else question
