"""The words of a PDF's pages, each with its place, its size and its weight."""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator
from math import hypot
from typing import Any

from corpus.readers.pdf.drawn import drawn_shapes
from corpus.readers.pdf.drawn_bullets import mark_drawn_items
from corpus.readers.pdf.ruled_tables import (
    Rules,
    has_rule_between,
    rules_of,
    with_table_rows,
)
from corpus.readers.pdf.segment import Page, Segment

__all__ = ["read_page_words"]

_BOLD = 600
_BOLD_FONTS = (b"bold", b"black", b"heavy", b"semibold")
_MONO_FONTS = (b"courier", b"mono", b"consola", b"menlo", b"monaco", b"fixed", b"typewriter")
_FIXED = 1
"""The flag of a font whose letters are all as wide."""
_TURNED = 0.1
"""Radians from which a word doesn't stand upright."""
_APART = 1.1
"""Gap between two words, in letter heights, from which they are not of one line's text."""
_CLOSE = 0.1
"""Gap behind a raised number, in letter heights, below which its word goes on."""
_RAISED = 0.78
"""Height of a raised number, in that of the letters before it."""
_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HYPHENS = "\x02\ufffe"
"""What pdfium gives for a hyphen at the end of a line."""
_BULLETS = "\uf0b7\uf0a7\uf0fc\uf0d8\uf06c\uf06e"
"""Bullets of symbol fonts."""


def read_page_words(document: Any, number: int) -> Page:  # noqa: ANN401 - pdfium's, untyped
    """Return what stands on a page, counted from 1; pdfium's error where it can't be read."""
    found = document[number - 1]
    try:
        text = found.get_textpage()
        try:
            page = Page(number, found.get_height(), found.get_width())
            shapes = drawn_shapes(found.raw)
            rules = rules_of(shapes)
            _gather(text.raw, page, rules)
            page.segments = with_table_rows(page.segments, rules)
            mark_drawn_items(shapes, page.segments)
        finally:
            text.close()
    finally:
        found.close()
    return page


def _gather(text: Any, page: Page, rules: Rules) -> None:  # noqa: ANN401
    """Put words together to segments, which no upright line parts."""
    line: list[Segment] = []
    for word, turned in _words(text, page):
        if turned:
            if page.turned and word.left - page.turned[-1].right < 2 * page.turned[-1].size:
                page.turned[-1].text += f" {word.text}"
            else:
                page.turned.append(word)
        elif not (line and _goes_on(line[-1], word)) or has_rule_between(line[-1], word, rules):
            page.segments += _segment(line)
            line = [word]
        else:
            line.append(word)
    page.segments += _segment(line)


def _goes_on(last: Segment, word: Segment) -> bool:
    gap = word.left - last.right
    return last.beside(word) and -0.3 * last.size < gap < _APART * max(last.size, word.size)


def _segment(words: list[Segment]) -> list[Segment]:
    """Return words that stand beside each other as one segment; none of no words."""
    if not words:
        return []
    texts: list[str] = []
    letters: Counter[float] = Counter()
    size = max(word.size for word in words)
    behind: Segment | None = None
    for before, word in zip([None, *words], words, strict=False):
        raised = word.size < _RAISED * size and word.text.isdigit() and before is not None
        if raised and before is not None and word.left - before.right < 0.2 * size:
            texts[-1] += word.text.translate(_SUPERSCRIPT)
            behind = word
            continue
        if behind is not None and behind is before and word.left - behind.right < _CLOSE * size:
            texts[-1] += word.text
        else:
            texts.append(word.text)
        letters[word.points] += len(word.text)
    return [
        Segment(
            " ".join(texts),
            *(words[0].left, words[-1].right),
            *(min(word.bottom for word in words), max(word.top for word in words)),
            letters.most_common(1)[0][0],
            all(word.bold for word in words if any(map(str.isalpha, word.text))),
            words[0].page,
            all(word.mono for word in words),
            words[0].bold,
        )
    ]


def _words(text: Any, page: Page) -> Iterator[tuple[Segment, bool]]:  # noqa: ANN401
    """Yield a page's words, and whether each is turned."""
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    letters: list[str] = []
    word: Segment | None = None
    turned = False
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        letter = chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""
        if letter in _HYPHENS and letter:
            letter = "\xad"
        elif letter in _BULLETS and letter:
            letter = "•"
        if not letter.strip() or (unicodedata.category(letter) == "Cc"):
            if word is not None:
                yield _ended(word, letters), turned
            word, letters = None, []
            continue
        page.letters += 1
        page.unknown += pdfium.FPDFText_HasUnicodeMapError(text, index) == 1
        if not pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(box)):
            letters.append(letter)
            continue
        # A number that is raised is a word of its own, and so is what goes on in another place.
        apart = word is not None and (
            box.left - word.right > 0.6 * word.size
            or box.left < word.left - 0.5 * word.size
            or not _level(word, box)
            or (box.top - box.bottom) < _RAISED * word.size
        )
        if word is None or (apart and not turned):
            if word is not None:
                yield _ended(word, letters), turned
            turned = abs(_upright(pdfium.FPDFText_GetCharAngle(text, index))) > _TURNED
            name, fixed = _font(text, index)
            bold = pdfium.FPDFText_GetFontWeight(text, index) >= _BOLD
            bold |= any(each in name for each in _BOLD_FONTS)
            mono = fixed or any(each in name for each in _MONO_FONTS)
            letters = [letter]
            points = _points(text, index)
            word = Segment(
                *("", box.left, box.right, box.bottom, box.top, points),
                *(bold, page.number, mono),
            )
            continue
        letters.append(letter)
        word.right, word.left = max(word.right, box.right), min(word.left, box.left)
        if turned:
            word.top, word.bottom = max(word.top, box.top), min(word.bottom, box.bottom)
    if word is not None:
        yield _ended(word, letters), turned


def _ended(word: Segment, letters: list[str]) -> Segment:
    word.text = unicodedata.normalize("NFC", "".join(letters))
    for ligature, plain in _LIGATURES:
        word.text = word.text.replace(ligature, plain)
    return word


_LIGATURES = (("ﬀ", "ff"), ("ﬁ", "fi"), ("ﬂ", "fl"), ("ﬃ", "ffi"), ("ﬄ", "ffl"), ("ﬅ", "st"))


def _level(word: Segment, box: Any) -> bool:  # noqa: ANN401
    shared = min(word.top, box.top) - max(word.bottom, box.bottom)
    return bool(shared > 0.4 * min(word.size, box.top - box.bottom))


def _points(text: Any, index: int) -> float:  # noqa: ANN401
    """Return the size that a letter's font is shown in."""
    import pypdfium2.raw as pdfium

    size = pdfium.FPDFText_GetFontSize(text, index)
    matrix = pdfium.FS_MATRIX()
    if pdfium.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)):
        size *= hypot(matrix.b, matrix.d) or 1.0
    return float(size)


def _upright(angle: float) -> float:
    """Return an angle of 0 to 2π as one around 0."""
    return angle - 6.2832 if angle > 3.1416 else angle


def _font(text: Any, index: int) -> tuple[bytes, bool]:  # noqa: ANN401
    """Return the name of a letter's font, and whether it says that all its letters are as wide."""
    import pypdfium2.raw as pdfium

    buffer = ctypes.create_string_buffer(80)
    flags = ctypes.c_int()
    length = pdfium.FPDFText_GetFontInfo(text, index, buffer, 80, ctypes.byref(flags))
    return buffer.raw[: max(0, min(length, 80) - 1)].lower(), bool(flags.value & _FIXED)
