"""A reader's draft becomes an article: blocks, passages with their ids, references."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Container
from dataclasses import replace

from corpus.article import (
    DEFAULT_LANGUAGE,
    Article,
    Block,
    Passage,
    Reference,
    Section,
    SetAside,
    Skipped,
    Span,
    unanswered,
)
from corpus.draft import Draft, Group, Heading, Piece
from corpus.errors import cut
from corpus.leads import is_only_lead, leads_in, told_of_above
from corpus.links import is_link
from corpus.marks import mark_order, marks_within
from corpus.question_prefixes import take_off_prefixes
from corpus.sections import Part, divide
from corpus.sentences import last_sentence
from corpus.set_aside import set_aside
from corpus.source import Source
from corpus.typed_lists import itemize_typed

__all__ = ["assemble"]


def assemble(draft: Draft, source: Source, article: str) -> Article:
    """Return the article of a draft, under the id `article`."""
    take_off_prefixes(draft, source)
    itemize_typed(draft, source)
    _keep_lone_headers(draft)
    sections, parts = divide(draft, len(source.text))
    references, aside = set_aside(draft, sections, parts, source)
    blocks, passages = _blocks(parts, sections, source, article)
    used = {mark for passage in passages for mark in passage.marks}
    used.update(
        mark
        for block in blocks
        for span in (block.lead, block.header)
        if span
        for mark in span.marks
    )
    links, warnings = _followed(_footnoted(references, used), source.path)
    if reason := unanswered(sections, passages, most=True):
        warnings.append(Skipped(source.path, None, reason))
    if source.guessed:
        reason = f"not UTF-8, and read as {source.guessed}: save the file as UTF-8 to be sure"
        warnings.append(Skipped(source.path, None, reason))
    return Article(
        id=article,
        title=draft.title,
        source=source.text,
        path=source.path,
        sha256=source.sha256,
        sections=tuple(sections),
        blocks=tuple(blocks),
        passages=tuple(passages),
        references=tuple(
            links.get(mark, Reference(mark)) for mark in sorted({*used, *links}, key=mark_order)
        ),
        set_aside=tuple(
            SetAside(
                *(start, end, source.line_at(start), source.text[start:end], reason),
                page=source.page_at(start),
            )
            for start, end, reason in sorted(aside)
        ),
        url=draft.url,
        site_path=draft.site_path,
        author=draft.author,
        publisher=draft.publisher,
        updated=draft.updated,
        language=draft.language or DEFAULT_LANGUAGE,
        language_said=draft.language is not None,
        warnings=(*draft.warnings, *warnings),
    )


def _keep_lone_headers(draft: Draft) -> None:
    """Make a row of a table's header that stands over no row: what it says is quoted."""
    for group in draft.elements:
        if not isinstance(group, Group) or group.header is None or group.pieces:
            continue
        row = group.header
        group.pieces.append(Piece("row", row.start, row.end, row.text, row.marks, group.columns))
        group.header, group.columns = None, ("",) * len(group.columns)


def _footnoted(references: dict[str, Reference], used: set[str]) -> dict[str, Reference]:
    """Return the references, those of [1] for a footnote's mark [^1] that has none of its own."""
    footnoted = dict(references)
    for mark in used - references.keys():
        plain = mark.replace("[^", "[")
        if plain in references:
            footnoted[mark] = replace(references[plain], mark=mark)
            if plain not in used:
                footnoted.pop(plain, None)
    return footnoted


def _followed(
    references: dict[str, Reference], path: str
) -> tuple[dict[str, Reference], list[Skipped]]:
    """Return the references with no address that must not be followed, and what that took."""
    # Here, behind all readers: an address may come from a list, a link or the front matter.
    warnings = []
    kept = dict(references)
    for mark, one in references.items():
        if one.url and not is_link(one.url):
            kept[mark] = replace(one, url=None)
            reason = f"the address of reference {mark} left out: {cut(one.url)} is no web address"
            warnings.append(Skipped(path, None, f"{reason}: begin it with https://"))
    return kept, warnings


def _blocks(
    parts: list[Part], sections: list[Section], source: Source, article: str
) -> tuple[list[Block], list[Passage]]:
    blocks: list[Block] = []
    passages: list[Passage] = []
    times: Counter[str] = Counter()
    for part in parts:
        heading = () if part.section is None else sections[part.section].path
        told = told_of_above(part.groups)
        leads = [_lead(part, index, source.text, told) for index in range(len(part.groups))]
        for group, lead in zip(part.groups, leads, strict=True):
            if not group.pieces and group.header is None:
                continue
            for piece in group.pieces:
                times[piece.text] += 1
                passages.append(
                    Passage(
                        id=_passage_id(article, piece.text, times[piece.text]),
                        article=article,
                        section=part.section,
                        heading=heading,
                        block=len(blocks),
                        kind=piece.kind,
                        quote=source.text[piece.start : piece.end],
                        start=piece.start,
                        end=piece.end,
                        line=source.line_at(piece.start),
                        text=piece.text,
                        cells=piece.cells,
                        depth=piece.depth,
                        ordinal=piece.ordinal,
                        marks=piece.marks,
                        page=source.page_at(piece.start),
                        element=source.element_at(piece.start),
                    )
                )
            blocks.append(Block(group.kind, part.section, lead, group.header, group.columns))
    return blocks, passages


def _lead(part: Part, index: int, text: str, told: Container[int]) -> Span | None:
    """Return the sentence that leads in to a list, a table or code; no group of `told` does.

    A paragraph that is nothing but the lead-in stops being a passage of its own.
    """
    group = part.groups[index]
    if group.kind == "paragraphs" or not (group.pieces or group.header):
        return None
    if index == 0:
        return _label_lead(part.heading)
    before = part.groups[index - 1]
    piece = None if index - 1 in told else leads_in(before, group)
    if piece is None:
        return None
    quote = text[piece.start : piece.end]
    offset, sentence = last_sentence(quote, piece.text)
    if is_only_lead(piece, sentence):
        before.pieces.pop()
    return Span(
        piece.start + offset, piece.end, sentence, marks_within(quote[offset:], piece.marks)
    )


def _label_lead(heading: Heading | None) -> Span | None:
    if heading is None or not heading.label:
        return None
    return Span(heading.start, heading.end, heading.text)


def _passage_id(article: str, text: str, time: int) -> str:
    """Return the id of the `time`-th passage with this text."""
    key = "\0".join((article, text, str(time)))
    return hashlib.blake2b(key.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
