"""Which passages make up an answer: the best one, and what makes it understood, from one place."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answering.excerpt import shown_of
from bot.answering.headings import headed_from, told_apart
from index.contract import Index, StoredPassage
from index.known_questions import Known
from index.search import Ranking
from index.text.connectives import leans, limits

__all__ = ["MOST", "Selection", "first_known", "select", "select_known"]

ALIKE = 0.15
"""A passage of the same place whose share is at least this part of the best one's is shown too."""
AS_LIKELY = 0.5
"""The same for one that stands under another choice of headings: one of the two was meant."""
SHORT = 350
"""Characters of a list or table that is shown whole though one part of it answers."""
LONGEST = 600
"""Characters up to which passages are added to the best one."""
STEPS = 1200
"""Characters of steps that are shown whole where more than one of them answers: who asks how
something is done would miss one."""
MOST = 8
"""Passages of a ranking that are looked at."""


@dataclass(frozen=True, slots=True)
class Selection:
    """The passages of an answer."""

    best: int
    """Number of the passage that answers best."""
    shown: tuple[int, ...]
    """All passages shown, the best included, in the order they are laid out."""
    headed_from: int | None = None
    """The level of headings, 0 the outermost, from which they are shown above the passages."""


def select(ranking: Ranking, index: Index) -> Selection:
    """Choose the passages that answer, from a ranking that is not empty."""
    best = index.passage_at(int(ranking.passages[0]))
    shares = ranking.shares()
    alike = {
        int(number): float(share / shares[0])
        for number, share in zip(ranking.passages[1:MOST], shares[1:MOST], strict=True)
        if share >= ALIKE * shares[0]
    }
    near = [index.passage_at(number) for number in alike]
    shown = _place(best, near, index)
    asked = {term.word.stem for term in ranking.terms}
    above = headed_from(best, shown, index, asked)
    for other in near:
        level = told_apart(best, other)
        if level is None or other in shown or alike[other.number] < AS_LIKELY:
            continue
        above = level if above is None else min(level, above)
        both = [*shown, *_place(other, near, index)]
        if _length(both) <= LONGEST:
            shown = both
        break
    numbers = [passage.number for passage in shown]
    if above is None and len({passage.heading for passage in shown}) > 1:
        above = len(best.heading)
    return Selection(best.number, tuple(numbers), above)


def first_known(
    known: Sequence[tuple[Known, int]],
    ranking: Ranking,
    index: Index,
    articles: Collection[str] | None,
) -> tuple[Known, int] | None:
    """Return the surest of known questions in one of some articles, given the surest first.

    Of several alike, as each branch's page has, that is the one which the ranking has first.
    """
    inside = [
        (kind, target)
        for kind, target in known
        if articles is None or index.articles[_article_of(kind, target, index)].id in articles
    ]
    alike = [each for each in inside if each[0] is inside[0][0]]
    if len(alike) < 2:
        return next(iter(alike), None)
    places = {number: place for place, number in enumerate(ranking.passages.tolist())}

    def place(each: tuple[Known, int]) -> int:
        found = (places.get(number, len(places)) for number in _passages_of(*each, index))
        return min(found, default=len(places))

    return min(alike, key=place)


def _passages_of(kind: Known, target: int, index: Index) -> Sequence[int]:
    of_passage = kind in (Known.OPENING, Known.PASSAGE)
    return [target] if of_passage else index.section(target).passages


def _article_of(kind: Known, target: int, index: Index) -> int:
    of_passage = kind in (Known.OPENING, Known.PASSAGE)
    return int(index.article_of[target]) if of_passage else index.section(target).article


def select_known(kind: Known, target: int, ranking: Ranking, index: Index) -> Selection:
    """Choose the passages of a question that is known word for word."""
    if kind in (Known.OPENING, Known.PASSAGE):
        passage = index.passage_at(target)
        place = _place(passage, (), index)
        numbers = tuple(each.number for each in place)
        return Selection(target, numbers, headed_from(passage, place, index))
    section = index.section(target)
    # What was asked word for word isn't said again; what stands under it may be headed itself.
    above = len(section.path) - (kind is Known.PHRASING)
    if section.faq:
        inside = (number for number in ranking.passages.tolist() if number in section.passages)
        best = index.passage_at(next(inside, section.passages[0]))
        answer = _around(best, index)
        return Selection(best.number, tuple(each.number for each in answer), above)
    shown: list[int] = []
    length = 0
    for number in section.passages:
        passage = index.passage_at(number)
        length += shown_of(passage)
        if shown and length > (LONGEST if passage.ordinal is None else STEPS):
            break
        shown.append(number)
    return Selection(shown[0], tuple(shown), above)


def _place(best: StoredPassage, near: Sequence[StoredPassage], index: Index) -> list[StoredPassage]:
    """A passage with what makes it understood, in the order of the article."""
    if _is_of_faq(best, index):
        return _around(best, index)
    if best.kind in ("item", "row"):
        place = _part_of_list(best, near, index)
    else:
        place = [*_explained_by(best, index), best, *_led_to(best, index)]
    for other in near:
        # What lies between is shown too: words left out would be missed.
        if other.section == best.section and other.article == best.article and other not in place:
            numbers = [passage.number for passage in (*place, other)]
            stretch = [index.passage_at(n) for n in range(min(numbers), max(numbers) + 1)]
            stretch += _led_to(stretch[-1], index)
            if _length(stretch) <= LONGEST:
                place = stretch
    return _understood(place, index)


def _understood(place: list[StoredPassage], index: Index) -> list[StoredPassage]:
    """A place with what it goes on from and what takes a part of it back, where there is room.

    "This also goes for …" leaves open what does, and "However, …" may stand for the one who asks.
    """
    first, last = place[0], place[-1]
    # What an item says "they" of stands above its list.
    if leans(first.text) if first.kind == "paragraph" else limits(first.text):
        place = _with(_next(first, -1, index), place)
    behind = _next(last, +1, index)
    return _with(behind, place) if behind and limits(behind.text) else place


