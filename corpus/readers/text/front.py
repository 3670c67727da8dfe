"""The top of a plain-text article: its title, subtitle, author and date."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from corpus.article import Skipped
from corpus.draft import Aside
from corpus.errors import ArticleError
from corpus.furniture.headings import is_faq, is_frame, is_question
from corpus.furniture.promotion import is_skip_link
from corpus.languages import alternatives
from corpus.marks import without_marks
from corpus.readers.metadata_lines import read_fields, read_metadata
from corpus.readers.named_file import title_of_file
from corpus.readers.text.heading_shape import TITLE, ShapeKind, shape_of
from corpus.readers.text.lines import is_labelled
from corpus.readers.text.text_block import TextBlock
from corpus.sentences import sentences
from corpus.source import Source
from corpus.white_space import collapse

__all__ = ["Front", "read_front"]

_LONGEST_TITLE = 200
"""Characters of the longest title."""
_REMEDY = "put the title on a line of its own at the top"
_SENTENCE_END = (".", "!", "?")
_MOST_BLOCKS = 8
"""Blocks that the title and what belongs to it take at most."""
_FEWEST_WORDS = 6
"""Words from which on a second title is more than the heading of the first section."""
_FEWEST_WORDS_ASKED = 8
"""The same of one that begins as a question does: headings like that are longer."""
_SHARED = 0.5
"""Share of the shorter line's words that a subtitle has in common with the title it repeats."""
_BYLINE = re.compile(
    r"(?:written |reviewed |posted |published |edited |medically reviewed )?"
    rf"{alternatives(lambda language: language.bylines)}:?\s+(?P<name>[A-ZÀ-Þ][^.?!|]{{1,60}})",
    re.IGNORECASE,
)
_DATED = re.compile(
    r"(?:(?:last |date )?(?:updated|published|posted|modified|reviewed|date|revised)"
    r"(?: on)?:?\s+)?(?P<date>\d{4}-\d\d-\d\d|[A-Z][a-z]{2,8}\.? \d{1,2},? \d{4}|"
    r"\d{1,2} [A-Z][a-z]{2,8}\.? \d{4})",
    re.IGNORECASE,
)
_READING_TIME = re.compile(
    r"(?:reading time:? )?\d+[ -]min(?:ute)?s?\.?(?: read(?:ing)?)?(?: time)?", re.I
)
_BREADCRUMBS = re.compile(r"[^>›»\n]{1,40}(?:\s++[>›»]\s++[^>›»\s][^>›»\n]{0,59}){2,6}")
_MOST_WORDS_LABEL = 3
"""Words of a label that one of several lines begins with."""
_COLON = re.compile(r"(?<![:\s])\s?:\Z")
_TARGET = re.compile(r"\.\. _[^:\n]{1,80}:")
"""A target as reStructuredText has it, whatever the file's name ends in."""
_TARGETS = "of the site's generator"
_LINKS = "links to other pages"
_MOST_WORDS_GREETING = 6
_FIGURE = re.compile(r"\d+")
_PART = re.compile(r"(?P<word>[A-ZÀ-Þ][^\W\d]+) (?P<number>\d{1,2})(?=[.:]\s|\s[–—-]\s)")
_NO_SUBTITLES = (ShapeKind.LABEL, ShapeKind.QUESTION, ShapeKind.SERIES)
_DATES = ("%Y-%m-%d", "%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y")


@dataclass(slots=True)
class Front:
    """What the top of an article says of it, and how many blocks that takes."""

    title: str
    blocks: int = 1
    author: str | None = None
    updated: str | None = None
    aside: list[Aside] = field(default_factory=list)
    warnings: list[Skipped] = field(default_factory=list)


def read_front(blocks: Sequence[TextBlock], source: Source) -> Front:
    """Read the title and what belongs to it; ArticleError where there is nothing else.

    Where the first line is no title, the file's name is, and it stays what it is.
    """
    if not blocks:
        raise ArticleError(source.path, "no text but lines and rules: nothing to read")
    metadata = read_metadata(source.text)
    told = sum(block.start < metadata.end for block in blocks) if metadata else 0
    if metadata is None or told == len(blocks):
        return _read_below(blocks, source)
    title = metadata.values.get("title") or metadata.values.get("subject")
    if title:
        again = told + 1 < len(blocks) and blocks[told].text.casefold() == title.casefold()
        front = Front(collapse(title), blocks=told + again)
    else:
        front = _read_below(blocks[told:], source)
        front.blocks += told
    front.author = front.author or metadata.values.get("author") or None
    front.updated = front.updated or _iso_date(metadata.values.get("date", "")[:10])
    front.aside.insert(0, Aside(metadata.start, metadata.end, "metadata"))
    return front


def _read_below(blocks: Sequence[TextBlock], source: Source) -> Front:
    """Read the title and what belongs to it below links to other pages."""
    above = 0
    while above + 1 < len(blocks) and _leads_away(blocks[above].text):
        above += 1
    front = _read_front(blocks[above:], source)
    front.blocks += above
    front.aside[:0] = [
        Aside(block.start, block.end, _TARGETS if _TARGET.fullmatch(block.text) else _LINKS)
        for block in blocks[:above]
    ]
    return front


def _leads_away(text: str) -> bool:
    """Tell whether a line above the title is a link, or several, of the page's frame."""
    crumbs = _BREADCRUMBS.fullmatch(text) or _TARGET.fullmatch(text)
    return crumbs is not None or is_skip_link(text)


