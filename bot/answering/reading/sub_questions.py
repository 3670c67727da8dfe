"""The questions of one message, each as it is read: alone, and in its conversation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.answering.reading.comparison import asks_which, compared
from bot.answering.reading.courtesy import asks_nothing, without_politeness
from bot.answering.reading.follow_up import (
    Leaning,
    leaning,
    points_back,
    since_question,
    stands_alone,
    states,
    topic,
)
from bot.answering.reading.limits import MOST_QUESTIONS
from bot.answering.reading.question import Reading, read_question
from bot.answering.reading.split import asking_sentence, questions_in
from bot.answering.reading.topics import Topic, asked_of_one_clause, topics_in
from bot.answering.reading.turn import Turn, turn_in, without_lead
from index.contract import Index
from index.known_questions import Known, first
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, words

__all__ = ["Message", "SubQuestion", "Wording", "read_message"]


@dataclass(frozen=True, slots=True)
class Wording:
    """A question in words: those that are searched for, and those shown to the person."""

    searched: str
    shown: str


@dataclass(frozen=True, slots=True)
class SubQuestion:
    """One question of a message."""

    reading: Reading
    alone: Wording
    in_conversation: Wording | None
    """Together with what was asked before; None where it doesn't lean on that."""
    leaning: Leaning
    known: tuple[tuple[Known, int], ...]
    """The known questions that it equals."""
    empty: bool
    """Nothing in it names what is asked: "!!!", "1 = 1", "why?", "help"."""
    turn: Turn | None = None
    """What it says of the question before it, where it says no more than that."""
    meant: tuple[tuple[SubQuestion, ...], ...] = ()
    """What it may ask then, or where its pronoun is written out; what stands behind others is for
    where they have no answer."""
    said: str | None = None
    """What an answer must say something of; None where that is all of what it may ask."""

    @property
    def searched(self) -> tuple[str, ...]:
        """What is searched for, the question alone first."""
        wordings = (self.alone, self.in_conversation)
        return tuple(wording.searched for wording in wordings if wording)


@dataclass(frozen=True, slots=True)
class Message:
    """What somebody asks at once."""

    whole: SubQuestion
    """All of it, read as one question."""
    parts: tuple[SubQuestion, ...] = ()
    """Its questions one by one; none where it asks only one. Of a comparison, what it compares."""
    compares: tuple[str, str] | None = None
    """The names of two things that it compares."""
    left: tuple[str, ...] = ()
    """Its questions behind those that are looked for."""
    topics: tuple[SubQuestion, ...] = ()
    """What it asks for one by one, where it may be a list: "opening hours and prices"."""
    tells_topics_apart: bool = False
    """Whether its words say that they are several."""


def read_message(message: str, history: Sequence[str], index: Index) -> Message:
    """Read a message in its conversation, `history` being the earlier questions, oldest first."""
    whole = _read(message, history, index)
    if whole.known:
        return Message(whole)
    # Its lines are told apart by what was typed, which has courtesy around it.
    found, before = questions_in(message if "\n" in message else whole.reading.core)
    questions = [without_politeness(question) for question in found if not asks_nothing(question)]
    core = whole.reading.core
    names = compared(core) if len(questions) < 2 else None
    topics = asked_of_one_clause(core)
    # "Wifi, showers or lockers" is a list that seems to compare.
    if topics is None and len(questions) < 2 and (names is None or "," in names[0]):
        topics = topics_in(core)
    if topics:
        return Message(
            _with_meanings(whole, history, index),
            topics=tuple(_topic(each, history, index) for each in topics.each),
            tells_topics_apart=topics.apart,
        )
    if len(questions) < 2:
        parts = tuple(_read(name, (), index) for name in names or ())
        return Message(_with_meanings(whole, history, index), parts, names)
    asked, left = questions[:MOST_QUESTIONS], questions[MOST_QUESTIONS:]
    read: list[SubQuestion] = []
    for number, question in enumerate(asked):
        # All of a message is about one thing, more often than not.
        said = [*history, " ".join([before, *asked[:number]])]
        if not topic(said):
            # "How long does it take and how much does it cost to become a nurse?"
            said = list(filter(stands_alone, asked[1:]))[:1]
        read.append(_with_meanings(_read(question, said, index), said, index))
    return Message(whole, tuple(read), left=tuple(left))


def _topic(topic: Topic, history: Sequence[str], index: Index) -> SubQuestion:
    """One topic of a list, under the words that the asker has for it."""
    read = _with_meanings(_read(topic.question, history, index), history, index)
    named = read_question(topic.name, index)
    return replace(
        read,
        reading=named,
        alone=replace(read.alone, shown=named.text),
        meant=tuple(tuple(replace(each, reading=named) for each in tier) for tier in read.meant),
    )