def _with(other: StoredPassage | None, place: list[StoredPassage]) -> list[StoredPassage]:
    """A place with a passage before or behind it, where there is room."""
    if other is None or _length([*place, other]) > LONGEST:
        return place
    return sorted((*place, other), key=lambda passage: passage.number)


def _next(passage: StoredPassage, step: int, index: Index) -> StoredPassage | None:
    """The paragraph before or behind a passage in its section, or part of its list or table."""
    if not 0 <= passage.number + step < len(index):
        return None
    other = index.passage_at(passage.number + step)
    if other.article != passage.article or other.section != passage.section:
        return None
    return other if other.kind == "paragraph" or other.block == passage.block else None


def _is_of_faq(passage: StoredPassage, index: Index) -> bool:
    return passage.section is not None and index.section(passage.section).faq


def _part_of_list(
    best: StoredPassage, near: Sequence[StoredPassage], index: Index
) -> list[StoredPassage]:
    """A short list or table, or steps, as a whole; of a long one what answers, with its parents.

    What lies between two parts is shown with them, where there is room: the second may go on from
    it ("By that time …"). Of steps none is left out between two others.
    """
    whole = [index.passage_at(number) for number in index.beside(best.number)]
    asked = [passage for passage in near if passage.block == best.block]
    steps = best.ordinal is not None
    if _length(whole) <= (STEPS if steps and asked else LONGEST if steps or asked else SHORT):
        return whole
    part = _with_relatives(best, whole)
    for passage in asked:
        more = part | _with_relatives(passage, whole)
        stretch = set(range(min(more), max(more) + 1))
        for each in (stretch,) if steps else (stretch, more):
            if _length([one for one in whole if one.number in each]) <= LONGEST:
                part = each
                break
    left = [passage for passage in whole if passage.number not in part]
    # To leave out a single one saves less than it costs to look it up.
    if len(left) == 1 < len(part) and _length(left) <= SHORT:
        return whole
    return [passage for passage in whole if passage.number in part]


def _with_relatives(item: StoredPassage, whole: Sequence[StoredPassage]) -> set[int]:
    """The numbers of an item, of those that it is nested in, and of those nested in it."""
    found = {item.number}
    place = item.number - whole[0].number
    depth = item.depth
    for before in reversed(whole[:place]):
        if before.depth < depth:
            found.add(before.number)
            depth = before.depth
    room = LONGEST - shown_of(item)
    for after in whole[place + 1 :]:
        room -= shown_of(after)
        # What ends in a colon is nothing without what it leads in to.
        if after.depth <= item.depth or (room < 0 and not item.text.endswith(":")):
            break
        found.add(after.number)
    return found


def _around(best: StoredPassage, index: Index) -> list[StoredPassage]:
    """An FAQ's answer, or as much of a long one as stands around a passage, its beginning first."""
    assert best.section is not None
    answer = [index.passage_at(number) for number in index.section(best.section).passages]
    first = last = best.number - answer[0].number
    length = shown_of(best)
    longest = STEPS if any(passage.ordinal is not None for passage in answer) else LONGEST
    while first > 0 and length + shown_of(answer[first - 1]) <= longest:
        first -= 1
        length += shown_of(answer[first])
    while last + 1 < len(answer) and (
        length + shown_of(answer[last + 1]) <= longest or answer[last].text.endswith(":")
    ):
        last += 1
        length += shown_of(answer[last])
    return list(answer[first : last + 1])


def _explained_by(code: StoredPassage, index: Index) -> list[StoredPassage]:
    """The paragraph that code stands behind and that says what it does, where there is room."""
    if code.kind != "code" or code.number == 0:
        return []
    before, lead = index.passage_at(code.number - 1), index.block(code.block).lead
    beside = before.article == code.article and before.section == code.section
    # What leads in to it may be all that is said of it.
    says = before.kind == "paragraph" and (lead is None or lead.start < before.end)
    return [before] if beside and says and _length([before, code]) <= LONGEST else []


def _led_to(lead: StoredPassage, index: Index) -> list[StoredPassage]:
    """What a paragraph ending in a colon leads in to, as far as there is room, and never nothing.

    That is the list or table after it, or else the sections below its own. A short list or table
    is whole, and taken from behind a remark, too. A paragraph that ends by asking leads in to what
    answers it, which is no other one that asks.
    """
    if lead.kind != "paragraph" or not lead.text.endswith((":", "?")):
        return []
    led: list[StoredPassage] = []
    room = LONGEST - shown_of(lead)
    for number in range(lead.number + 1, len(index)):
        passage = index.passage_at(number)
        room -= shown_of(passage)
        inside = passage.heading[: len(lead.heading)] == lead.heading
        if passage.article != lead.article or not inside:
            break
        both_ask = lead.text.endswith("?") and passage.text.endswith("?")
        if both_ask and passage.kind == "paragraph":
            break
        short = _is_short(passage, index)
        if led and room < 0 and not short:
            break
        behind = bool(led) and passage.section == lead.section and passage.block != led[-1].block
        if behind and not (short and led[-1].kind == "paragraph"):
            break
        led.append(passage)
    return led


def _is_short(passage: StoredPassage, index: Index) -> bool:
    """Whether a passage is of a list or table that is shown whole."""
    if passage.kind not in ("item", "row"):
        return False
    return _length([index.passage_at(number) for number in index.beside(passage.number)]) <= SHORT


def _length(passages: Sequence[StoredPassage]) -> int:
    return sum(map(shown_of, passages))
