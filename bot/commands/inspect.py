"""`careerbot inspect`: what is read of articles, and what their owner may want to look at."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from textwrap import shorten
from typing import Any

from bot.commands.pages import named, passing, place_of
from bot.render.printable import one_line
from bot.render.progress import build_progress, notice
from bot.settings import Settings
from corpus.article import DEFAULT_LANGUAGE, Article, SetAside, Skipped
from corpus.doubtful import Doubtful, doubtful, titled_alike
from corpus.errors import location
from corpus.folder import BUNDLED
from index.agreement import Pair, Saying, pairs
from index.encoding import open_encoder
from index.encoding.export import DEFAULT_MODEL, exported
from index.gather import Gathered, gather
from index.labels import labels
from index.text.words import primary

__all__ = ["inspect"]

NOT_ALL = 1
SHORT = 70
"""Characters of a text that are shown."""
SUGGESTED = 10
"""Questions of an article that are named."""
NOUNS = {"paragraph": "paragraphs", "item": "items", "row": "rows", "code": "pieces of code"}


@dataclass(frozen=True, slots=True)
class Inspection:
    """All that is to be said of some articles."""

    gathered: Gathered
    suggested: Sequence[Sequence[str]]
    """The questions that lead to each article's passages."""
    doubtful: Sequence[Doubtful]
    pairs: Sequence[Pair]


def inspect(
    settings: Settings,
    names: Sequence[str],
    *,
    strict: bool,
    as_json: bool,
    most: int,
    private: bool,
) -> int:
    """Print it; return 1 where nothing could be read or, if `strict`, not all of it.

    `names` are paths and addresses, of a sitemap at most so many pages, private ones if allowed.
    """
    with passing(names, most=most, private=private) as found:
        paths, unread = found.paths, found.skipped
        inspection = _inspected(settings, paths or [BUNDLED], unread)
    if as_json:
        print(json.dumps(_object(inspection), indent=2, ensure_ascii=False))
    else:
        print("\n".join(map(_printable, _lines(inspection))))
    gathered = inspection.gathered
    return NOT_ALL if not gathered.articles or (strict and gathered.skipped) else 0


def _inspected(settings: Settings, paths: Sequence[Path], unread: Sequence[Skipped]) -> Inspection:
    place = settings.index_place
    # The folder of the index holds no articles, if it lies among them.
    folder = place if isinstance(place, Path) else settings.data_dir / "index"
    with build_progress() as progress:
        gathered = _by_address(gather(paths, folder, progress), unread)
        found: list[Pair] = []
        if gathered.articles:
            folder = exported(settings.model or DEFAULT_MODEL, settings.cache_dir, notice=notice)
            encoder = open_encoder(folder)
            found = pairs(
                gathered.articles, encoder, lambda done, of: progress("comparing", done, of)
            )
    named = labels(gathered.articles)
    suggested = [_suggested(*each) for each in zip(gathered.articles, named, strict=True)]
    odd = [each for article in gathered.articles for each in doubtful(article)]
    odd += titled_alike(gathered.articles)
    return Inspection(gathered, suggested, odd, found)


def _by_address(gathered: Gathered, unread: Sequence[Skipped]) -> Gathered:
    """Call fetched pages by their addresses, and add those that weren't read."""
    return replace(
        gathered,
        articles=tuple(replace(each, path=place_of(each.path)) for each in gathered.articles),
        skipped=(*unread, *map(named, gathered.skipped)),
    )


def _suggested(article: Article, named: Sequence[str]) -> list[str]:
    """What can be asked to be led to each section, the questions of its FAQ first."""
    answered = sorted(
        {each.section for each in article.passages if each.section is not None},
        key=lambda number: (not article.sections[number].faq, number),
    )
    return list(dict.fromkeys(named[number] for number in answered))


def _printable(line: str) -> str:
    """A line as it can be printed anywhere, as far in as it was."""
    text = line.lstrip(" ")
    return " " * (len(line) - len(text)) + one_line(text)


def _lines(inspection: Inspection) -> Iterator[str]:
    gathered = inspection.gathered
    languages = Counter(primary(article.language) for article in gathered.articles)
    usual = max(languages, key=languages.__getitem__, default=DEFAULT_LANGUAGE)
    for article, suggested in zip(gathered.articles, inspection.suggested, strict=True):
        yield f"{article.path}: {article.title} ({_of(article, usual)})"
        yield from _tree(article)
        more = len(suggested) - SUGGESTED
        if suggested:
            yield "  suggests:"
        yield from (f"    {question}" for question in suggested[:SUGGESTED])
        if more > 0:
            yield f"    and {more:,} more"
    yield from _listed(
        "Set aside, as nothing to answer with:",
        [
            f"{location(article.path, each.line, each.page)}: {_short(each.text)} ({each.reason})"
            for article in gathered.articles
            for each in article.set_aside
        ],
    )
    yield from _listed("Skipped, or read in part:", list(map(str, gathered.skipped)))
    yield from _listed(
        "Doubtful:",
        list(map(str, inspection.doubtful)),
    )
    for kind, head in (
        ("same", "Said twice:"),
        ("other numbers", "Alike, but with other numbers:"),
    ):
        alike = _together(each for each in inspection.pairs if each.kind == kind)
        yield from _listed(head, [" / ".join(each) for each in alike])


