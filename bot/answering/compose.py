"""Selected passages become what an answer says: its text, blocks, highlight and sources."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from bot.answering.excerpt import Excerpt, best_piece, excerpt, highlight
from bot.answering.model import AnswerBlock, Heading, List, Paragraph, Source, Table
from bot.answering.selection import Selection
from bot.answering.sources import Stretch, sources
from corpus.article import Span
from index.contract import Index, StoredPassage
from index.in_range import misses
from index.search import Ranking

__all__ = ["Composed", "beside", "compose", "compose_more", "plain_text"]

MOST_MORE = 3
"""Other places that are named beside an answer."""
EQUAL = 0.37
"""A part of a list or table that is shown with the best one answers as well from this part of its
share on (e times the odds): then the whole answers, and none is marked. Of such marks .39 were
right over eight sets of real pages, .63 of those up to e times as far apart, .91 of all others."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What an answer says and where it stands."""

    text: str
    blocks: tuple[AnswerBlock, ...]
    highlight: str | None
    sources: tuple[Source, ...]


def compose(
    selection: Selection,
    ranking: Ranking,
    index: Index,
    turn: Ranking | None = None,
    *,
    asked: str = "",
) -> Composed:
    """Lay out the selected passages, with their sources.

    `turn` has the words of the last turn alone where `ranking` is that of the conversation: what
    answers the question before isn't marked again. What has not the numbers that it `asked` about,
    where ranges tell it from what has, isn't marked either.
    """
    turn = turn or ranking
    best = index.passage_at(selection.best)
    shown = [
        best if number == selection.best else index.passage_at(number) for number in selection.shown
    ]
    piece = best_piece(best, turn, index, asked)
    alone = Counter(one.block for one in shown)
    # Of several items, none is cut: a list is read from its top to its end.
    parts = {
        one.number: Excerpt(one.text, one.start, one.end)
        if one.kind == "item" and alone[one.block] > 1
        else excerpt(one, ranking, index, piece=piece if one is best else None)
        for one in shown
    }
    blocks: list[AnswerBlock] = []
    stretches: list[Stretch] = []
    above: tuple[str, ...] = ()
    for (heading, number), group in groupby(shown, key=lambda one: (one.heading, one.block)):
        passages = list(group)
        block = index.block(number)
        if selection.headed_from is not None:
            below = heading[selection.headed_from :]
            blocks += _headings(above, below)
            above = below
            # A label that leads in to its list is both: "Requirements:".
            if block.lead and blocks and blocks[-1] == Heading(block.lead.text):
                blocks.pop()
        stretches += [
            Stretch(one, parts[one.number].start, parts[one.number].end) for one in passages
        ]
        for extra in (block.lead, block.header):
            if extra is not None and passages[0].kind != "paragraph":
                stretches.append(Stretch(passages[0], extra.start, extra.end))
        blocks += _blocks(passages, parts, index, blocks)
    marked = None
    if piece is not None and not _among_equals(selection, ranking, index):
        marked = highlight(best, piece)
    if marked and misses(best.number, marked, asked, ranking, index):
        marked = None
    return Composed(
        text=plain_text(blocks),
        blocks=tuple(blocks),
        highlight=marked,
        sources=tuple(sources(stretches, best, marked or "", index)),
    )


def _among_equals(selection: Selection, ranking: Ranking, index: Index) -> bool:
    """Whether another part of the same list or table answers about as well: "opening hours"."""
    best = index.passage_at(selection.best)
    if best.kind not in ("item", "row"):
        return False
    shares = dict(zip(ranking.passages.tolist(), ranking.shares().tolist(), strict=True))
    beside = [
        shares.get(number, 0.0)
        for number in selection.shown
        if number != best.number and index.passage_at(number).block == best.block
    ]
    return bool(max(beside, default=0.0) >= EQUAL * shares.get(best.number, 1.0))


