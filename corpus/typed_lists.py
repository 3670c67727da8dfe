"""Lists that were typed as text: paragraphs, or lines of one, that begin with "•" or "(b)"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from corpus.draft import Draft, Element, Group, Piece
from corpus.marks import marks_within
from corpus.source import Source

__all__ = ["BULLETS", "FIRST", "ROMAN", "counted", "itemize_typed"]

BULLETS = "•·‣⁃◦▪▫●○■□➢►▶✓✔\uf0b7"
"""Signs that a list's items are typed with, beside dashes, stars and plusses."""
ROMAN = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_LABEL = r"(?P<opens>\(?)(?P<label>[a-z]|[ivx]{2,5}|\d{1,2})(?P<closes>[.)])"
_MARKER = re.compile(rf"(?:(?P<bullet>[-–—*+→{BULLETS}])|{_LABEL})\s+(?=\S)")
_DOTTED = re.compile(r"(?P<numbers>\d{1,2}(?:\.\d{1,2})+)\.?\s+(?![\sa-z])")
"""What a rule begins with in a text whose sections are counted, too: "2.3"."""
_LINE = re.compile(r"(?:\A|\n)[ \t>]*")
_LINE_END = re.compile(r"(?:\s|<br\s*/?>|\\)+\Z", re.IGNORECASE)
FIRST = ("a", "i", "1")
"""Labels that a list begins with."""
_STOPS = (".", "!", "?", ":", ";")
"""What the line above a label ends in where it goes on in no sentence."""
_LEADS = (":", "：", "—", "–", "-")
"""What an item ends in that is nothing without the points behind it."""


def counted(labels: Sequence[re.Match[str]]) -> list[bool]:
    """Tell of each label whether it counts on from one above it, or one below from it.

    "(2)" of "two (2) weeks", which begins a line by chance, does neither.
    """
    looks = [(each["opens"], each["closes"]) for each in labels]
    told = [(*look, each["label"]) for look, each in zip(looks, labels, strict=True)]
    behind = [
        {(*look, label) for label in _behind(each["label"] or "")}
        for look, each in zip(looks, labels, strict=True)
    ]
    above: set[tuple[str | None, ...]] = set()
    below = Counter(told)
    found = []
    for label, next_ones in zip(told, behind, strict=True):
        below[label] -= 1
        found.append(label in above or any(below[each] > 0 for each in next_ones))
        above |= next_ones
    return found


def itemize_typed(draft: Draft, source: Source) -> None:
    """Make lists of what follows each other under one kind of bullet, or counts on from a label."""
    elements: list[Element] = []
    for element in draft.elements:
        if not isinstance(element, Group) or element.kind != "paragraphs":
            elements.append(element)
            continue
        pieces = [line for piece in element.pieces for line in _lines(piece, source.text)]
        _take_up_points(elements, pieces)
        last = elements[-1] if elements else None
        if isinstance(last, Group) and last.kind == "list":
            while pieces and _goes_on(last, pieces[0]):
                last.pieces.append(_item(pieces.pop(0), source.text))
        elements += _grouped(pieces, source.text)
    draft.elements = elements
    for element in elements:
        if isinstance(element, Group) and element.kind == "list":
            element.pieces = [_numbered(piece, source.text) for piece in element.pieces]


def _goes_on(group: Group, piece: Piece) -> bool:
    """Tell whether a paragraph is the next item of a list."""
    last = next((each for each in reversed(group.pieces) if not each.depth), None)
    return last is not None and _follows(last.text, piece.text)


def _take_up_points(elements: list[Element], pieces: list[Piece]) -> None:
    """Put a list that stands between an item and the next one under the first of the two."""
    lists = [each for each in elements[-2:] if isinstance(each, Group) and each.kind == "list"]
    if len(lists) < 2 or not pieces:
        return
    above, points = lists
    if _goes_on(above, pieces[0]):
        above.pieces += [replace(each, depth=each.depth + 1) for each in points.pieces]
        elements.pop()


def _lines(piece: Piece, text: str) -> list[Piece]:
    """Return a paragraph in parts, where lines of it are the items of a list, or count on."""
    quote = text[piece.start : piece.end]
    lines = _counted_lines(quote)
    if len(lines) < 2 or len(_run([quote[each.start() :] for each in lines])) < len(lines):
        lines = _begun(_DOTTED, quote)
        numbers = [tuple(map(int, each["numbers"].split("."))) for each in lines]
        if len(lines) < 2 or not all(_counts_on(*both) for both in pairwise(numbers)):
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


def _counted_lines(quote: str) -> list[re.Match[str]]:
    """Return the markers that lines begin with, but for a label alone within a sentence."""
    lines = _begun(_MARKER, quote)
    above = (quote[: each.start()].rstrip() for each in lines)
    return [
        each
        for each, before, counts in zip(lines, above, counted(lines), strict=True)
        if counts or each["bullet"] or not before or before.endswith(_STOPS)
    ]


