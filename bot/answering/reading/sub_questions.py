"""What there is to find out for one message: its questions, and how each is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.reading.follow_up import Leaning, leaning, topic
from bot.answering.reading.question import Reading, read_question
from bot.answering.reading.split import questions_in
from index.known_questions import Known
from index.load import Index
from index.text.stopwords import FUNCTION_WORDS, GENERIC_WORDS
from index.text.words import fold, words

__all__ = ["Part", "plan"]


@dataclass(frozen=True, slots=True)
class Part:
    """One question of a message."""

    reading: Reading
    known: tuple[tuple[Known, int], ...]
    """The known questions that it equals."""
    empty: bool
    """Nothing in it names what is asked: "!!!", "1 = 1", "why?", "help"."""
    leaning: Leaning
    texts: tuple[str, ...]
    """What to search for: the question and, where it leans on the conversation, both together."""
    read: tuple[str, ...]
    """The same as it is shown to the person who asked."""


def plan(message: str, history: Sequence[str], index: Index) -> list[Part]:
    """Return the message as a whole and, where it asks several questions, each of them."""
    parts = [_part(message, history, index)]
    questions = questions_in(parts[0].reading.core)
    if len(questions) > 1 and not parts[0].known:
        earlier = list(history)
        for question in questions:
            parts.append(_part(question, earlier, index))
            earlier.append(question)
    return parts


def _part(question: str, history: Sequence[str], index: Index) -> Part:
    reading = read_question(question, index)
    forms = dict.fromkeys((reading.asked, reading.core, reading.text, reading.written_out))
    known = [found for form in forms for found in index.known.find(form)]
    known.sort(key=lambda found: found[0])
    texts, read = [reading.written_out], [reading.text]
    before = topic(history)
    leans = leaning(reading.core) if before and not known else Leaning.NOT
    if leans is not Leaning.NOT:
        earlier = read_question(before, index)
        texts.append(f"{earlier.written_out} {reading.written_out}")
        read.append(f"{earlier.text.rstrip(' ?!.')}? {reading.text}")
    content = [
        word.text
        for word in words(" ".join(texts))
        if fold(word.text) not in FUNCTION_WORDS and not word.text.isdecimal()
    ]
    empty = not content or (len(content) == 1 and fold(content[0]) in GENERIC_WORDS)
    return Part(reading, tuple(dict.fromkeys(known)), empty, leans, tuple(texts), tuple(read))
