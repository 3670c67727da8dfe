"""Selected passages become an answer: text, blocks, highlight and sources. Pure, no I/O."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from urllib.parse import quote as percent_encoded

from bot.answering.model import AnswerBlock, List, Paragraph, Source, SourceReference, Table
from bot.answering.selection import Selection
from corpus.links import is_link
from corpus.sentences import sentences
from index.load import Index, StoredPassage
from index.search import Ranking

__all__ = ["Composed", "compose", "plain_text"]

# Between two passages of one citation stand only marks of lists and tables, and reference marks.
_BETWEEN = re.compile(r"(?:\s|[-*•·|:>]|\d{1,3}[.)]\s|\[\^?[\w-]{1,20}\])*\Z")
_FRAGMENT_WORDS = 6
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
    spans: list[_Span] = []
    for number, group in groupby(shown, key=lambda passage: passage.block):
        passages = list(group)
        block = index.block(number)
        spans += [_Span(p, p.start, p.end) for p in passages]
        for extra in (block.lead, block.header):
            if extra is not None and passages[0].kind in ("item", "row"):
                spans.append(_Span(passages[0], extra.start, extra.end))
        blocks += _blocks(passages, block.lead.text if block.lead else "", block.columns, blocks)
    highlight = _highlight(selection, ranking, index)
    return Composed(
        text=plain_text(blocks),
        blocks=tuple(blocks),
        highlight=highlight,
        sources=tuple(_sources(spans, best, highlight, index)),
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


@dataclass(frozen=True, slots=True)
class _Span:
    passage: StoredPassage
    start: int
    end: int


def _sources(
    spans: Sequence[_Span], best: StoredPassage, highlight: str, index: Index
) -> list[Source]:
    """One source a stretch of an article, that of the best passage first."""
    merged: list[list[_Span]] = []
    ordered = sorted(spans, key=lambda s: (s.passage.article.first_passage, s.start, s.end))
    for span in ordered:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last[0].passage.article is span.passage.article
            and last[0].passage.heading == span.passage.heading
            and _adjacent(max(one.end for one in last), span, index)
        ):
            last.append(span)
        else:
            merged.append([span])
    merged.sort(key=lambda group: best.start not in (one.start for one in group))
    return [
        _source(number, group, highlight if number == 1 else "", index)
        for number, group in enumerate(merged, 1)
    ]


def _adjacent(end: int, span: _Span, index: Index) -> bool:
    if span.start <= end:
        return True
    if span.start - end > 400:
        return False
    return bool(_BETWEEN.match(index.quote(span.passage.article, end, span.start)))


def _source(number: int, group: Sequence[_Span], highlight: str, index: Index) -> Source:
    passage = group[0].passage
    article = passage.article
    start, end = min(one.start for one in group), max(one.end for one in group)
    quote = index.quote(article, start, end)
    head = index.quote(article, passage.start, start) if start > passage.start else None
    line = (
        passage.line + head.count("\n")
        if head is not None
        else passage.line - index.quote(article, start, passage.start).count("\n")
    )
    marks = [mark for mark in article.references if mark in quote]
    return Source(
        n=number,
        article=article.id,
        title=article.title,
        heading=passage.heading,
        quote=quote,
        start=start,
        end=end,
        line=line,
        url=_link(article.url, highlight if highlight and not passage.cells else _on_page(passage)),
        updated=article.updated,
        references=tuple(_reference(mark, *article.references[mark]) for mark in marks),
    )


def _on_page(passage: StoredPassage) -> str:
    """Text that stands on a page in one piece: of a table's row, a cell."""
    return max(passage.cells, key=len) if passage.cells else passage.text


def _reference(mark: str, title: str | None, url: str | None) -> SourceReference:
    # An index may be older than the check of what is read into it.
    return SourceReference(mark, title, url if url and is_link(url) else None)


def _link(url: str | None, text: str) -> str | None:
    """A link to the sentence on the page, as a text fragment."""
    if url is None:
        return None
    found = text.split()
    if len(found) <= 2 * _FRAGMENT_WORDS:
        fragment = _fragment(found)
    else:
        fragment = f"{_fragment(found[:_FRAGMENT_WORDS])},{_fragment(found[-_FRAGMENT_WORDS:])}"
    joint = ":~:" if "#" in url else "#:~:"
    return f"{url}{joint}text={fragment}"


def _fragment(found: Sequence[str]) -> str:
    # A hyphen means something in a text fragment; quote() leaves it as it is.
    return percent_encoded(" ".join(found), safe="").replace("-", "%2D")
