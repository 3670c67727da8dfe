"""What was found for one question of a message, and how sure it is that this answers it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from bot.answering.confidence import Calibration
from bot.answering.elsewhere import as_titled, elsewhere
from bot.answering.evidence import evidence, evidence_read, lacking, nowhere, shown_text, strangest
from bot.answering.excerpt import read_of
from bot.answering.model import Status
from bot.answering.quantity import asks_price, gives_price
from bot.answering.reading.follow_up import Leaning, points_back, stands_alone
from bot.answering.reading.split import asking
from bot.answering.reading.sub_questions import SubQuestion, Wording
from bot.answering.reading.turn import turn_in
from bot.answering.selection import MOST, Selection, first_known, select, select_known
from corpus.sentences import sentences
from index.contract import Index, StoredPassage
from index.in_range import by_key, in_range
from index.known_questions import Known
from index.reader import READ, read_first
from index.search import Ranking, excluding, in_conversation
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, stems, words

__all__ = ["STRANGE", "Verdict", "judge", "names", "of_both"]

KNOWN_CONFIDENCE = {
    Known.FAQ: 0.99,
    Known.PHRASING: 0.99,
    Known.HEADING: 0.97,
    Known.OPENING: 0.97,
    Known.PASSAGE: 0.97,
    # Surer than not: no question of the sets begins another, so nothing tells how much.
    Known.BEGINNING: 0.5,
}
STRANGE = 0.3
"""Weight of a word without its like in any article, from which a conversation is about another
subject; and of a word of a name without its like in a passage, which isn't about that then (between
.1 and .6 it made no difference to 48 follow-ups over three sets of real pages)."""
ACRONYM = 3
"""Letters of a word that may stand for several others."""
CONTEXT = 0.5
"""What a passage's score for the conversation counts beside that for the question alone."""
CAPPED = 0.95
"""Part of the confidence for an answer that a question about a name gets at most that no article
has (on the sets over real pages, three in ten such answers were wrong), one that is answered by
nothing but a question, one that other articles answer as well for themselves ("when do you
open?", of several branches), one that compares and lacks one side, one that points back at what was
asked before ("is it stressful?") and is answered by an article about something else, and one that
is answered by what was asked before only ("and a pool?")."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The passages that answer one question of a message, and the confidence in them."""

    question: SubQuestion
    read: str
    """The question as it was read, in its conversation where that was what found the answer."""
    ranking: Ranking
    confidence: float
    selection: Selection | None
    """None where nothing is known that could answer."""
    status: Status
    more: tuple[int, ...] = ()
    """Passages of other places that may help too."""
    nowhere: str | None = None
    """A name in the question that no article has."""
    elsewhere: tuple[int, ...] = ()
    """Passages that answer as well, each for its article or section; the question names none."""


@dataclass(frozen=True, slots=True)
class _Found:
    wording: Wording
    """By which it was found."""
    ranking: Ranking
    selection: Selection
    confidence: float


def judge(
    question: SubQuestion,
    alone: Ranking,
    *,
    index: Index,
    calibration: Calibration,
    together: Ranking | None = None,
    articles: Collection[str] | None = None,
    said: Collection[int] = (),
    picked: int | None = None,
    reading: bool = True,
) -> Verdict:
    """Choose what answers a question, and say how sure that is.

    `alone` ranks the passages for the question, `together` for it and what was asked before.
    `articles` are the ids of the only ones to answer from; passages in `said` were shown already.
    `picked` is the number of the passage that the asker chose. Without `reading` the first
    passages aren't read where that would take it out of doubt.
    """
    met = by_key(alone, index)
    alone = as_titled(in_range(met, question.alone.searched, index), index)
    shown = question.alone.shown
    known = first_known(question.known, alone, index, articles)
    if picked is not None and not (known and _answers_in(known, picked, index)):
        known = Known.PASSAGE, picked
    if known is not None:
        kind, target = known
        selection = select_known(kind, target, alone, index)
        known_one = _verdict(question, shown, alone, KNOWN_CONFIDENCE[kind], selection, calibration)
        # What the asker chose is meant, and what the owner did, where that is one place.
        alike = sum(each is kind for each, _ in question.known)
        chosen = kind is Known.PASSAGE or (kind is Known.PHRASING and alike == 1)
        return known_one if chosen else _for_itself(known_one, index, calibration)
    if question.empty or not len(alone):
        return _verdict(question, shown, alone, 0.0, None, calibration)
    found = _found(question.alone, alone, index, calibration)
    doubtful = False
    if question.in_conversation and together is not None:
        found, doubtful = _in_conversation(question, found, together, said, index, calibration)
    if reading and found.wording is question.alone and calibration.in_doubt(found.confidence):
        # The reader can't tell by a range, either.
        found = _read(question.alone, met, index, calibration) or found
    best = found.selection.best
    strange_name = nowhere(question.reading.written_out, alone, best, index)
    confidence = found.confidence
    if strange_name is not None or doubtful or _only_asks(index.passage_at(best)):
        confidence = _unsure(confidence, calibration)
    verdict = _verdict(
        question, found.wording.shown, found.ranking, confidence, found.selection, calibration
    )
    return _for_itself(replace(verdict, nowhere=strange_name), index, calibration)


