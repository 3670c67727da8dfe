"""Whether an answer's words stand where its sources say."""

from __future__ import annotations

import html
import re
from itertools import pairwise

from bot.answering.model import Answer
from corpus.marks import without_marks
from corpus.readers.markdown.struck import without_struck
from corpus.sentences import sentences
from index.contract import Index

__all__ = ["comparable", "uncited"]

_LINK = re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\([^()\s]*(?:\([^()]*\)[^()\s]*)*[^()]*\)")
_REFERRED = re.compile(r"(?<=\])\[[^\[\]]*\]")
_FOOTNOTE = re.compile(r"\[\^[^\]]*\]")
# HTML's and a site generator's, attribute lists among them; "<https://…>" is a link, and shown, and
# so is "<me@example.org>".
_TAG = re.compile(
    r"</?(?![a-z]+:|[^\s<>@]+@)[a-zA-Z][^<>]*>|\{%.*?%\}|\{:[^{}\n]{0,200}\}", re.DOTALL
)
# Emphasis, table bars, list and quotation marks, escapes, and all white space.
_MARKUP = re.compile(r"[\s*_|`~#<>\\•·\[\]-]+")


def uncited(answer: Answer, index: Index) -> list[str]:
    """Return what of an answer does not stand in its sources, a line each; none is right.

    Every source's quote has to stand in its article at the offsets it names, and every sentence
    of the answer in one of the quotes, markup and citation marks aside.
    """
    articles = {article.id for article in index.articles}
    wrong = [
        f"source {source.n}: the quote is not at {source.start}–{source.end} of {source.article}"
        for source in answer.sources
        if source.article not in articles
        or not source.quote
        or index.quote(source.article, source.start, source.end) != source.quote
    ]
    quotes = [comparable(source.quote) for source in answer.sources]
    for line in answer.answer.splitlines():
        starts = [*sentences(line), len(line)]
        for start, end in pairwise(starts):
            sentence = line[start:end].strip()
            if not any(comparable(sentence) in quote for quote in quotes) and sentence:
                wrong.append(f"in no quote: {sentence}")
    return wrong


def comparable(text: str) -> str:
    """Return a text without markup, citation marks, white space and what is struck out.

    That is quoted with what stands around it, and never said.
    """
    text = _FOOTNOTE.sub("", html.unescape(_TAG.sub(" ", without_struck(text))))
    linked = _LINK.sub(lambda match: "" if match[1].isdigit() else match[1], text)
    return _MARKUP.sub("", without_marks(_REFERRED.sub("", linked))[0])