def _with_meanings(asked: SubQuestion, history: Sequence[str], index: Index) -> SubQuestion:
    """The question with what it may ask, in the light of the ones before."""
    if not history:
        return asked
    # What only a conversation needs isn't imported for one question.
    from bot.answering.reading.exchange import readings, resolved

    question = asked.reading.core
    turn, said = turn_in(question), None
    texts: list[list[str]] = []
    # "3?" and "if I have two" name nothing, but say something of what was asked before.
    if asked.known or (asked.empty and not (turn and (turn.is_case or turn.said.isdecimal()))):
        return asked
    if turn:
        texts = [
            readings(each, turn, index.encoder, index.adjoin) for each in _before(history, index)
        ]
        said = read_question(turn.said, index).written_out
    elif asks_which(question) and (two := _compared_before(history)):
        texts = [[f"{question.rstrip(' ?!.')}, {' or '.join(two)}?"]]
    elif asked.leaning is not Leaning.NOT:
        for each in _before(history, index):
            texts += resolved(without_lead(question), each, index.adjoin, index.language)
    # It is told how it was read.
    meant = tuple(
        tuple(replace(_read(text, (), index), reading=asked.reading) for text in likely)
        for likely in texts
        if likely
    )
    return replace(asked, turn=turn, meant=meant, said=said) if meant else asked


def _before(history: Sequence[str], index: Index) -> list[str]:
    """What a follow-up may be about: the last question that is one, as it was read itself."""
    from bot.answering.reading.exchange import readings, resolved

    before: list[str] = []
    for asked in since_question(history):
        question, turn = without_lead(asked), turn_in(asked)
        if before and turn is None and states(asked):
            # What it says of the asker isn't what was asked.
            continue
        if not before or (turn is None and stands_alone(question)):
            before = [question]
        elif turn is None and points_back(question):
            meant = resolved(question, before[0], index.adjoin, index.language)
            before = (meant[0] if meant else before)[:1]
        elif turn and not turn.is_case:
            read = readings(before[0], turn, index.encoder, index.adjoin)[:1] or before
            # "Student loans" may be a topic of its own.
            before = read if turn.goes_on else [*read, question]
    return before


def _compared_before(history: Sequence[str]) -> tuple[str, str] | None:
    """The two things that the conversation compares: an RN and an LPN."""
    found = map(compared, reversed(since_question(history)))
    return next(filter(None, found), None)


def _about(history: Sequence[str], index: Index) -> list[str]:
    """What the conversation is about, question by question, each follow-up as it was read.

    Behind "What does a data analyst earn?" and "and a nurse?" it is what a nurse earns.
    """
    from bot.answering.reading.exchange import readings

    about: list[str] = []
    messages = since_question(history)
    for number, asked in enumerate(messages):
        turn = turn_in(asked)
        read: list[str] = []
        if about and turn and turn.goes_on and not turn.is_case:
            read = readings(
                _before(messages[:number], index)[0], turn, index.encoder, index.adjoin
            )[:1]
        # "Nurses" may be all of what is asked.
        anew = turn is not None and leaning(asked) is Leaning.NOT
        about = read or ([asked] if anew else [*about, asked])
    return about


def _read(question: str, history: Sequence[str], index: Index) -> SubQuestion:
    reading = read_question(question, index)
    forms = {reading.asked, reading.core, reading.text, reading.written_out}
    before = topic(history)
    found = {each for form in forms for each in index.known.find(form)}
    begun = {each for each in found if each[0] is Known.BEGINNING}
    # In a conversation "how much?" asks of what was talked of, and of two that begin so, neither.
    known = sorted(found - begun if before or len(begun) > 1 else found, key=first)
    alone, in_conversation = Wording(reading.written_out, reading.text), None
    # "ok thx": behind the thanks stands no question either.
    nothing = asks_nothing(question) or asks_nothing(reading.core)
    leans = leaning(reading.core) if before and not known and not nothing else Leaning.NOT
    if leans is not Leaning.NOT:
        about = _about(history, index)
        earlier = read_question(" ".join(about), index)
        # Nobody needs to be shown their own long story again above each answer.
        asks = [read_question(asking_sentence(each), index).text for each in about]
        shown = [f"{each.rstrip(' ?!.')}?" for each in asks] + [asking_sentence(alone.shown)]
        searched = f"{earlier.written_out} {alone.searched}"
        in_conversation = Wording(searched, " ".join(shown))
    wordings = filter(None, (alone, in_conversation))
    return SubQuestion(
        reading,
        alone,
        in_conversation,
        leans,
        tuple(known),
        empty=nothing or _names_nothing(" ".join(wording.searched for wording in wordings), index),
    )


def _names_nothing(text: str, index: Index) -> bool:
    """Whether nothing can be searched for: no words, or one that only asks ("When?").

    "What do I need?" is made of nothing else, and asks for what every article says of itself.
    """
    said = {fold(word.text) for word in words(text, index.language) if not word.text.isdecimal()}
    return len(said) < 2 and said <= FUNCTION_WORDS