def of_both(
    sides: Sequence[SubQuestion], whole: Verdict, index: Index, calibration: Calibration
) -> Verdict:
    """Return the verdict on a comparison: unsure where one side isn't in what answers."""
    if whole.selection is None:
        return whole
    best = index.passage_at(whole.selection.best)
    language = index.article(best.article).language
    said = " ".join((*best.heading, shown_text(whole.selection, index)))
    here = set(stems(index.acronyms.expand(said), language))
    named = [
        {
            word.stem
            for word in words(side.reading.written_out, language)
            # "PM" may be written out in what answers.
            if len(word.text) > ACRONYM and fold(word.text) not in FUNCTION_WORDS
        }
        for side in sides
    ]
    if all(side & here for side in named if side):
        return whole
    confidence = _unsure(whole.confidence, calibration)
    return replace(whole, confidence=confidence, status=calibration.status(confidence))


def names(verdict: Verdict, name: Ranking, index: Index) -> bool:
    """Return whether what answers has a name, or the like of it; `name` ranks the passages for it.

    "And a nurse?" is answered by nothing that speaks of others only.
    """
    if verdict.selection is None:
        return False
    return lacking(name, verdict.selection.best, index) <= STRANGE


def _found(wording: Wording, ranking: Ranking, index: Index, calibration: Calibration) -> _Found:
    """What answers a wording by a ranking, and how sure that is."""
    selection = select(ranking, index)
    facts = evidence(wording.searched, ranking, selection, index)
    if ranking.read is None:
        confidence = calibration.confidence(facts)
    else:
        confidence = calibration.confidence_read(facts, evidence_read(ranking))
    return _Found(wording, ranking, selection, confidence)


def _in_conversation(
    question: SubQuestion,
    alone: _Found,
    together: Ranking,
    said: Collection[int],
    index: Index,
    calibration: Calibration,
) -> tuple[_Found, bool]:
    """What answers a question with what was asked before it, or alone; and whether to doubt it."""
    assert question.in_conversation is not None
    # The reader was trained on questions that stand alone.
    both = replace(excluding(_weighed(alone.ranking, together), said), text="")
    both = in_range(both, question.alone.searched, index)
    if not len(both):
        return alone, False
    found, inside = alone, _found(question.in_conversation, both, index, calibration)
    core, leans = question.reading.core, question.leaning is Leaning.CLEARLY
    sure = calibration.status(alone.confidence) == "answered"
    # "And a gym?" asks for something else where nothing in the conversation answers it.
    refused = calibration.status(inside.confidence) == "no_answer"
    # So does "when do you open?", which the same article answers by itself: what answers it with
    # what was asked before may be met by the words of that alone.
    own = leans and alone.ranking.terms and not points_back(core) and not turn_in(core)
    stays = sure and (refused or (own and not _apart(alone.ranking, both, index)))
    if not stays and (inside.confidence > alone.confidence or leans):
        # What stands first all the same is no less sure for the conversation, unless that is about
        # something that no article knows.
        same = both.passages[0] == alone.ranking.passages[0]
        found = inside
        if same and strangest(both) <= STRANGE:
            found = replace(inside, confidence=max(alone.confidence, inside.confidence))
    points = leans and not stands_alone(core)
    doubtful = points and len(together) > 0 and _apart(found.ranking, together, index)
    if found is not alone:
        doubtful = doubtful or _unmet(question, alone.ranking, found.selection, index)
    return found, doubtful