def compose_more(
    numbers: Sequence[int], shown: Sequence[Source], index: Index
) -> tuple[Source, ...]:
    """Return the sources of passages that may help too, none of them shown yet, one a section."""
    passages = map(index.passage_at, numbers)
    found = (sources([Stretch(one, one.start, one.end)], one, "", index)[0] for one in passages)
    return beside(found, shown)


def beside(found: Iterable[Source], shown: Sequence[Source]) -> tuple[Source, ...]:
    """Return the first of some sources, numbered anew, one a section and nothing that is shown.

    The section that is shown may have more to say: a page without headings is a single one.
    """
    kept: list[Source] = []
    for source in found:
        said = any(_overlap(source, other) for other in shown)
        again = any(_section(source) == _section(other) for other in kept)
        if not said and not again and len(kept) < MOST_MORE:
            kept.append(replace(source, n=len(kept) + 1))
    return tuple(kept)


def _overlap(one: Source, other: Source) -> bool:
    return one.article == other.article and one.start < other.end and other.start < one.end


def _section(source: Source) -> tuple[str, tuple[str, ...]]:
    return source.article, source.heading


def plain_text(blocks: Sequence[AnswerBlock]) -> str:
    """Return blocks as text, without headings: an item or row a line, blocks a blank line apart."""
    return "\n\n".join(filter(None, map(_block_text, blocks)))


def _block_text(block: AnswerBlock) -> str:
    if isinstance(block, Heading):
        return ""
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, List):
        return "\n".join(filter(None, [block.lead, *block.items]))
    return "\n".join(" | ".join(row) for row in [block.header, *block.rows] if row)


def _headings(above: tuple[str, ...], below: tuple[str, ...]) -> list[AnswerBlock]:
    """The headings that come new where those `above` were shown last."""
    level = 0
    while level < min(len(above), len(below)) and above[level] == below[level]:
        level += 1
    if level == len(below) < len(above):
        level -= 1  # Back under the heading that was left.
    return [Heading(text) for text in below[max(level, 0) :]]


def _ends_paragraph(lead: Span | None, led: StoredPassage, index: Index) -> bool:
    """Whether a lead-in is the end of a paragraph, in front of what it leads to."""
    first = index.beside(led.number)[0]
    if lead is None or first == 0:
        return False
    before = index.passage_at(first - 1)
    return before.article == led.article and before.start < lead.start < before.end


def _blocks(
    passages: Sequence[StoredPassage],
    parts: Mapping[int, Excerpt],
    index: Index,
    before: Sequence[AnswerBlock],
) -> list[AnswerBlock]:
    """The block of an answer that passages of one block of an article make."""
    kind = passages[0].kind
    shown = [parts[one.number] for one in passages]
    paragraphs = [Paragraph(one.text, one.cut_before, one.cut_after) for one in shown]
    if kind == "paragraph":
        return [*paragraphs]
    block = index.block(passages[0].block)
    every = len(index.beside(passages[0].number))
    of = every if every > len(passages) else None
    lead = block.lead.text if block.lead else ""
    # A lead-in that was just shown as a paragraph of its own isn't said twice.
    if before and isinstance(before[-1], Paragraph) and before[-1].text.endswith(lead):
        lead = ""
    if kind in ("code", "row") or any(one.cut_before or one.cut_after for one in shown):
        led = (
            [Paragraph(lead, cut_before=_ends_paragraph(block.lead, passages[0], index))]
            if lead
            else []
        )
        if kind == "row":
            return [*led, Table(block.columns, tuple(one.cells for one in passages), of=of)]
        return [*led, *paragraphs]
    if every == 1 and not lead:
        return [Paragraph(passages[0].text)]
    numbers = tuple(one.ordinal for one in passages)
    outermost = min(one.depth for one in passages)
    levels = tuple(one.depth - outermost for one in passages)
    return [
        List(
            lead,
            tuple(one.text for one in passages),
            numbers=numbers if any(number is not None for number in numbers) else (),
            levels=levels if any(levels) else (),
            of=of,
        )
    ]
