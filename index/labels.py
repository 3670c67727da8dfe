"""A label for every section: what a person picks to be led to it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from corpus.article import Article, Section
from corpus.furniture.headings import is_only_faq
from index.known_questions import normalized
from index.text.stopwords import FUNCTION_WORDS
from index.text.words import fold, words

__all__ = ["labels", "unnumbered"]

# Without a mark behind it, a number counts what follows in lower case: "2 years".
_NUMBERED = re.compile(r"()(\d{1,2}(?:\.\d{1,2})*)(?:[.):]+\s+(?=\S)|\s+(?=[^\W\d_a-z]))")
# "Step 2: Apply"; who asks for "Level 2" does mean the number.
_COUNTED = re.compile(r"([^\W\d_]{1,20})\s(\d{1,2})(?::|\.|\)|\s[–—-])\s+(?=\S)")


def labels(articles: Sequence[Article]) -> list[list[str]]:
    """Return one label a section, by article: its heading, as a person would ask for it.

    Where there are several articles and the heading doesn't say which of them it is about, their
    title stands behind it, and so does the heading above where two in one are alike. No two
    labels are alike, so that each leads to its section.
    """
    subjects = _subjects(articles)
    used: set[str] = set()
    numbers: Counter[str] = Counter()
    made = []
    for article, subject in zip(articles, subjects, strict=True):
        headings = unnumbered([section.heading for section in article.sections])
        own = Counter(map(normalized, headings))
        named = []
        for section, heading in zip(article.sections, headings, strict=True):
            alone = own[normalized(heading)] == 1
            label = _label(section, heading, article, subject, alone=alone)
            if normalized(label) in used:
                numbers[label] += 1
                label = f"{label} ({numbers[label] + 1})"
            used.add(normalized(label))
            named.append(label)
        made.append(named)
    return made


def unnumbered(headings: Sequence[str], *, words: bool = False) -> list[str]:
    """Return the headings of an article without their numbers, where these count them.

    Nobody asks for "2. Who can join?" by its number. A number counts where a heading has the next
    one, or the one before; it stays where nothing else tells two headings apart. With `words`, what
    is counted goes, too: "Step 2: Apply".
    """
    matches = [
        _NUMBERED.match(heading) or (_COUNTED.match(heading) if words else None)
        for heading in headings
    ]
    numbers = [
        (match[1].lower(), *map(int, match[2].split("."))) if match else ("",) for match in matches
    ]
    have = set(numbers)
    bare = [
        heading[match.end() :] if match and _counts(number, have) else heading
        for heading, match, number in zip(headings, matches, numbers, strict=True)
    ]
    alike = Counter(map(normalized, bare))
    return [
        one if alike[normalized(one)] == 1 else heading
        for one, heading in zip(bare, headings, strict=True)
    ]


def _counts(number: tuple[str | int, ...], have: set[tuple[str | int, ...]]) -> bool:
    *chapter, last = number
    assert isinstance(last, int)
    return not have.isdisjoint({(*chapter, last - 1), (*chapter, last + 1)})


def _label(
    section: Section, heading: str, article: Article, subject: set[str], *, alone: bool
) -> str:
    heading = heading.rstrip(":").strip() or article.title
    if not alone and len(section.path) > 1:
        return f"{heading} ({section.path[-2].rstrip(' :')})"
    if subject and not subject & _stems(heading, article):
        return f"{heading} ({article.title})"
    return heading


def _subjects(articles: Sequence[Article]) -> list[set[str]]:
    """What tells the title of each article from most others, as stems.

    Empty where it is alone, or says no more than that there are questions: "FAQ".
    """
    if len(articles) < 2:
        return [set() for _ in articles]
    titles = [
        set() if is_only_faq(article.title) else _stems(article.title, article)
        for article in articles
    ]
    common = Counter(stem for title in titles for stem in title)
    return [
        {stem for stem in title if 2 * common[stem] <= len(articles)} or title for title in titles
    ]


def _stems(text: str, article: Article) -> set[str]:
    found = words(text, article.language)
    return {word.stem for word in found if fold(word.text) not in FUNCTION_WORDS}
