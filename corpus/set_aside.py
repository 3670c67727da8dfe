"""What is no content leaves the parts: reference lists, calls to action, links to other pages."""

from __future__ import annotations

import re
from functools import partial

from corpus.article import Reference, Section, Skipped
from corpus.calls_to_action import CallsToAction
from corpus.draft import Aside, Draft, Piece
from corpus.errors import cut
from corpus.furniture.headings import CONTENTS, aside_kind, is_references
from corpus.furniture.references import is_entry, links, read_entries
from corpus.leads import leads_in, only_leads
from corpus.placeholders import take_placeholders
from corpus.sections import Part, closing_promotion
from corpus.source import Source

__all__ = ["set_aside"]

_MOST_WORDS_OF_A_LINK = 12
_FILE = re.compile(r"[\w./-]+\.(?:mdx?|html?|pdf)")
"""The name of a file that a generator would have put a title in the place of."""


def set_aside(
    draft: Draft, sections: list[Section], parts: list[Part], source: Source
) -> tuple[dict[str, Reference], list[Aside]]:
    """Take out of the parts what is no content; return the references and what was set aside.

    What the owner wants kept stays. A section that loses all it has is a warning of the draft's.
    """
    text = source.text
    references = dict(draft.references)
    aside = list(draft.aside)
    cites = any(piece.marks for part in parts for piece in part.pieces())
    had = {part.section for part in parts if part.section is not None and part.pieces()}
    kept: set[int] = set()
    for part in parts:
        alone = len(part.pieces()) == 1
        keeps = partial(draft.overrides.keeps, _path(part, sections))
        for group in part.groups:
            aside += take_placeholders(group, text, keeps, alone)
    for part in parts:
        path = _path(part, sections)
        kept |= {id(piece) for piece in part.pieces() if draft.overrides.keeps(path, piece.text)}
        ignored = [piece for piece in part.pieces() if draft.overrides.ignores(path, piece.text)]
        aside += _take(part, {id(piece): "ignored, as the owner says" for piece in ignored}, kept)
        had -= {part.section} if ignored else set()
        aside += _take(part, _without_words(part), kept)
        had -= set() if part.pieces() else {part.section}
    calls = CallsToAction(sections, parts, text)
    closing = closing_promotion(sections, parts)
    for part in parts:
        path = _path(part, sections)
        if any(is_references(heading) for heading in path):
            aside += _take_list(part, references, text, cites, kept)
            had.discard(part.section)
        elif reason := next(filter(None, map(aside_kind, path)), None):
            linked = {id(piece): reason for piece in part.pieces() if not _is_prose(piece)}
            aside += _take(part, linked, kept)
            had -= {part.section} if reason == CONTENTS else set()
        elif part.section in closing:
            aside += _take(part, _all(part, "call to action"), kept)
        else:
            whole, cuts = calls.of(part, kept)
            aside += [*cuts, *_take(part, whole, kept)]
    _take_trailing_entries(parts, references, text, kept)
    left = {part.section for part in parts if part.pieces()}
    for lost in sorted(index for index in had - left if index is not None):
        heading = sections[lost].heading
        reason = f"all that stands under {cut(heading)} is set aside: `keep:` it if it is content"
        start = sections[lost].start
        where = source.line_at(start)
        draft.warnings.append(Skipped(source.path, where, reason, source.page_at(start)))
    return references, aside


def _path(part: Part, sections: list[Section]) -> tuple[str, ...]:
    return () if part.section is None else sections[part.section].path


def _is_prose(piece: Piece) -> bool:
    """Tell whether a piece is sentences rather than a link's or a button's words."""
    return len(piece.text.split()) > _MOST_WORDS_OF_A_LINK and piece.text.endswith(
        (".", "!", "?", ":")
    )


def _without_words(part: Part) -> dict[int, str]:
    """Return the lines that are icons and no words; a file's name, too, where it isn't all."""
    lines = [piece for piece in part.pieces() if piece.kind in ("paragraph", "item")]
    signs = [piece for piece in lines if not re.search(r"\w", piece.text)]
    names = [piece for piece in lines if _FILE.fullmatch(piece.text)]
    bare = signs + names if len(signs + names) < len(part.pieces()) else signs
    return dict.fromkeys(map(id, bare), "no words")


def _take(part: Part, reasons: dict[int, str], kept: set[int]) -> list[Aside]:
    """Take the pieces whose `id()` is in `reasons` and not `kept`.

    With the last of a list or table goes what only leads in to it, and its header.
    """
    aside = []
    reasons = {key: reason for key, reason in reasons.items() if key not in kept}
    for group, before in zip(part.groups, [None, *part.groups], strict=False):
        taken = [piece for piece in group.pieces if id(piece) in reasons]
        aside += [Aside(piece.start, piece.end, reasons[id(piece)]) for piece in taken]
        group.pieces = [piece for piece in group.pieces if id(piece) not in reasons]
        if taken and not group.pieces and group.header is not None:
            aside.append(Aside(group.header.start, group.header.end, reasons[id(taken[0])]))
            group.header = None
        lead = leads_in(before, group) if before and taken and not group.pieces else None
        if before and lead and id(lead) not in kept and only_leads(lead):
            before.pieces.pop()
            aside.append(Aside(lead.start, lead.end, reasons[id(taken[0])]))
    return aside


def _all(part: Part, reason: str) -> dict[int, str]:
    return {id(piece): reason for piece in part.pieces()}


def _take_list(
    part: Part, references: dict[str, Reference], text: str, cites: bool, kept: set[int]
) -> list[Aside]:
    """Take a reference list, which an article about job references does not have."""
    quotes = [text[piece.start : piece.end] for piece in part.pieces()]
    listed = [bool(is_entry(quote) or links(quote)) for quote in quotes]
    # Prose may name a link; a list is one of links.
    is_list = any(listed) and 2 * sum(listed) >= len(listed)
    if not is_list and not (cites and any(piece.ordinal for piece in part.pieces())):
        return []
    entries = set()
    for piece, quote in zip(part.pieces(), quotes, strict=True):
        listed_here = read_entries(quote, piece.ordinal)
        for reference in listed_here:
            references.setdefault(reference.mark, reference)
        if listed_here:
            entries.add(id(piece))
    _take(part, dict.fromkeys(entries, "reference"), kept)
    return _take(part, _all(part, "reference list, but not numbered"), kept)


def _take_trailing_entries(
    parts: list[Part], references: dict[str, Reference], text: str, kept: set[int]
) -> None:
    """Take "[1] Title" lines that end the article without a heading above them."""
    pieces: list[tuple[Part, Piece]] = []
    for part in reversed(parts):
        for piece in reversed(part.pieces()):
            if not is_entry(text[piece.start : piece.end]):
                break
            pieces.append((part, piece))
        else:
            continue
        break
    quotes = [text[piece.start : piece.end] for _, piece in pieces]
    if len(quotes) < 2 and not any(map(links, quotes)):
        return
    for quote in reversed(quotes):
        for reference in read_entries(quote, None):
            references.setdefault(reference.mark, reference)
    taken = {id(piece): "reference" for _, piece in pieces}
    for part in {id(part): part for part, _ in pieces}.values():
        _take(part, taken, kept)
