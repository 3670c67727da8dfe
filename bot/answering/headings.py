"""Which headings are shown above an answer: those without which it isn't understood."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.answering.suggestions import is_question
from index.contract import Index, StoredPassage, StoredSection
from index.text.other_languages import function_words
from index.text.stopwords import GENERIC_WORDS, NEGATIONS
from index.text.words import fold, stems, words

__all__ = ["headed_from", "told_apart"]

SPARSE = 6
"""Words of a paragraph that says too little without its heading: "Karen Butt, 01403 7921"."""
FEW_WORDS = 3
"""Words of a lead-in that says no more than that a list follows."""


def headed_from(
    passage: StoredPassage,
    shown: Sequence[StoredPassage],
    index: Index,
    asked: Collection[str] | None = None,
) -> int | None:
    """Return the level, 0 the outermost, from which headings are needed to understand a passage.

    That is the question which it answers in its article, or its own heading where that is one of
    several to choose from, such as a country, a level or a role, or says what a table, code, a few
    words or a list without a lead-in are of or what a lead-in goes on from; or where it says more
    than what is `shown` and, above a paragraph, what was `asked`, by the stems of its content
    words. None where no heading is needed.
    """
    if passage.section is None:
        return None
    section = index.section(passage.section)
    asking = [n for n, heading in enumerate(section.path) if is_question(heading)]
    if section.faq or asking:
        return max(asking, default=len(section.path) - 1)
    bare = (
        passage.kind == "row"
        or (passage.kind == "code" and shown[0] == passage)
        or (passage.kind == "paragraph" and len(passage.text.split()) <= SPARSE)
    )
    needed = bare or _leans(passage, index) or _is_choice(section, index)
    # Who asks "can I donate if …" isn't told by that whether a list is of those who can.
    known = asked if passage.kind == "paragraph" or asked is None else ()
    if needed or (known is not None and _says_more(section, shown, known, index)):
        # "Pros" says nothing without what has them.
        return len(section.path) - 1 - section.named_with_above
    return None


def told_apart(one: StoredPassage, other: StoredPassage) -> int | None:
    """The only level at which the headings of two passages differ, or None.

    Two questions are no choices: who asks one doesn't ask the other.
    """
    if one.article != other.article or len(one.heading) != len(other.heading):
        return None
    levels = [n for n, (a, b) in enumerate(zip(one.heading, other.heading, strict=True)) if a != b]
    if len(levels) != 1 or len(one.heading) == 1:
        return None
    ask = any(is_question(passage.heading[levels[0]]) for passage in (one, other))
    return None if ask else levels[0]


def _leans(passage: StoredPassage, index: Index) -> bool:
    """Whether a list has no lead-in, or one that says nothing by itself: "They are:"."""
    if passage.kind != "item":
        return False
    lead = index.block(passage.block).lead
    return lead is None or len(lead.text.split()) <= FEW_WORDS or lead.text[:1].islower()


def _says_more(
    section: StoredSection, shown: Sequence[StoredPassage], asked: Collection[str], index: Index
) -> bool:
    """Whether a heading has a telling word that neither what was asked nor what is shown has.

    It may say of what, for whom or when that holds: "When you are not allowed to donate"; or that
    it doesn't: "No live coding".
    """
    language = index.articles[section.article].language
    leads = (index.block(one.block).lead for one in shown)
    said = [*(one.text for one in shown), *(lead.text for lead in leads if lead)]
    connecting = function_words(language) - NEGATIONS
    known = {*asked, *stems(" ".join(said), language), *connecting, *GENERIC_WORDS}
    return any(
        known.isdisjoint((word.stem, fold(word.text))) for word in words(section.path[-1], language)
    )


def _is_choice(section: StoredSection, index: Index) -> bool:
    """Whether a section stands beside others under a heading."""
    above = section.path[:-1]
    first, end = index.section_range(section.article)
    following = section.number + 1
    while following < end and index.section(following).path[: len(section.path)] == section.path:
        following += 1
    beside = [n for n in (section.number - 1, following) if first <= n < end]
    return bool(above) and any(
        len(path) > len(above) and path[: len(above)] == above
        for path in (index.section(n).path for n in beside)
    )