def _begun(marker: re.Pattern[str], quote: str) -> list[re.Match[str]]:
    """Return the markers that lines begin with."""
    begun = (marker.match(quote, line.end()) for line in _LINE.finditer(quote))
    return [each for each in begun if each]


def _counts_on(before: tuple[int, ...], number: tuple[int, ...]) -> bool:
    """Tell whether a number is the next one: 2.3 behind 2.2, or 2.2.4; 3.1 behind them, 2.3.1."""
    *chapter, last = number
    if last == 1 and chapter and (tuple(chapter) == before or _counts_on(before, tuple(chapter))):
        return True
    return number[:-1] == before[: len(chapter)] and before[len(chapter) : len(number)] == (
        last - 1,
    )


def _part(piece: Piece, quote: str, start: int, end: int, text: str) -> Piece:
    end = start + len(_LINE_END.sub("", quote[start:end]))
    marks = marks_within(quote[start:end], piece.marks)
    return Piece("paragraph", piece.start + start, piece.start + end, text, marks)


def _grouped(pieces: list[Piece], text: str) -> list[Group]:
    """Return pieces as groups, each a list or paragraphs."""
    groups: list[Group] = []
    texts = [each.text for each in pieces]
    at = 0
    while at < len(pieces):
        depths = _run(texts, at)
        # What goes on from "h." begins no list at "i.".
        run = pieces[at : at + len(depths) if depths else _counted(texts, at)]
        if depths:
            items = [
                _item(replace(each, depth=d), text) for each, d in zip(run, depths, strict=True)
            ]
            groups.append(Group("list", items))
        elif groups and groups[-1].kind == "paragraphs":
            groups[-1].pieces += run
        else:
            groups.append(Group("paragraphs", run))
        at += len(run)
    return groups


def _item(piece: Piece, text: str) -> Piece:
    """Return a paragraph as an item, without its bullet; its label is what others cite it by."""
    shown, written = _MARKER.match(piece.text), _MARKER.match(text, piece.start, piece.end)
    if shown and shown["label"] and shown["label"].isdigit() and not shown["opens"]:
        return replace(piece, kind="item", ordinal=int(shown["label"]))
    if shown is None or written is None or not shown["bullet"] or not written["bullet"]:
        return replace(piece, kind="item")
    return replace(piece, kind="item", start=written.end(), text=piece.text[shown.end() :])


def _numbered(piece: Piece, text: str) -> Piece:
    """Return an item without the number that is shown before it anyhow."""
    shown, written = _MARKER.match(piece.text), _MARKER.match(text, piece.start, piece.end)
    if shown is None or piece.ordinal is None or shown["label"] != str(piece.ordinal):
        return piece
    start = written.end() if written and written["label"] == shown["label"] else piece.start
    return replace(piece, start=start, text=piece.text[shown.end() :])


def _run(texts: Sequence[str], at: int = 0) -> list[int]:
    """Return the depth of each item of the list that begins at a text; none where it is none.

    Points between an item and the next one stand under it; so do those behind the last one, where
    it leads in to them or they begin as others did.
    """
    if not _begins(texts[at]):
        return []
    depths, last, points = [0], at, -1
    while (below := at + len(depths)) < len(texts):
        end = below + _points(texts, last, below)
        if end < len(texts) and _follows(texts[last], texts[end]):
            points = below if end > below else points
            depths += [1] * (end - below) + [0]
            last = end
            continue
        alike = points >= 0 and end > below and _bullet(texts[below]) == _bullet(texts[points])
        if alike or texts[last].endswith(_LEADS):
            depths += [1] * (end - below)
        break
    return depths if depths.count(0) > 1 else []


def _points(texts: Sequence[str], item: int, at: int) -> int:
    """Return how many texts are points under an item, from one on: they begin their own list."""
    if not _begins(texts[at]) or _follows(texts[item], texts[at]):
        return 0
    return _counted(texts, at) - at


def _counted(texts: Sequence[str], at: int) -> int:
    """Return where the texts end that follow each other from one on."""
    end = at + 1
    while end < len(texts) and _follows(texts[end - 1], texts[end]):
        end += 1
    return end


def _begins(text: str) -> bool:
    """Tell whether a text has a bullet, or the label that a list begins with."""
    first = _MARKER.match(text)
    return first is not None and bool(first["bullet"] or first["label"] in FIRST)


def _bullet(text: str) -> tuple[str | None, ...]:
    """Return what a text's bullet looks like, or what stands around its label, and if that counts.

    "(a)" and "(b)" look alike.
    """
    found = _MARKER.match(text)
    if found is None:
        return ()
    counts = "1" if (found["label"] or "").isdigit() else ""
    return found["bullet"], found["opens"], found["closes"], counts


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
    if not label:
        return []
    if label.isdigit():
        return [str(int(label) + 1)]
    letter = [chr(ord(label) + 1)] if len(label) == 1 else []
    return letter + [b for a, b in pairwise(ROMAN) if a == label]
