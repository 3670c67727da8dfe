"""Questions to go on with: choices, related questions, examples and openings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from bot.answering.model import Choice
from index.known_questions import Known, normalized
from index.load import Index
from index.search import Ranking

__all__ = ["choices", "examples", "openings", "related"]

MOST_CHOICES = 4
MOST_RELATED = 3
NEAREST_ARTICLES = 5
"""Articles of the nearest passages whose FAQ is looked through for examples."""


def choices(
    shown: Iterable[int], ranking: Ranking, index: Index, least_share: float, *, least: int = 0
) -> tuple[Choice, ...]:
    """Return two to four readings of an unclear question, or none: no two lead to one passage.

    The best passage is offered, and the ones with at least `least_share` of its share, and the
    first `least` in all whatever their share; but none of its section that is `shown` with it.
    """
    shares, said = ranking.shares(), set(shown)
    section = index.section_of[ranking.passages[0]] if len(ranking) else None
    offered: dict[int, Choice] = {}
    for number, share in zip(ranking.passages.tolist(), shares.tolist(), strict=True):
        enough = len(offered) >= least and share < least_share * shares[0]
        if enough or len(offered) == MOST_CHOICES:
            break
        target = _entrance(number, index)
        if offered and target in said and index.section_of[target] == section:
            continue
        passage = index.passage_at(target)
        offered.setdefault(target, Choice(_ask(target, index), passage.id))
    return tuple(offered.values()) if len(offered) > 1 else ()


def related(
    best: int, shown: Iterable[int], asked: Sequence[str], ranking: Ranking, index: Index
) -> tuple[str, ...]:
    """Return two or three questions that the answer's section answers too, nearest first."""
    said = {normalized(question) for question in asked}
    said |= {normalized(_ask(_entrance(number, index), index)) for number in shown}
    around = _around(best, index)
    ranked = [number for number in ranking.passages.tolist() if number in around]
    return tuple(islice(_asks(chain(ranked, around), said, index), MOST_RELATED))


def examples(ranking: Ranking, index: Index, count: int = 3) -> tuple[str, ...]:
    """Return questions that the articles answer, nearest to what was asked."""
    ranked = ranking.passages.tolist()
    near = (number for number in ranked if _is_faq(number, index))
    articles = islice(dict.fromkeys(index.article_of[ranking.passages].tolist()), NEAREST_ARTICLES)
    faqs = chain.from_iterable(_faq_entrances(article, index) for article in articles)
    return tuple(islice(_asks(chain(near, faqs, ranked), set(), index), count))


def openings(index: Index, count: int, articles: Sequence[str] | None = None) -> list[str]:
    """Return questions to open a conversation with, one of each article in turn."""
    lists = []
    for number, article in enumerate(index.articles):
        if articles is None or article.id in articles:
            first = range(article.first_passage, article.first_passage + article.passages)
            entrances = chain(_faq_entrances(number, index), first)
            lists.append(list(_asks(entrances, set(), index, most=count)))
    in_turn = [asks[turn] for turn in range(count) for asks in lists if turn < len(asks)]
    return list(dict.fromkeys(in_turn))[:count]


def _asks(passages: Iterable[int], said: set[str], index: Index, most: int = 20) -> Iterator[str]:
    """Yield what to ask to be led to each passage, none twice and none in `said`."""
    seen = set(said)
    yielded = 0
    for number in passages:
        question = _ask(_entrance(number, index), index)
        if normalized(question) not in seen:
            seen.add(normalized(question))
            yield question
            yielded += 1
            if yielded == most:
                return


def _entrance(number: int, index: Index) -> int:
    """The passage that stands for this one: the first of an FAQ answer, else itself."""
    return (
        index.section(int(index.section_of[number])).passages[0]
        if _is_faq(number, index)
        else number
    )


def _ask(number: int, index: Index) -> str:
    passage = index.passage_at(number)
    if passage.section is not None and (section := index.section(passage.section)).faq:
        # Where two articles answer the same question, it leads to the first of them.
        led = index.known.find(section.heading)[:1]
        return section.heading if led == [(Known.FAQ, section.number)] else passage.label
    return passage.label


def _around(best: int, index: Index) -> list[int]:
    """The passages of the widest section under one outermost heading, in order."""
    number = int(index.section_of[best])
    if number < 0:
        article = index.articles[int(index.article_of[best])]
        return list(range(article.first_passage, article.first_passage + article.passages))
    section = index.section(number)
    while len(section.path) > 1:
        number -= 1
        section = index.section(number)
    return list(section.passages)


def _is_faq(number: int, index: Index) -> bool:
    section = int(index.section_of[number])
    return section >= 0 and index.section(section).faq


def _faq_entrances(article: int, index: Index) -> Iterator[int]:
    for section in map(index.section, range(*index.section_range(article))):
        if section.faq and section.passages:
            yield section.passages[0]
