"""What to go on with: readings of an unclear question, related questions, examples, openings.

All are questions that the articles ask; where they ask none, their headings, as topics.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, zip_longest

from bot.answering.model import Choice
from index.contract import Index, StoredPassage, StoredSection
from index.known_questions import normalized
from index.search import Ranking
from index.text.stopwords import FUNCTION_WORDS, GENERIC_WORDS
from index.text.words import fold, primary, stems, words

__all__ = ["choices", "choices_of", "examples", "is_question", "openings", "related"]

MOST_CHOICES = 3
MOST_RELATED = 3
NEAREST_ARTICLES = 5
"""Articles of the nearest passages that are looked through for examples."""
LONGEST = 120
"""Characters of a question that a person would press."""
_ENDS = (".", "!", ";", ",", "…")
"""What a statement ends with, or the first line of one: no topic."""
LOOKED_AT = 500
"""Sections of one article that are looked through for a question."""


def is_question(label: str) -> bool:
    """Return whether a heading or a section's label asks something, what is in brackets aside."""
    heading = label.partition(" (")[0]
    return "?" in heading or "？" in heading


def choices(
    shown: Iterable[int], ranking: Ranking, index: Index, least_share: float
) -> tuple[Choice, ...]:
    """Return other readings of an unclear question, no two of one section.

    That is of the passages with at least `least_share` of the best one's share, and in any case of
    the next one, whose section isn't `shown`.
    """
    shares = ranking.shares()
    said = {int(index.section_of[number]) for number in shown}
    offered: dict[int, Choice] = {}
    alike: set[tuple[str, ...]] = set()
    for number, share in zip(ranking.passages.tolist(), shares.tolist(), strict=True):
        if (offered and share < least_share * shares[0]) or len(offered) == MOST_CHOICES:
            break
        section = int(index.section_of[number])
        if section >= 0 and section not in said and section not in offered:
            label = _told_apart(index.section(section), alike, index)
            offered[section] = Choice(label, index.passage_at(number).id)
    return tuple(offered.values())


def choices_of(passages: Iterable[int], index: Index) -> tuple[Choice, ...]:
    """Return what several articles or sections answer, each for itself, as choices between them."""
    offered: list[Choice] = []
    alike: set[tuple[str, ...]] = set()
    for number in islice(passages, MOST_CHOICES):
        passage, section = index.passage_at(number), int(index.section_of[number])
        # Above all headings, an article is all there is to name.
        named = titled(passage, index)
        label = named if section < 0 else _told_apart(index.section(section), alike, index)
        offered.append(Choice(label, passage.id))
    return tuple(offered)


def titled(passage: StoredPassage, index: Index) -> str:
    """Return the title of a passage's article, with its id where others are called the same."""
    article = index.article(passage.article)
    called = sum(other.title == article.title for other in index.articles)
    return article.title if called == 1 else f"{article.title} ({article.id})"


def related(
    best: int, shown: Iterable[int], asked: Sequence[str], ranking: Ranking, index: Index
) -> tuple[str, ...]:
    """Return two or three questions that stand around an answer, nearest first, else topics."""
    said = {normalized(question) for question in asked}
    for number in {int(index.section_of[each]) for each in shown} - {-1}:
        for section in _above(number, index):
            said |= {normalized(section.label), normalized(section.path[-1])}
    # A question from far off in a long article is no way to go on.
    of_article = index.article_of[ranking.passages] == index.article_of[best]
    ranked = dict.fromkeys(index.section_of[ranking.passages[of_article]].tolist())
    nearest = (index.section(number) for number in ranked if number >= 0)
    return tuple(_asks(chain(nearest, _around(best, index)), said, MOST_RELATED))


def examples(
    ranking: Ranking,
    index: Index,
    language: str | None = None,
    count: int = 3,
    about: str | None = None,
    *,
    anew: bool = False,
) -> tuple[str, ...]:
    """Return questions that the articles answer, nearest to what was asked, else topics.

    They are of the article that the conversation is `about`, by its id, where that has any; else
    of articles in the asker's language, where there are any. Of both in turn where the question
    asks of something `anew`, which may be another subject or none.
    """
    nearest = dict.fromkeys(index.article_of[ranking.passages].tolist())
    talked_of = [number for number, one in enumerate(index.articles) if one.id == about]
    own = _nearest(ranking, index, talked_of, count)
    if own and not anew:
        return own
    others = _nearest(ranking, index, _in_language(nearest, language, index), count)
    in_turn = filter(None, chain.from_iterable(zip_longest(own, others)))
    return tuple(dict.fromkeys(in_turn))[:count]


