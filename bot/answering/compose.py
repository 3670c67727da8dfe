"""Selected passages become what an answer says: its text, blocks, highlight and sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from bot.answering.model import AnswerBlock, List, Paragraph, Source, Table
from bot.answering.selection import Selection
from bot.answering.sources import Stretch, sources
from corpus.sentences import sentences
from index.load import Index, StoredPassage
from index.search import Ranking

__all__ = ["Composed", "compose", "plain_text"]

DIRECT = 0.1
"""What the first sentence of an FAQ answer is ahead by: it mostly says yes, no or how much."""


@dataclass(frozen=True, slots=True)
class Composed:
    """What an answer says and where it stands."""

    text: str
    blocks: tuple[AnswerBlock, ...]
    highlight: str
    sources: tuple[Source, ...]


def compose(selection: Selection, ranking: Ranking, index: Index) -> Composed:
    """Lay out the selected passages, with their sources."""
    shown = [index.passage_at(number) for number in selection.shown]
    best = index.passage_at(selection.best)
    blocks: list[AnswerBlock] = []
    stretches: list[Stretch] = []
    for number, group in groupby(shown, key=lambda passage: passage.block):
        passages = list(group)
        block = index.block(number)
        stretches += [Stretch(p, p.start, p.end) for p in passages]
        for extra in (block.lead, block.header):
            if extra is not None and passages[0].kind in ("item", "row"):
                stretches.append(Stretch(passages[0], extra.start, extra.end))
        blocks += _blocks(passages, block.lead.text if block.lead else "", block.columns, blocks)
    highlight = _highlight(selection, ranking, index)
    return Composed(
        text=plain_text(blocks),
        blocks=tuple(blocks),
        highlight=highlight,
        sources=tuple(sources(stretches, best, highlight, index)),
    )


def plain_text(blocks: Sequence[AnswerBlock]) -> str:
    """Return blocks as text: an item or row a line, blocks a blank line apart."""
    return "\n\n".join(filter(None, map(_block_text, blocks)))


def _block_text(block: AnswerBlock) -> str:
    if isinstance(block, Paragraph):
        return block.text
    if isinstance(block, List):
        return "\n".join(filter(None, [block.lead, *block.items]))
    return "\n".join(" | ".join(row) for row in [block.header, *block.rows] if row)


def _blocks(
    passages: Sequence[StoredPassage],
    lead: str,
    columns: tuple[str, ...],
    before: list[AnswerBlock],
) -> list[AnswerBlock]:
    kind = passages[0].kind
    # A lead-in that was just shown as a paragraph of its own isn't said twice.
    said = bool(before) and isinstance(before[-1], Paragraph) and before[-1].text.endswith(lead)
    lead = "" if said else lead
    if kind == "item" and (lead or len(passages) > 1):
        numbers = tuple(passage.ordinal for passage in passages)
        items = tuple(passage.text for passage in passages)
        outermost = min(passage.depth for passage in passages)
        levels = tuple(passage.depth - outermost for passage in passages)
        return [
            List(
                lead,
                items,
                numbers=numbers if any(number is not None for number in numbers) else (),
                levels=levels if any(levels) else (),
            )
        ]
    if kind == "row":
        table = Table(columns, tuple(passage.cells for passage in passages))
        return [Paragraph(lead), table] if lead else [table]
    return [Paragraph(passage.text) for passage in passages]


def _highlight(selection: Selection, ranking: Ranking, index: Index) -> str:
    """The sentence of the best passage that meets the question best."""
    best = index.passage_at(selection.best)
    starts = [*sentences(best.text), len(best.text)]
    number = 0
    if len(starts) > 2:
        scores = index.tokens.sentence_scores(
            ranking.question.tokens, ranking.token_weights, best.number
        )
        if selection.whole_section:
            scores[0] += DIRECT
        number = min(int(scores.argmax()), len(starts) - 2)
    return best.text[starts[number] : starts[number + 1]].strip()
