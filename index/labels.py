"""A short question for every passage: what a person picks to be led to it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from corpus.article import Article, Passage
from index.known_questions import normalized

__all__ = ["labels"]

# "IT Project Coordinator — You support…", "Risk management: You move…", "Pay. The median…"
_TOPIC = re.compile(r"^(.{2,60}?)(?:\s+[—–-]\s+|:\s+|\.\s+(?=[A-Z]))")
_LONGEST = 70


def labels(articles: Sequence[Article]) -> list[list[str]]:
    """Return one label a passage, by article, made of the articles' own words.

    No two are alike, and none is like the heading of another section: each leads to its passage.
    """
    sections = _sections(articles)
    used = set(sections)
    return [_labels(number, article, sections, used) for number, article in enumerate(articles)]


def _sections(articles: Sequence[Article]) -> dict[str, tuple[int, int]]:
    """The section that each heading leads to: its first, those of an FAQ before all others."""
    sections: dict[str, tuple[int, int]] = {}
    for faq in (True, False):
        for number, article in enumerate(articles):
            for place, section in enumerate(article.sections):
                if section.faq is faq:
                    sections.setdefault(normalized(section.heading), (number, place))
    return sections


def _labels(
    number: int, article: Article, sections: Mapping[str, tuple[int, int]], used: set[str]
) -> list[str]:
    made: list[str] = []
    seen_sections: set[int | None] = set()
    numbers: dict[str, int] = {}
    for passage in article.passages:
        first = passage.section not in seen_sections
        seen_sections.add(passage.section)
        heading = _heading(passage, article.title)
        own = passage.section is None or (
            sections[normalized(article.sections[passage.section].heading)]
            == (number, passage.section)
        )
        if first and own and passage.kind == "paragraph" and passage.section is not None:
            label = heading
        else:
            label = _unused(_candidates(passage, first, article.title), used, numbers)
        used.add(normalized(label))
        made.append(label)
    return made


def _unused(candidates: Sequence[str], used: set[str], numbers: dict[str, int]) -> str:
    """The first that isn't `used`; where all are, the last, with the next of its `numbers`."""
    for label in candidates:
        if normalized(label) not in used:
            return label
    last = candidates[-1]
    number = numbers.get(last, 2)
    while normalized(f"{last} ({number})") in used:
        number += 1
    numbers[last] = number + 1
    return f"{last} ({number})"


def _heading(passage: Passage, title: str) -> str:
    return (passage.heading or (title,))[-1].rstrip(":").strip()


def _candidates(passage: Passage, first: bool, title: str) -> list[str]:
    heading, topic = _heading(passage, title), _topic(passage)
    detailed = f"{heading}: {topic}" if not heading.endswith("?") else f"{heading} {topic}"
    above = passage.heading[-2].rstrip(":") if len(passage.heading) > 1 else title
    found = [detailed, f"{above}: {detailed}", f"{title}: {detailed}"]
    return [heading, *found] if first and passage.kind == "paragraph" else found


def _topic(passage: Passage) -> str:
    if passage.cells:
        return passage.cells[0]
    match = _TOPIC.match(passage.text)
    return match[1] if match else _shortened(passage.text)


def _shortened(text: str) -> str:
    sentence = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    if len(sentence) <= _LONGEST:
        return sentence.rstrip(".")
    return sentence[:_LONGEST].rpartition(" ")[0].rstrip(" ,;:—–-") + " …"
