"""Which passages make up an answer: the best one, and what a reader needs around it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.known_questions import Known
from index.load import Index, StoredPassage
from index.search import Ranking

__all__ = ["Selection", "select", "select_known"]

ALIKE = 0.15
"""A passage whose share is at least this part of the best one's is shown with it."""
LONGEST = 600
"""Characters up to which passages are added to the best one."""
ELSEWHERE = 2
"""Passages of other places that are shown with the best one where they are alike."""
MOST = 8


@dataclass(frozen=True, slots=True)
class Selection:
    """The passages of an answer."""

    best: int
    """Number of the passage that answers best."""
    shown: tuple[int, ...]
    """All passages shown, the best included, in the order they are laid out."""
    whole_section: bool = False


def select(ranking: Ranking, index: Index) -> Selection:
    """Choose the passages that answer, from a ranking that is not empty."""
    best = index.passage_at(int(ranking.passages[0]))
    shares = ranking.shares()
    alike = [
        index.passage_at(int(number))
        for number, share in zip(ranking.passages[1:MOST], shares[1:MOST], strict=False)
        if share >= ALIKE * shares[0]
    ]
    faq = _faq_answer(best, index)
    shown = faq or [best, *_led_to(best, index, LONGEST - len(best.text), [])]
    for passage in alike:
        if passage in shown:
            continue
        more = [*shown, *(_faq_answer(passage, index) or [passage])]
        if (
            _length(more) <= LONGEST
            and len({other.block for other in more} - {best.block}) <= ELSEWHERE
        ):
            shown = more
    for number in {passage.block for passage in shown if passage.kind in ("item", "row")}:
        shown = _completed(shown, number, index)
    for passage in shown:
        shown = [*shown, *_led_to(passage, index, LONGEST - _length(shown), shown)]
    return Selection(best.number, _laid_out(shown, index), whole_section=bool(faq))


def _completed(shown: list[StoredPassage], number: int, index: Index) -> list[StoredPassage]:
    """Show a list or table whole where several parts of it are alike and there is room."""
    inside = [passage for passage in shown if passage.block == number]
    if len(inside) < 2:
        return shown
    missing = [passage for passage in _block(inside[0], index) if passage not in inside]
    return [*shown, *missing] if _length([*shown, *missing]) <= LONGEST else shown


def select_known(kind: Known, target: int, ranking: Ranking, index: Index) -> Selection:
    """Choose the passages of a question that is known word for word."""
    if kind is Known.LABEL:
        answer = [passage.number for passage in _faq_answer(index.passage_at(target), index)]
        return Selection(target, tuple(answer) or (target,), bool(answer))
    section = index.section(target)
    ranked = ranking.passages.tolist()
    if section.faq:
        inside = (number for number in ranked if number in section.passages)
        best = next(inside, section.passages[0])
        return Selection(best, tuple(section.passages), whole_section=True)
    shown: list[int] = []
    length = 0
    for number in section.passages:
        length += len(index.passage_at(number).text)
        if shown and length > LONGEST:
            break
        shown.append(number)
    return Selection(shown[0], tuple(shown))


def _faq_answer(passage: StoredPassage, index: Index) -> list[StoredPassage]:
    """The whole answer that a passage belongs to, or nothing where it isn't of an FAQ."""
    if passage.section is None or not (section := index.section(passage.section)).faq:
        return []
    return [index.passage_at(number) for number in section.passages]


def _led_to(
    lead: StoredPassage, index: Index, room: int, shown: list[StoredPassage]
) -> list[StoredPassage]:
    """What a passage ending in a colon leads in to, as far as there is room.

    That is the list or table after a paragraph, and the deeper items after an item; the answer of
    an FAQ is whole as it is.
    """
    if not lead.text.endswith(":") or _faq_answer(lead, index):
        return []
    led: list[StoredPassage] = []
    number = lead.number + 1
    while number < len(index) and index.article_of[number] == index.article_of[lead.number]:
        passage = index.passage_at(number)
        room -= len(passage.text)
        if passage.kind == "paragraph" or room < 0 or (led and passage.block != led[0].block):
            break
        deeper = passage.block == lead.block and passage.depth > lead.depth
        if lead.kind == "item" and not deeper:
            break
        if passage not in shown:
            led.append(passage)
        number += 1
    return led


def _block(passage: StoredPassage, index: Index) -> list[StoredPassage]:
    """All passages of the list or table that a passage belongs to, in order."""
    low = high = passage.number
    while low > 0 and index.block_of[low - 1] == passage.block:
        low -= 1
    while high + 1 < len(index) and index.block_of[high + 1] == passage.block:
        high += 1
    return [index.passage_at(number) for number in range(low, high + 1)]


def _length(passages: Sequence[StoredPassage]) -> int:
    return sum(len(passage.text) for passage in passages)


def _laid_out(shown: Sequence[StoredPassage], index: Index) -> tuple[int, ...]:
    """By block as they were chosen, the best passage's answer first; inside one, in order."""
    blocks: dict[int, list[int]] = {}
    for passage in shown:
        blocks.setdefault(passage.block, []).append(passage.number)
    order = list(blocks)
    for passage in shown:
        following = passage.number + 1
        if passage.kind != "paragraph" or following >= len(index):
            continue
        # What leads in to a list stands before it, however they were chosen.
        led = int(index.block_of[following])
        if led in blocks and order.index(led) < order.index(passage.block):
            order.remove(passage.block)
            order.insert(order.index(led), passage.block)
    return tuple(number for block in order for number in sorted(set(blocks[block])))
