"""Lists that were typed as text: paragraphs, or lines of one, that begin with "•" or "(b)"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.draft import Draft, Element, Group, Piece
from corpus.marks import marks_within
from corpus.source import Source

__all__ = ["BULLETS", "ROMAN", "itemize_typed"]

BULLETS = "•·‣⁃◦▪▫●○■□➢►▶✓✔\uf0b7"
"""Signs that a list's items are typed with, beside dashes, stars and plusses."""
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LABEL = r"(?P<opens>\(?)(?P<label>[a-z]|[ivx]{2,5}|\d{1,2})(?P<closes>[.)])"
_MARKER = re.compile(rf"(?:(?P<bullet>[-–{BULLETS}])|{_LABEL})\s+(?=\S)")
_LINE = re.compile(r"(?:\A|\n)[ \t>]*")
_LINE_END = re.compile(r"(?:\s|<br\s*/?>|\\)+\Z", re.IGNORECASE)
_FIRST = ("a", "i", "1")


def itemize_typed(draft: Draft, source: Source) -> None:
    """Make lists of what follows each other under one kind of bullet, or counts on from a label."""
    elements: list[Element] = []
    for element in draft.elements:
        if not isinstance(element, Group) or element.kind != "paragraphs":
            elements.append(element)
            continue
        pieces = [line for piece in element.pieces for line in _lines(piece, source.text)]
        last = elements[-1] if elements else None
        if isinstance(last, Group) and last.kind == "list" and last.pieces:
            while pieces and _follows(last.pieces[-1].text, pieces[0].text):
                last.pieces.append(_item(pieces.pop(0), source.text))
        elements += _grouped(pieces, source.text)
    draft.elements = elements


def _lines(piece: Piece, text: str) -> list[Piece]:
    """Return a paragraph in parts, where lines of it are the items of a list."""
    quote = text[piece.start : piece.end]
    begun = (_MARKER.match(quote, line.end()) for line in _LINE.finditer(quote))
    lines = [each for each in begun if each]
    if len(lines) < 2 or not _is_run([quote[each.start() :] for each in lines]):
        return [piece]
    written = [each[0].strip() for each in lines]
    shown = [
        each.start() for each in re.finditer(r"(?<!\S)\S+(?=\s)", piece.text) if each[0] in written
    ]
    if len(shown) != len(lines):
        return [piece]  # a sentence has such a thing in it, too
    at = [*({0, lines[0].start()}), *(each.start() for each in lines[1:]), len(quote)]
    cuts = [*({0, shown[0]}), *shown[1:], len(piece.text)]
    if len(at) != len(cuts):
        return [piece]
    return [
        _part(piece, quote, *span, piece.text[slice(*cut)].strip())
        for span, cut in zip(pairwise(sorted(at)), pairwise(sorted(cuts)), strict=True)
    ]


def _part(piece: Piece, quote: str, start: int, end: int, text: str) -> Piece:
    end = start + len(_LINE_END.sub("", quote[start:end]))
    marks = marks_within(quote[start:end], piece.marks)
    return Piece("paragraph", piece.start + start, piece.start + end, text, marks)


def _grouped(pieces: list[Piece], text: str) -> list[Group]:
    """Return pieces as groups, each a list or paragraphs."""
    groups: list[Group] = []
    at = 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and _follows(pieces[end - 1].text, pieces[end].text):
            end += 1
        run = pieces[at:end]
        if len(run) > 1 and _is_run([each.text for each in run]):
            groups.append(Group("list", [_item(each, text) for each in run]))
        elif groups and groups[-1].kind == "paragraphs":
            groups[-1].pieces += run
        else:
            groups.append(Group("paragraphs", run))
        at = end
    return groups


def _item(piece: Piece, text: str) -> Piece:
    """Return a paragraph as an item, without its bullet; its label is what others cite it by."""
    shown, written = _MARKER.match(piece.text), _MARKER.match(text, piece.start, piece.end)
    if shown is None or written is None or not shown["bullet"] or not written["bullet"]:
        return replace(piece, kind="item")
    return replace(piece, kind="item", start=written.end(), text=piece.text[shown.end() :])


def _is_run(texts: Sequence[str]) -> bool:
    """Tell whether each text follows the one before it, and the first begins the list."""
    first = _MARKER.match(texts[0])
    begins = first is not None and (first["bullet"] or first["label"] in _FIRST)
    return bool(begins) and all(_follows(*each) for each in pairwise(texts))


def _follows(before: str, text: str) -> bool:
    """Tell whether a text has the bullet of the one before it, or the label behind its label."""
    first, second = _MARKER.match(before), _MARKER.match(text)
    if first is None or second is None:
        return False
    if first["bullet"] or second["bullet"]:
        return first["bullet"] == second["bullet"]
    alike = (first["opens"], first["closes"]) == (second["opens"], second["closes"])
    return alike and second["label"] in _behind(first["label"])


def _behind(label: str) -> list[str]:
    """Return the labels that may stand behind one: "j" and "ii" behind "i"."""
    if label.isdigit():
        return [str(int(label) + 1)]
    letter = [chr(ord(label) + 1)] if len(label) == 1 else []
    return letter + [b for a, b in pairwise(ROMAN) if a == label]