def _nearest(
    ranking: Ranking, index: Index, articles: Sequence[int], count: int
) -> tuple[str, ...]:
    """What some articles answer, nearest to what was asked, then whatever is first in each."""
    ranked = dict.fromkeys(index.section_of[ranking.passages].tolist())
    near = (index.section(number) for number in ranked if number >= 0)
    of_these = (section for section in near if section.article in articles)
    further = chain.from_iterable(
        _faq_first(article, index) for article in articles[:NEAREST_ARTICLES]
    )
    return tuple(_asks(chain(of_these, further), (), count))


def openings(
    index: Index, count: int, articles: Sequence[str] | None = None, language: str | None = None
) -> list[str]:
    """Return questions to open a conversation with, one of each article in turn, else topics.

    They are of articles in the asker's language, where there are any.
    """
    chosen = [
        number
        for number, article in enumerate(index.articles)
        if articles is None or article.id in articles
    ]
    lists = [
        _asks(_faq_first(number, index), (), count)
        for number in _in_language(chosen, language, index)
    ]
    in_turn = [asks[turn] for turn in range(count) for asks in lists if turn < len(asks)]
    return list(dict.fromkeys(in_turn))[:count]


def _in_language(articles: Iterable[int], language: str | None, index: Index) -> list[int]:
    """Those of some articles that are in a language, whatever its country; all where none is."""
    chosen = list(articles)
    if language is None:
        return chosen
    asked = primary(language)
    return [each for each in chosen if primary(index.articles[each].language) == asked] or chosen


def _asks(sections: Iterable[StoredSection], said: Iterable[str], count: int) -> list[str]:
    """The first labels that are questions, none twice or in `said`; else those of topics."""
    seen = set(said)
    alike: set[tuple[str, ...]] = set()
    questions: list[str] = []
    topics: list[str] = []
    for section in sections:
        if len(questions) == count:
            break
        # Of many sections most are looked at only to find that they ask nothing.
        wanted = questions if is_question(section.label) else topics
        if len(wanted) == count or not section.passages or not _can_be_asked(section):
            continue
        key, meaning = normalized(section.label), _meaning(section.label)
        if key not in seen and meaning not in alike:
            seen.add(key)
            alike.add(meaning)
            wanted.append(section.label)
    return questions or topics


def _can_be_asked(section: StoredSection) -> bool:
    """Whether a label is one that a person would press."""
    heading = section.path[-1] if section.path else section.label
    if len(section.label) > LONGEST:
        return False
    # The end of a heading that was broken over two lines.
    if heading[:1].islower() and not _begins_to_ask(heading):
        return False
    if not is_question(heading):
        return not heading.rstrip().endswith(_ENDS)
    # "Questions?", "Need help?"
    named = [word for word in words(heading) if fold(word.text) not in FUNCTION_WORDS]
    return any(word.stem not in GENERIC_WORDS for word in named) or _begins_to_ask(heading)


def _begins_to_ask(heading: str) -> bool:
    # Hardly any heading needs it.
    from corpus.furniture.headings import is_question as asks

    return asks(heading.rstrip(" ?？"))


def _meaning(label: str) -> tuple[str, ...]:
    """What a label asks, however it is spelled: "travelling" is "traveling"."""
    return tuple(stems(label))


def _told_apart(section: StoredSection, alike: set[tuple[str, ...]], index: Index) -> str:
    """A section's label, and what it stands in where another one in `alike` says the same."""
    label = section.label
    if _meaning(label) in alike:
        above = section.path[-2] if len(section.path) > 1 else index.articles[section.article].title
        label = f"{label} ({above})"
    alike.add(_meaning(label))
    return label


def _above(number: int, index: Index) -> Iterator[StoredSection]:
    """A section and those that it stands in, outwards."""
    path = index.section(number).path
    while path and number >= 0:
        section = index.section(number)
        if section.path == path:
            yield section
            path = path[:-1]
        number -= 1


def _around(best: int, index: Index) -> list[StoredSection]:
    """The sections under the outermost heading above a passage, in order; else its article's."""
    number = int(index.section_of[best])
    if number < 0:
        return list(_sections(int(index.article_of[best]), index))
    own = index.section(number)
    first, end = index.section_range(own.article)
    low = high = number
    while low > first and index.section(low).level > 1:
        low -= 1
    while high + 1 < end and index.section(high + 1).level > 1:
        high += 1
    found = [index.section(n) for n in range(low, high + 1)]
    # Alone under its heading, there is the rest of the article to ask about.
    return found if len(found) > 1 else list(_sections(own.article, index))


def _faq_first(article: int, index: Index) -> list[StoredSection]:
    """An article's sections, those of its FAQ before all others."""
    return sorted(_sections(article, index), key=lambda section: not section.faq)


def _sections(article: int, index: Index) -> Iterator[StoredSection]:
    first, end = index.section_range(article)
    return map(index.section, range(first, min(end, first + LOOKED_AT)))