def _listed(head: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield head
        yield from (f"- {line}" for line in lines)


def _together(pairs: Iterable[Pair]) -> list[list[str]]:
    """Return the places of pairs, those together that some pair joins: seven are no 21 lines."""
    group_of: dict[str, list[str]] = {}
    for pair in pairs:
        first, second = (
            group_of.setdefault(place, [place]) for place in map(_place, (pair.first, pair.second))
        )
        if first is not second:
            first += second
            group_of |= dict.fromkeys(second, first)
    return list({id(group): group for group in group_of.values()}.values())


def _place(saying: Saying) -> str:
    text = saying.text if saying.text == saying.said else f"{saying.text} {saying.said}"
    place = location(saying.path, saying.place.line, saying.place.page)
    return f"{place}: {_short(text)}"


def _short(text: str) -> str:
    return shorten(text, SHORT, placeholder=" …")


def _of(article: Article, usual: str) -> str:
    """What it has, and its language where few others are in that, or it doesn't say so itself."""
    answered = {passage.section for passage in article.passages}
    faq = sum(each.faq and number in answered for number, each in enumerate(article.sections))
    tables = sum(block.kind == "table" for block in article.blocks)
    parts = [
        f"{number:,} {noun}{'' if number == 1 else 's'}"
        for number, noun in (
            (len(article.passages), "passage"),
            (faq, "FAQ question"),
            (tables, "table"),
            (len(article.references), "reference"),
        )
        if number
    ]
    said = article.language_said or article.language == DEFAULT_LANGUAGE
    if not said or primary(article.language) != usual:
        parts.append(f"in {article.language}{'' if said else ' by its text'}")
    return ", ".join([*parts, *filter(None, (article.updated, article.url))])


def _tree(article: Article) -> Iterator[str]:
    """Its sections, each with what stands in it, those below others further in."""
    kinds: dict[int | None, Counter[str]] = {}
    for passage in article.passages:
        kinds.setdefault(passage.section, Counter())[passage.kind] += 1
    if None in kinds:
        yield f"  {_kinds(kinds[None])}"
    for number, section in enumerate(article.sections):
        mark = "? " if section.faq else ""
        held = f": {_kinds(kinds[number])}" if number in kinds else ""
        yield f"{'  ' * len(section.path)}{mark}{section.heading}{held}"


def _kinds(counted: Counter[str]) -> str:
    return ", ".join(
        f"{number:,} {kind if number == 1 else NOUNS[kind]}" for kind, number in counted.items()
    )


def _object(inspection: Inspection) -> dict[str, Any]:
    gathered = inspection.gathered
    return {
        "articles": [
            _article(article, suggested)
            for article, suggested in zip(gathered.articles, inspection.suggested, strict=True)
        ],
        "skipped": [asdict(each) for each in gathered.skipped],
        "doubtful": [
            {"path": each.path, **each.place._asdict(), "reason": each.reason}
            for each in inspection.doubtful
        ],
        "pairs": [
            {
                "kind": pair.kind,
                "places": [
                    {
                        "path": each.path,
                        **each.place._asdict(),
                        "text": each.text,
                        "said": each.said,
                    }
                    for each in (pair.first, pair.second)
                ],
            }
            for pair in inspection.pairs
        ],
    }


def _article(article: Article, suggested: Sequence[str]) -> dict[str, Any]:
    by_section: dict[int | None, list[dict[str, Any]]] = {}
    for each in article.passages:
        place = {"line": each.line, "page": each.page, "element": each.element}
        said = {"id": each.id, "kind": each.kind, **place, "text": each.text}
        by_section.setdefault(each.section, []).append(said)
    return {
        "id": article.id,
        "path": article.path,
        "title": article.title,
        "language": article.language,
        "language_said": article.language_said,
        "url": article.url,
        "updated": article.updated,
        "passages": by_section.get(None, []),
        "sections": [
            {
                "heading": list(section.path),
                "faq": section.faq,
                "passages": by_section.get(number, []),
            }
            for number, section in enumerate(article.sections)
        ],
        "tables": sum(block.kind == "table" for block in article.blocks),
        "references": [asdict(each) for each in article.references],
        "suggests": list(suggested),
        "set_aside": [_aside(each) for each in article.set_aside],
    }


def _aside(each: SetAside) -> dict[str, Any]:
    return {"line": each.line, "page": each.page, "text": each.text, "reason": each.reason}
