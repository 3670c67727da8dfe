"""`careerbot index`: articles become an index."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from textwrap import shorten

from bot.commands.changes import changes
from bot.commands.pages import named, place_of
from bot.index_origin import forget_articles, note_articles
from bot.render.printable import one_line
from bot.render.progress import build_progress, notice
from bot.settings import Settings
from corpus.errors import CareerbotError, location
from corpus.folder import BUNDLED
from index.build import BuildReport
from index.places import build_in

__all__ = ["index", "replaced", "said", "unread"]

LISTED = 1_000
"""How much of what was set aside, or skipped: of a folder named by mistake, not a million lines."""
NAMED = 5
"""How many articles are named of those that were added, changed, removed or there before."""
SHORT = 70
"""Characters of each that are shown."""


def index(
    settings: Settings,
    paths: Sequence[Path],
    *,
    base_url: str | None = None,
    watch: bool = False,
) -> int:
    """Build the index of the articles at `paths`, none meaning the bundled guides.

    `watch` goes on until it is interrupted, and builds it again whenever they change.
    """
    if not watch:
        _index(settings, paths, base_url)
        return 0
    for number, _ in enumerate(changes(paths or [BUNDLED], settings.index_place)):
        try:
            _index(settings, paths, base_url)
        except CareerbotError as error:
            if number == 0:
                raise
            # Half an edit, which the next one mends.
            notice(f"careerbot: {one_line(str(error))}; the index before stays")
    return 0


def _index(settings: Settings, paths: Sequence[Path], base_url: str | None) -> None:
    with build_progress() as progress:
        report = build_in(
            settings.index_place,
            paths or [BUNDLED],
            model=settings.model,
            cache=settings.cache_dir,
            bits=settings.bits,
            base_url=base_url,
            progress=progress,
            notice=notice,
        )
    if paths:
        note_articles(settings, paths)
    else:
        forget_articles(settings)
    print(said(report), flush=True)


def said(report: BuildReport) -> str:
    """Return what was built, what it replaces, and what was left out."""
    counts = f"{_count(report.articles, 'article')}, {_count(report.passages, 'passage')}"
    lines = [one_line(f"{counts}: {report.place}"), *map(one_line, replaced(report))]
    if report.set_aside:
        lines.append("Set aside, as nothing to answer with:")
        for path, each in report.set_aside[:LISTED]:
            text = shorten(each.text, SHORT, placeholder=" …")
            place = location(place_of(path), each.line, each.page)
            lines.append(one_line(f"- {place}: {text} ({each.reason})"))
        if len(report.set_aside) > LISTED:
            lines.append(f"- and {len(report.set_aside) - LISTED:,} more")
    return "\n".join([*lines, *unread(report)])


def unread(report: BuildReport) -> Iterator[str]:
    """Say what of the articles wasn't read, or in part."""
    if report.skipped:
        yield "Skipped, or read in part:"
        yield from (f"- {one_line(str(named(each)))}" for each in report.skipped[:LISTED])
        if len(report.skipped) > LISTED:
            yield f"- and {len(report.skipped) - LISTED:,} more"


def replaced(report: BuildReport) -> Iterator[str]:
    """Say which index of which articles it was that was replaced, and what is other now."""
    if (before := report.replaced) is None:
        return
    was = f"index {before.version} of {_count(len(before.articles), 'article')}"
    if report.version == before.version:
        yield f"The same as before: {was}"
        return
    yield f"In the place of {was} ({_named(before.articles)})"
    changes = (("added", before.added), ("changed", before.changed), ("removed", before.removed))
    said = [f"{len(which):,} {how} ({_named(which)})" for how, which in changes if which]
    taken = f"{report.passages - report.encoded:,} of {_count(report.passages, 'passage')}"
    yield f"{', '.join(said) or 'no article changed'}; {taken} encoded before"


def _named(articles: Sequence[str]) -> str:
    more = len(articles) - NAMED
    return ", ".join([*articles[:NAMED], *([f"and {more:,} more"] if more > 0 else [])])


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
