"""Whether one place answers all topics that a message lists, or each is answered at its own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from bot.answering.evidence import strangest
from bot.answering.verdict import STRANGE, Verdict
from index.contract import Index
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, words

__all__ = ["each_at_its_own"]


def each_at_its_own(
    whole: Verdict, topics: Sequence[Verdict], index: Index, *, apart: bool
) -> bool:
    """Return whether the topics that a message lists are to be answered one by one.

    Not so where what answers the `whole` has them side by side ("terms and conditions") or answers
    each, nor where fewer than two are answered, unless no article has the others. Where the words
    don't tell them `apart`, nor so where one is answered less surely than all of them: of "nurse
    pay and duties", the duties are the nurse's.
    """
    shown = whole.selection.shown if whole.selection and whole.status == "answered" else ()
    answered = [topic for topic in topics if topic.status == "answered"]
    elsewhere = [
        topic for topic in answered if topic.selection and topic.selection.best not in shown
    ]
    strange = [
        strangest(topic.ranking) > STRANGE for topic in topics if topic.status == "no_answer"
    ]
    if not elsewhere and not any(strange):
        return False
    if shown and not apart and any(topic.confidence < whole.confidence for topic in answered):
        return False
    # What an article has and doesn't answer may mean nothing without the rest of the message.
    several = len(answered) > 1 or (len(answered) == 1 and any(strange) and all(strange))
    return several and not _side_by_side(whole, topics, index)


def _side_by_side(whole: Verdict, topics: Sequence[Verdict], index: Index) -> bool:
    """Whether what answers has the topics next to each other, in their order or the other one."""
    if whole.selection is None:
        return False
    language = index.article(index.passage_at(whole.selection.best).article).language
    said = [_stems(topic.question.reading.asked, language) for topic in topics]
    orders = [list(chain(*said)), list(chain(*reversed(said)))]
    passages = map(index.passage_at, whole.selection.shown)
    texts = chain.from_iterable((*passage.heading, passage.text) for passage in passages)
    return any(_has(_stems(text, language), order) for text in texts for order in orders)


def _has(said: Sequence[str], run: Sequence[str]) -> bool:
    """Whether words have others among them, one right behind the other."""
    return any(said[at : at + len(run)] == run for at in range(len(said) - len(run) + 1))


def _stems(text: str, language: str) -> list[str]:
    """The words of a text that say something, as stems."""
    return [word.stem for word in words(text, language) if fold(word.text) not in FUNCTION_WORDS]
