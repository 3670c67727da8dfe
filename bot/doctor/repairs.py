"""Whether what visitors ask in vain can be mended: the articles' folder, and the owner's bar."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.finding import Finding, well, wrong
from bot.learning.bar import read_bar
from bot.settings import PREFIX, Settings
from corpus.errors import CareerbotError, shown

__all__ = ["repairs"]


def repairs(settings: Settings) -> Iterator[Finding]:
    """Look at where repairs are written, and what they have to keep."""
    if settings.articles is not None and not settings.articles.is_dir():
        name = f"{PREFIX}ARTICLES={shown(settings.articles)}"
        yield wrong("repairs", f"{name} is no folder: name that of your articles")
    try:
        bar = read_bar(settings)
    except CareerbotError as error:
        yield wrong("bar", str(error))
        return
    if bar is not None:
        yield well("bar", f"{len(bar.questions):,} questions, {', '.join(settings.bar)}")
