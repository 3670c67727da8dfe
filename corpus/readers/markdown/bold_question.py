"""Lines that Markdown marks in bold, or by "Q:" and "A:", instead of as headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import islice, takewhile

from markdown_it.token import Token

from corpus.question_prefixes import ANSWER_PREFIX, EMPHASISED_QUESTION
from corpus.readers.text.lines import SMALL_WORDS
from corpus.sentences import sentences

__all__ = [
    "cut_answer",
    "is_announcement",
    "is_bold_line",
    "is_lone_question",
    "parts_asked",
    "split_question",
    "uncoloured",
]

_MOST_WORDS = 14
_MOST_WORDS_ASKED = 24
_MOST_WORDS_BELOW = 8
"""Of a bold line that is the only label of its section; a longer one is a sentence."""
_BREAK = r"(?i:<br\s*/?>|\\(?=[\r\n]))"
_BOLD = re.compile(
    r"(\*{2,4}|_{2,4})(?=[^\s*_])(?P<bold>[^\n\r]{1,300}?)\1[ \t]*(?P<mark>\?)?"
    rf"(?P<break>[ \t]*{_BREAK}?\s*)"
)
_ASKED = re.compile(
    rf"{EMPHASISED_QUESTION}(?P<question>[^\n\r]{{3,300}}\?)[*_]{{0,3}}"
    rf"[ \t]*(?:$|(?:{_BREAK}|\s)\s*)",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"[^:\d]+: *(?:\w{0,3}[$€£¥]|[A-Z]{3} )? ?\d[\d.,]*%?(?: \S+){0,2}")
"""A line that is one fact: "Charge for the first applicant: $1470", "Notice: 4 weeks"."""
_COLOURED = re.compile(
    r"(?:<(?:mark|span|font|u|big|small)\b[^<>]{0,200}>)+(?P<bold>(?P<sign>\*\*|__)[^\n\r]{1,300}(?P=sign))"
    r"(?:</(?:mark|span|font|u|big|small)\s*>)+",
    re.IGNORECASE,
)
"""A bold line in HTML's elements of looks alone, as editors have it for colours."""
_COUNTED = re.compile(
    r"\d{1,3}(?P<bold>(?P<sign>\*\*|__)(?=[^\W\d_])[^\n\r*_]{1,300}[ ][^\n\r*_]{1,300}(?P=sign))"
)
"""A bold line right behind its number, as a page's own counter leaves it: "9**May I …**"."""
_ASKS = re.compile(r"\?(?:\s*\([^()]{1,200}\))?[\"'”’»)\s]*$")
"""The end of a question, behind which brackets may say it again: "What for? (Or: why?)"."""
_ASKING_LINE = re.compile(
    rf"(?P<question>[^\s*_][^\n\r]{{3,200}}\?)[ \t]*(?:{_BREAK}\s*|[\r\n]\s*)(?=\S)"
)
_LONGEST = 1000
"""Characters of a line among which its question ends, which is cut nowhere above."""
_NEXT_LINE = re.compile(
    rf"(?P<broken>[ \t]*{_BREAK}\s*| {{2,}}[\r\n]\s*|(?<=[.!?:;)])[ \t]*[\r\n]\s*)|[\r\n]\s*"
)
"""What parts lines; it is `broken` where no sentence is only wrapped there."""


def split_question(quote: str, faq: bool) -> tuple[int, int, int] | None:
    """Return where a paragraph's question starts and ends, and where its answer starts.

    A bold question with its answer on the same line counts under an FAQ only (`faq`).
    """
    asked = _ASKED.match(quote)
    if asked:
        answer = ANSWER_PREFIX.match(quote, asked.end())
        start, end = asked.span("question")
        return start, end, answer.end() if answer else asked.end()
    bold = _BOLD.match(quote)
    if bold is None:
        line = _ASKING_LINE.match(quote) if faq else None
        return (*line.span("question"), line.end()) if line else None
    start, end = bold.span("bold")
    if not _ASKS.search(bold["bold"]) and not bold["mark"]:
        return None
    broken = bold["break"].strip() != "" or "\n" in bold["break"] or "\r" in bold["break"]
    alone = bold.end() == len(quote) or broken
    if not alone and not faq:
        return None
    prefix = _ASKED.match(quote[start:end])
    if prefix:
        start, end = start + prefix.start("question"), start + prefix.end("question")
    answer = ANSWER_PREFIX.match(quote, bold.end())
    return start, end, answer.end() if answer else bold.end()


