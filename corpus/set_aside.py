"""What is no content leaves the parts: reference lists, calls to action, links to other pages."""

from __future__ import annotations

from corpus.article import Reference, Section
from corpus.draft import Aside, Draft, Piece
from corpus.furniture.headings import aside_kind, is_references
from corpus.furniture.promotion import closes_with_promotion, promotion_start
from corpus.furniture.references import is_entry, links, read_entries
from corpus.marks import marks_of
from corpus.sections import Part
from corpus.sentences import sentences

__all__ = ["set_aside"]

_MOST_WORDS_OF_A_LINK = 12


def set_aside(
    draft: Draft, sections: list[Section], parts: list[Part], text: str
) -> tuple[dict[str, Reference], list[Aside]]:
    """Take out of the parts what is no content; return the references and what was set aside."""
    references = dict(draft.references)
    aside = list(draft.aside)
    cites = any(piece.marks for part in parts for piece in part.pieces())
    for part in parts:
        path = () if part.section is None else sections[part.section].path
        if any(is_references(heading) for heading in path):
            aside += _take_list(part, references, text, cites)
        elif reason := next(filter(None, map(aside_kind, path)), None):
            linked = [piece for piece in part.pieces() if not _is_prose(piece)]
            aside += _take(part, {id(piece): reason for piece in linked})
        else:
            aside += _take_promotion(part, text)
    _take_trailing_entries(parts, references, text)
    return references, aside


def _is_prose(piece: Piece) -> bool:
    """Tell whether a piece is sentences rather than a link's or a button's words."""
    return len(piece.text.split()) > _MOST_WORDS_OF_A_LINK and piece.text.endswith(
        (".", "!", "?", ":")
    )


def _take(part: Part, reasons: dict[int, str]) -> list[Aside]:
    """Take the pieces whose `id()` is in `reasons`, and the header of a table left empty."""
    aside = []
    for group in part.groups:
        taken = [piece for piece in group.pieces if id(piece) in reasons]
        aside += [Aside(piece.start, piece.end, reasons[id(piece)]) for piece in taken]
        group.pieces = [piece for piece in group.pieces if id(piece) not in reasons]
        if taken and not group.pieces and group.header is not None:
            aside.append(Aside(group.header.start, group.header.end, reasons[id(taken[0])]))
            group.header = None
    return aside


def _all(part: Part, reason: str) -> dict[int, str]:
    return {id(piece): reason for piece in part.pieces()}


def _take_list(part: Part, references: dict[str, Reference], text: str, cites: bool) -> list[Aside]:
    """Take a reference list, which an article about job references does not have."""
    quotes = [text[piece.start : piece.end] for piece in part.pieces()]
    listed = any(is_entry(quote) or links(quote) for quote in quotes)
    if not listed and not (cites and any(piece.ordinal for piece in part.pieces())):
        return []
    entries = set()
    for piece, quote in zip(part.pieces(), quotes, strict=True):
        listed_here = read_entries(quote, piece.ordinal)
        for reference in listed_here:
            references.setdefault(reference.mark, reference)
        if listed_here:
            entries.add(id(piece))
    _take(part, dict.fromkeys(entries, "reference"))
    return _take(part, _all(part, "reference list, but not numbered"))


def _take_trailing_entries(parts: list[Part], references: dict[str, Reference], text: str) -> None:
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
        _take(part, taken)


def _take_promotion(part: Part, text: str) -> list[Aside]:
    pieces = part.pieces()
    if part.heading and closes_with_promotion(part.heading.text, [p.text for p in pieces]):
        return _take(part, _all(part, "call to action"))
    reasons = {}
    aside = []
    closes = True
    for piece in reversed(pieces):
        promotion = promotion_start(piece.text, closes and piece.kind == "paragraph")
        closes = closes and promotion is not None
        if promotion is None or piece.kind in ("row", "code"):
            continue
        sentence, words = promotion
        reason = f'call to action ("{words}")'
        if sentence == 0:
            reasons[id(piece)] = reason
        elif cut := _cut(piece, sentence, text):
            aside.append(Aside(*cut, reason))
    return aside + _take(part, reasons)


def _cut(piece: Piece, sentence: int, text: str) -> tuple[int, int] | None:
    """Shorten a piece to the sentences before this one; return the stretch cut off.

    None where markup hides the sentence's place, and the piece stays as it is.
    """
    quote = text[piece.start : piece.end]
    in_quote, in_text = sentences(quote), sentences(piece.text)
    if len(in_quote) != len(in_text):
        return None
    kept = quote[: in_quote[sentence]].rstrip()
    cut = piece.start + in_quote[sentence], piece.end
    piece.end = piece.start + len(kept)
    piece.text = piece.text[: in_text[sentence]].rstrip()
    dropped = set(marks_of(quote)) - set(marks_of(kept))
    piece.marks = tuple(mark for mark in piece.marks if mark not in dropped)
    return cut
