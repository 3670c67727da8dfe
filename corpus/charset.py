"""How a file's bytes are written: in UTF-8, in what its mark says, or in what a detector sees."""

from __future__ import annotations

import codecs
import re
import unicodedata

__all__ = ["declared_charset", "decode_declared", "decode_marked", "detect"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16's, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_COMMON = "cp1252"
"""What browsers take for the encoding of a page that says none."""
_ALPHABETS = (
    *("äöüßé", "àâæçéèêëîïôœùûü", "áéíñóúüçªº", "ãáàâçéêíóôõúüªº", "àèéìîòóù", "éëïóöüèêáí"),
    *("æøåéóüä", "åäöéü"),
)
"""Letters beyond ASCII of languages that are written in it: German, French, Spanish, Portuguese,
Italian, Dutch, Danish and Norwegian, Swedish and Finnish. English borrows of each."""
_SIGNS = frozenset("–—‘’‚“”„…•€£¥§©®™°·«»‹›¿¡±×÷½¼¾²³†‡‰\xa0\xad")
_INSIDE = re.compile(r"[^\W\d_][²³½¼¾±¿¡£¥§×÷°„“”‚‘†‡‰«»‹›][^\W\d_]")
_SEQUENCE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]")
_COHERENT = 0.5
"""How sure the detector is of a language at least, for scripts that no other encoding reads as."""


_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{2,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4096
"""Bytes at a page's beginning in which it says its encoding."""
_AS_BROWSERS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "iso8859-9": "cp1254",
}
"""Encodings that browsers take for larger ones, and so do those who write in them."""


def declared_charset(data: bytes) -> str | None:
    """Return the encoding that an HTML page says it is in, or None where it says none."""
    match = _DECLARED.search(data, 0, _DECLARED_WITHIN)
    return match[1].decode("ascii") if match else None


def decode_declared(data: bytes, name: str | None) -> tuple[str, str | None] | None:
    """Return the text of bytes in the encoding that they say, with None for a guess.

    None where they say none, none that is known, or a wrong one: then it must be guessed.
    """
    try:
        known = codecs.lookup(name or "")
        if not known._is_text_encoding or known.name.startswith(("utf", "idna", "punycode")):
            return None
        return data.decode(_AS_BROWSERS.get(known.name, known.name)), None
    except (LookupError, UnicodeError):
        return None


def decode_marked(data: bytes) -> str | None:
    """Return the text of bytes that begin with a byte order mark, without it; None of others.

    Raises UnicodeDecodeError where the mark is wrong.
    """
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return None if encoding is None else data.decode(encoding)


def detect(data: bytes) -> tuple[str, str] | None:
    """Return the text of bytes that are no UTF-8, and their encoding; None where that is doubtful.

    A word that is read wrongly is worse than a file that isn't read. Encodings of Latin letters
    differ in few bytes, and no detector tells them apart in a short text: only the common one is
    read, where all its letters are those of one language. Nothing is where UTF-8 is mixed in.
    """
    from charset_normalizer import from_bytes  # 30 ms, for the few files that need it

    try:
        common = data.decode(_COMMON)
    except UnicodeDecodeError:
        common = ""
    if common and _is_western(common):
        return None if _SEQUENCE.search(data) else (common, "Windows-1252")
    best = from_bytes(data).best()
    if best is None or best.coherence < _COHERENT:
        return None
    text = str(best)
    foreign = [each for each in text if each.isalpha() and not each.isascii()]
    latin = any(unicodedata.name(each, "").startswith("LATIN") for each in foreign)
    return None if latin or not foreign else (text, best.encoding)


def _is_western(text: str) -> bool:
    """Tell whether a text has the letters of one Western language, and signs between its words."""
    beyond = {each for each in text if not each.isascii()}
    letters = {each.lower() for each in beyond if each.isalpha()}
    return (
        beyond - _SIGNS <= {each for each in beyond if each.isalpha()}
        and any(letters <= set(alphabet) for alphabet in _ALPHABETS)
        and _INSIDE.search(text) is None
    )