def _read(
    wording: Wording, ranking: Ranking, index: Index, calibration: Calibration
) -> _Found | None:
    """What answers once the first passages were read, None where the encoder has no reader."""
    most = READ if calibration.is_close(float(ranking.shares()[0])) else 1
    texts = [read_of(number, ranking, index) for number in ranking.passages[:most].tolist()]
    again = read_first(wording.searched, texts, ranking, index)
    if again is None:
        return None
    again = as_titled(in_range(by_key(again, index), wording.searched, index), index)
    return _found(wording, again, index, calibration)


def _unmet(question: SubQuestion, alone: Ranking, selection: Selection, index: Index) -> bool:
    """Whether an answer lacks what a question asks for itself, beside what was asked before it.

    That is a word of what it names or asks, not of what it tells ("it's electric, do I pay less?"),
    and an amount where it asks for one.
    """
    text = question.alone.searched
    asks = [(0, len(text))] if turn_in(question.reading.core) else asking(text)
    own = [term for term in alone.terms if any(a <= term.word.start < b for a, b in asks)]
    name = replace(alone, terms=tuple(own))
    if all(lacking(name, number, index) > STRANGE for number in selection.shown):
        return True
    wants = asks_price(question.reading.core)
    return wants and not gives_price(shown_text(selection, index))


def _for_itself(verdict: Verdict, index: Index, calibration: Calibration) -> Verdict:
    """A verdict, unsure where other articles or sections answer as well, each for itself."""
    if verdict.status == "no_answer" or verdict.selection is None:
        return verdict
    others = elsewhere(verdict.selection, verdict.ranking, index)
    if not others:
        return verdict
    confidence = _unsure(verdict.confidence, calibration)
    status = calibration.status(confidence)
    return replace(verdict, confidence=confidence, status=status, elsewhere=others)


def _unsure(confidence: float, calibration: Calibration) -> float:
    """Return a confidence that is too low for an answer to be sure."""
    return min(confidence, CAPPED * calibration.answered)


def _apart(ranking: Ranking, together: Ranking, index: Index) -> bool:
    """Whether what answers is of another article than what the conversation is about."""
    of = index.article_of
    return bool(of[ranking.passages[0]] != of[together.passages[0]])


def _only_asks(passage: StoredPassage) -> bool:
    """Whether a passage is nothing but a question, which answers none."""
    return passage.text.rstrip().endswith("?") and len(sentences(passage.text)) == 1


def _verdict(
    question: SubQuestion,
    read: str,
    ranking: Ranking,
    confidence: float,
    selection: Selection | None,
    calibration: Calibration,
) -> Verdict:
    status = "no_answer" if selection is None else calibration.status(confidence)
    more = _more(ranking, confidence, selection, calibration) if selection is not None else ()
    return Verdict(question, read, ranking, confidence, selection, status, more)


def _more(
    ranking: Ranking, confidence: float, selection: Selection, calibration: Calibration
) -> tuple[int, ...]:
    """Passages beside the answer that would be shown, unsure, if they came first."""
    shares = ranking.shares()[:MOST]
    likely = ranking.passages[:MOST][confidence * shares >= calibration.unsure * shares[0]]
    return tuple(number for number in likely.tolist() if number not in selection.shown)


def _weighed(alone: Ranking, together: Ranking) -> Ranking:
    """The ranking for a question in its conversation; "what about them?" asks nothing alone."""
    return in_conversation(alone, together, CONTEXT) if alone.terms else together


def _answers_in(known: tuple[Known, int], number: int, index: Index) -> bool:
    """Whether a known question is that of an FAQ which a passage answers."""
    kind, target = known
    return kind is Known.FAQ and number in index.section(target).passages