def parts_asked(quote: str, faq: bool, wrapped: bool) -> list[tuple[int, int]]:
    """Return a paragraph in parts: each but the first begins with a line that is a question.

    `wrapped` says that a line's end may only lay a sentence out. A question that only ends so
    counts where the first line is such, too.
    """
    first = _ASKING_LINE.match(quote) if faq else None
    bounds = [0]
    for line in _NEXT_LINE.finditer(quote):
        rest = quote[line.end() : line.end() + _LONGEST]
        parted = line["broken"] is not None or not wrapped
        alike = _ASKING_LINE.match(rest) if first else None
        alone = alike is not None and is_lone_question(alike["question"])
        marked = _BOLD.match(rest) is not None and split_question(rest, faq) is not None
        if _ASKED.match(rest) or (parted and (marked or alone)):
            bounds += line.span()
    bounds.append(len(quote))
    return list(zip(bounds[::2], bounds[1::2], strict=True))


def uncoloured(quote: str) -> tuple[int, int]:
    """Return where a bold line stands in HTML that only colours it, or behind its number.

    Else it is all of a paragraph.
    """
    match = _COLOURED.fullmatch(quote) or _COUNTED.fullmatch(quote)
    return match.span("bold") if match else (0, len(quote))


def cut_answer(quote: str) -> int:
    """Return where the answer begins in a paragraph that may start with "A:"."""
    match = ANSWER_PREFIX.match(quote)
    return match.end() if match else 0


def is_lone_question(text: str, begun: bool = False) -> bool:
    """Tell whether a paragraph is one question and no more.

    `begun`: what leads to it may stand before it ("I use a chair. Can I get in?").
    """
    short = text.endswith("?") and len(text.split()) <= _MOST_WORDS_ASKED
    return short and (begun or len(sentences(text)) == 1)


def is_bold_line(children: Sequence[Token], text: str) -> bool:
    """Tell whether a paragraph is one bold line that reads as a heading or a label.

    An amount with its label says something itself, and "OR" only stands between two things.
    """
    inner = [child for child in children if child.type != "text" or child.content]
    if inner and inner[-1].type == "text" and inner[-1].content.strip() in (":", "："):
        inner.pop()
    return (
        len(inner) >= 3
        and inner[0].type == "strong_open"
        and inner[-1].type == "strong_close"
        and _is_one(inner)
        and not any(child.type in ("softbreak", "hardbreak") for child in inner)
        and 0 < len(text.split()) <= _MOST_WORDS
        and not text.endswith((".", "!", ",", ";", "…"))
        and not _AMOUNT.fullmatch(text)
        and text.casefold() not in SMALL_WORDS
    )


def _is_one(children: Sequence[Token]) -> bool:
    """Tell whether all that is bold is one piece, bold once or, as some exports have it, twice."""
    kinds = [child.type for child in children]
    twice = kinds.count("strong_open") == 2 and kinds[1] == "strong_open"
    return kinds.count("strong_open") == 1 or (twice and kinds[-2] == "strong_close")


def is_announcement(tokens: Sequence[Token], index: int, text: str) -> bool:
    """Tell whether a bold line is a sentence: long, right below a heading, and the only such line.

    It parts nothing there, as a heading would. `index` is that of the line's own token.
    """
    below = index > 1 and tokens[index - 2].type == "heading_close"
    if not below or text.endswith((":", "?")) or len(text.split()) <= _MOST_WORDS_BELOW:
        return False
    rest = takewhile(lambda token: token.type != "heading_open", islice(tokens, index + 1, None))
    lines = (token for token in rest if token.type == "inline")
    return not any(is_bold_line(each.children or [], each.content) for each in lines)