def _read_front(blocks: Sequence[TextBlock], source: Source) -> Front:
    title, reason = _title(blocks[0], len(blocks))
    if title and is_frame(title) and not is_faq(title) and len(blocks) > 1:
        title, reason = None, "the first line heads a part of the text"
    if title and _heads_first_part(title, blocks[1:]):
        title, reason = None, "the first line heads the first of several parts"
    if title and title.endswith("?") and len(blocks) > 1 and is_faq(title_of_file(source.path)):
        title, reason = None, "the text begins with a question"
    line = blocks[0].line + 1
    if title is None:
        reason = f"no title: {reason}, and the file's name is taken for it; {_REMEDY}"
        guessed = Front(title_of_file(source.path), blocks=0)
        if _greets(blocks[0]):
            guessed.aside.append(Aside(blocks[0].start, blocks[0].end, "greeting"))
            guessed.blocks = 1
        guessed.warnings.append(Skipped(source.path, line, reason))
        return guessed
    if len(blocks) == 1:
        reason = "one line and nothing under it: no article to read"
        raise ArticleError(source.path, reason, line)
    front = Front(title)
    for block in blocks[1:_MOST_BLOCKS]:
        second = front.blocks == 1 and len(blocks) > 2 and not _is_listed(blocks[1:3])
        if _read_line(block, front):
            pass
        elif block.kind == "text" and (fields := read_fields(block.text)):
            front.author = front.author or fields.get("author") or fields.get("authors")
            front.aside.append(Aside(block.start, block.end, "metadata"))
        elif second and _is_subtitle(block, front.title):
            front.aside.append(Aside(block.start, block.end, "subtitle"))
        else:
            break
        front.blocks += 1
    return front


def _title(block: TextBlock, count: int) -> tuple[str | None, str]:
    """Return what a first line says as a title, or None and why it is none."""
    if block.kind not in ("text", "heading"):
        return None, "the text begins with a list or table"
    if block.by_form:
        return None, "the text begins with a question"
    if _greets(block):
        return None, "the text begins with a greeting"
    text = _COLON.sub("", without_marks(block.text)[0])
    one = count == 1 and text.endswith(_SENTENCE_END)
    said = block.body and text.endswith(_SENTENCE_END)
    if (
        one
        or said
        or len(text) > _LONGEST_TITLE
        or (len(sentences(text)) > 1 and text.endswith("."))
    ):
        return None, "the first line is a paragraph"
    if not any(character.isalnum() for character in text):
        return None, "the first line has no words"
    return text, ""


def _heads_first_part(title: str, below: Sequence[TextBlock]) -> bool:
    """Tell whether a line further down counts on from the title: "Article 14: …", "Article 15: …".

    A mere number counts the steps of what the title says, or is a figure.
    """
    part = _PART.match(title)
    return part is not None and any(
        (other := _PART.match(block.text)) is not None
        and other["word"] == part["word"]
        and int(other["number"]) == int(part["number"]) + 1
        for block in below
        if block.kind in ("text", "heading") and block.lines == 1
    )


def _greets(block: TextBlock) -> bool:
    """Tell whether a first line greets whoever reads the text, as in a letter: "Dear friends,"."""
    short = len(block.text.split()) <= _MOST_WORDS_GREETING
    return block.kind == "text" and block.lines == 1 and short and block.text.endswith(",")


def _read_line(block: TextBlock, front: Front) -> bool:
    """Take author, date or reading time from a line; return whether it was one of these."""
    if block.kind != "text" or block.lines > 1:
        return False
    taken = False
    for part in re.split(r"\s*[|•·]\s*", collapse(block.text)):
        byline, dated = _BYLINE.fullmatch(part), _DATED.fullmatch(part)
        if dated and (date := _iso_date(dated["date"])):
            front.updated = front.updated or date
        elif byline and shape_of(byline["name"]) == TITLE:
            front.author = front.author or byline["name"].strip()
        elif not _READING_TIME.fullmatch(part):
            return taken
        taken = True
    if taken:
        front.aside.append(Aside(block.start, block.end, "author, date or reading time"))
    return taken


def _iso_date(text: str) -> str | None:
    plain = text.replace(",", "").replace(".", "")
    for form in _DATES:
        try:
            return datetime.strptime(plain, form).date().isoformat()
        except ValueError:
            continue
    return None


def _is_subtitle(block: TextBlock, title: str) -> bool:
    """Tell whether a second line only says the title again, or more of it as a title does.

    What has a figure of its own, or is written as a sentence is, says something: it stays.
    """
    if block.kind != "text" or block.lines > 1 or block.asked or is_frame(block.text):
        return False
    if set(_FIGURE.findall(block.text)) - set(_FIGURE.findall(title)):
        return False
    shape = shape_of(block.text)
    of_title, of_line = _long_words(title), _long_words(block.text)
    if of_line and of_line <= of_title:
        return shape is not None and shape.kind not in _NO_SUBTITLES
    if shape is None or shape.kind not in (ShapeKind.TITLE, ShapeKind.CAPS):
        return False
    shared = of_title & of_line
    if shared and len(shared) >= _SHARED * min(len(of_title), len(of_line)):
        return True
    fewest = _FEWEST_WORDS_ASKED if is_question(block.text) else _FEWEST_WORDS
    return len(block.text.split()) >= fewest


def _is_listed(blocks: Sequence[TextBlock]) -> bool:
    """Tell whether lines begin with labels of their own: "Present: …", "Apologies: …"."""
    return all(is_labelled(each.text, _MOST_WORDS_LABEL) for each in blocks)


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{4,}", text.casefold()))
