"""A short question for every passage: what a person picks to be led to it."""

from __future__ import annotations

import re

from corpus.article import Article, Passage

__all__ = ["labels"]

# "IT Project Coordinator — You support…", "Risk management: You move…", "Pay. The median…"
_TOPIC = re.compile(r"^(.{2,60}?)(?:\s+[—–-]\s+|:\s+|\.\s+(?=[A-Z]))")
_LONGEST = 70


def labels(article: Article) -> list[str]:
    """Return one label a passage, each different, made of the article's own words."""
    made: list[str] = []
    used: set[str] = set()
    seen_sections: set[int | None] = set()
    for passage in article.passages:
        first = passage.section not in seen_sections
        seen_sections.add(passage.section)
        for label in _candidates(passage, first, article.title):
            if label.casefold() not in used:
                break
        else:
            label = _numbered(label, used)
        used.add(label.casefold())
        made.append(label)
    return made


def _candidates(passage: Passage, first: bool, title: str) -> list[str]:
    heading = (passage.heading or (title,))[-1].rstrip(":").strip()
    topic = _topic(passage)
    detailed = f"{heading}: {topic}" if not heading.endswith("?") else f"{heading} {topic}"
    above = passage.heading[-2].rstrip(":") if len(passage.heading) > 1 else title
    found = [detailed, f"{above}: {heading}: {topic}"]
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


def _numbered(label: str, used: set[str]) -> str:
    number = 2
    while f"{label} ({number})".casefold() in used:
        number += 1
    return f"{label} ({number})"
