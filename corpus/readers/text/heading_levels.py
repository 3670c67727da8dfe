"""At which level each heading of a plain text stands: what its neighbours and shape tell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.furniture.headings import is_faq, is_question

__all__ = ["Head", "set_levels"]

_ANNOUNCES = re.compile(
    r"\b(?:steps?|stages?|phases?|levels?|years?|months?|weeks?|timeline|roadmap|path(?:way)?s?|"
    r"how to|how do|how can|how does|plan|ways|tips|reasons|types|kinds|mistakes|growth)\b",
    re.IGNORECASE,
)
_DOTTED = re.compile(r"\d{1,2}(?:\.\d{1,2})+(?=\.?\s)")
_OPEN_QUESTION = re.compile(r"(?:who|what|when|where|which|why|how)\b", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they|them|these|those)\b", re.IGNORECASE)
_COMMON = (
    "career guide path become becoming from with into what when where which your this that start "
    "level entry ultimate complete everything need know working work life salary about step "
    "need profession professional"
)
_FURNITURE = frozenset(_COMMON.split())


@dataclass(slots=True)
class Head:
    """A unit taken for a heading, and what speaks for its level."""

    unit: int
    """Index of the unit."""
    text: str
    shape: str
    bare: bool
    """True where another heading follows at once, without text between them."""
    announced: bool
    """True where the text before it ends in a colon."""
    gap: int
    """Blank lines before it."""
    marked: int | None = None
    """The level that its markup gives it."""
    promoted: bool = False
    """True where nothing but a call to action stands under it."""
    level: int = 0

    @property
    def kind(self) -> str:
        """The class it is weighed in: frame, question, series, label, caps or title."""
        if self.promoted or self.shape in ("faq", "frame"):
            return "frame"
        if self.shape.startswith("series:"):
            return "series"
        return "title" if self.shape == "plain" else self.shape


def set_levels(heads: list[Head], title: str, contents: frozenset[str]) -> None:
    """Set the level of every head, in an article of this title.

    `contents` are the entries of its table of contents, in lower case, if it has one.
    """
    body = _without_faq(heads, everywhere=is_faq(title))
    _number(body)
    if any(head.marked for head in body):
        _from_marks(body)
    else:
        _from_shapes([head for head in body if head.kind != "label"], title, contents)
    _below(heads, body)


def _without_faq(heads: list[Head], everywhere: bool) -> list[Head]:
    """Return the heads that are no part of an FAQ; its own get their level from it later.

    Within it a heading over a question at once is a topic of the FAQ ("Training").
    """
    body = []
    inside = everywhere
    for index, head in enumerate(heads):
        if head.shape == "faq":
            inside = True
        elif head.kind == "label":
            pass
        elif head.kind == "frame":
            inside = False
        elif not is_question(head.text):
            below = heads[index + 1] if index + 1 < len(heads) else None
            if inside and head.bare and below is not None and below.kind == "question":
                head.shape = "topic"
                continue
            inside = everywhere
        elif inside:
            head.shape = "answered"
            continue
        body.append(head)
    return body


def _number(body: list[Head]) -> None:
    """Mark levels by numbers, where some have two parts: "2. Pay", "2.1 By state"."""
    parts = [(head, _DOTTED.match(head.text)) for head in body]
    if sum(match is not None for _, match in parts) < 2:
        return
    for head, match in parts:
        if match:
            head.marked = match[0].count(".") + 1
        elif head.kind == "series":
            head.marked = 1


def _from_marks(body: list[Head]) -> None:
    """Take the levels that markup gives; what has none stands under what has."""
    ranks = {
        level: rank for rank, level in enumerate(sorted({h.marked for h in body if h.marked}), 1)
    }
    current = 0
    for head in body:
        if head.marked:
            current = head.level = ranks[head.marked]
        elif head.kind == "frame":
            current = head.level = 1
        elif head.kind != "label":
            head.level = current + 1


def _from_shapes(heads: list[Head], title: str, contents: frozenset[str]) -> None:
    """Weigh shapes, gaps and order to tell outer from inner headings."""
    for head in heads:
        head.level = 1
    plain = [head for head in heads if head.kind in ("title", "question", "caps")]
    outer = (
        _by_contents(heads, contents)
        or _by_gap(heads)
        or _by_caps(plain)
        or _by_question(heads, title)
        or _by_bareness(heads)
    )
    if outer is not None:
        under_frame = True
        for head in heads:
            if head.kind == "frame":
                under_frame = True
            elif head.kind == "series":
                continue
            elif id(head) in outer:
                under_frame = False
            elif not under_frame:
                head.level = 2
    _place_series(heads)


def _by_contents(heads: list[Head], contents: frozenset[str]) -> set[int] | None:
    """Take it from the table of contents, which names the outer headings."""
    named = {id(head) for head in heads if head.text.casefold() in contents}
    return named if len(named) > 1 else None


def _by_gap(heads: list[Head]) -> set[int] | None:
    """Take it from the blank lines before headings, more of them before outer ones."""
    gaps = Counter(head.gap for head in heads[1:])
    if len(gaps) != 2 or min(gaps) < 1 or min(gaps.values()) < 2:
        return None
    wide = max(gaps)
    if any(head.gap != wide for head in heads[1:] if head.kind == "frame"):
        return None
    return {id(head) for head in heads if head.gap == wide or head is heads[0]}


def _by_caps(heads: list[Head]) -> set[int] | None:
    """Take it from capitals, which outer headings are in."""
    caps = {id(head) for head in heads if head.kind == "caps"}
    return caps if 1 < len(caps) < len(heads) else None


def _by_question(heads: list[Head], title: str) -> set[int] | None:
    """Take it from questions, which outer headings are, or inner ones, among titles."""
    subject = _subject(title)
    asked = [_leant(head, subject) for head in heads]
    raw = [head.kind for head in heads]
    scores = (
        _score(heads, asked, "question", "title", subject),
        _score(heads, raw, "title", "question", subject),
    )
    if max(scores) < 2 or scores[0] == scores[1]:
        return None
    kinds, outer = (asked, "question") if scores[0] > scores[1] else (raw, "title")
    return {id(head) for head, kind in zip(heads, kinds, strict=True) if kind == outer}


def _leant(head: Head, subject: set[str]) -> str:
    """Return the head's kind, a question that leans on the heading above it being like a title.

    "Who Is Suited to It?" and "Do You Need a Degree?" say nothing without what they stand under.
    """
    if head.kind != "question" or _names(head.text, subject):
        return head.kind
    leans = _PRONOUN.search(head.text) or not _OPEN_QUESTION.match(head.text)
    return "title" if leans else "question"


def _score(heads: list[Head], kinds: list[str], outer: str, inner: str, subject: set[str]) -> int:
    """Return how much speaks for headings of one kind standing over those of another."""
    seen = [(head, kind) for head, kind in zip(heads, kinds, strict=True) if kind in (outer, inner)]
    if {kind for _, kind in seen} != {outer, inner}:
        return 0
    score = 3 * any(a.bare and (x, y) == (outer, inner) for (a, x), (_, y) in pairwise(seen))
    runs = [(kind, len([*run])) for kind, run in groupby(kind for _, kind in seen)]
    under = [
        length for (above, _), (kind, length) in pairwise(runs) if (above, kind) == (outer, inner)
    ]
    if len(under) >= 2:
        score += sum(under) / len(under) >= 2
        score += seen[0][1] == outer
    named = [[_names(h.text, subject) for h, kind in seen if kind == k] for k in (outer, inner)]
    shares = [sum(names) / len(names) for names in named]
    score += shares[0] >= 0.6 and shares[1] <= 0.3
    return score


def _subject(title: str) -> set[str]:
    """Return what a title is about: its words but for those that many titles share."""
    parts = re.split(r"[:|–—(]| - ", title)
    for part in (*parts, title):
        words = re.findall(r"[^\W\d_]{4,}|[A-Z]{2,}", part)
        subject = {word.casefold().removesuffix("s") for word in words} - _FURNITURE
        if subject:
            return subject
    return set()


def _names(text: str, subject: set[str]) -> bool:
    return any(word.startswith(tuple(subject)) for word in re.findall(r"\w+", text.casefold()))


def _by_bareness(heads: list[Head]) -> set[int] | None:
    """Take it from headings that another follows at once: that one is the inner."""
    bare = [
        i for i, (a, b) in enumerate(pairwise(heads)) if a.bare and {a.kind, b.kind} == {"title"}
    ]
    if not bare:
        return None
    outer = {id(head) for head in heads}
    for place, index in enumerate(bare):
        following = bare[place + 1] if place + 1 < len(bare) else index + 3
        for head in heads[index + 1 : following]:
            if head.kind == "frame":
                break
            outer.discard(id(head))
    return outer


def _place_series(heads: list[Head]) -> None:
    """Put "Step 1: …", "Step 2: …" under the heading that announces them."""
    members: dict[str, list[int]] = {}
    for index, head in enumerate(heads):
        if head.kind == "series":
            members.setdefault(head.shape, []).append(index)
    for places in members.values():
        first, last, counted = places[0], places[-1], set(places)
        host = heads[first - 1] if first else None
        level = 1
        if host is not None and host.kind != "frame":
            called = host.bare or heads[first].announced or _ANNOUNCES.search(host.text)
            level = host.level + 1 if called else host.level
        for index in range(first, last + 1):
            if index in counted:
                heads[index].level = level
            elif heads[index].kind != "frame":
                heads[index].level = level + 1


def _below(heads: list[Head], body: list[Head]) -> None:
    """Put labels, and an FAQ's topics and questions, under what they stand under."""
    inside = {id(head) for head in body}
    faq = host = current = 0
    for head in heads:
        if head.kind == "label" and not head.marked:
            head.level = current + 1
            continue
        if head.shape == "topic":
            host = head.level = faq + 1
        elif id(head) not in inside:
            head.level = host + 1
        elif head.shape == "faq":
            faq = host = head.level
        else:
            # In an article that is all FAQ, whatever heads questions.
            host = head.level
        current = head.level
