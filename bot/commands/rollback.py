"""`careerbot rollback`: the index becomes one again that it was before."""

from __future__ import annotations

from pathlib import Path

from bot.commands import WrongUseError
from bot.render.printable import one_line
from bot.settings import Settings
from corpus.errors import shown
from index.errors import IndexUnusableError
from index.store.earlier import Earlier, earlier
from index.store.manifest import Manifest
from index.store.publication import forget_earlier, go_back

__all__ = ["rollback"]

NAMED = 5
"""How many articles of an index are named."""


def rollback(settings: Settings, which: str | None, *, as_list: bool, forget: bool) -> int:
    """Go back to the index before, or another; or list those that there are, or delete them."""
    folder = settings.index_folder
    if (which is not None) + as_list + forget > 1:
        raise WrongUseError("name an index, or --list, or --forget: one of them")
    if forget:
        count = forget_earlier(folder)
        print(f"Deleted: {count} earlier {'index' if count == 1 else 'indexes'}.")
        return 0
    found = earlier(folder)
    if as_list:
        lines = [f"{number}  {_described(each, folder)}" for number, each in enumerate(found, 1)]
        print("\n".join(lines) or f"No earlier index in {shown(folder)}.")
        return 0
    if not found:
        raise WrongUseError(f"no earlier index in {shown(folder)}: none was replaced there yet")
    chosen = _chosen(found, which or "1")
    go_back(folder, chosen)
    print(one_line(f"{shown(folder)} is again: {_described(chosen, folder, chosen.version)}"))
    return 0


def _chosen(found: list[Earlier], which: str) -> Earlier:
    if which.isdecimal() and 1 <= int(which) <= len(found):
        return found[int(which) - 1]
    named = [each for each in found if len(which) >= 4 and each.version.startswith(which)]
    if len(named) != 1:
        raise WrongUseError(
            f"{which!r} is no earlier index: name a number from 1 to {len(found)}, "
            "or a version, of those that --list shows"
        )
    return named[0]


def _described(each: Earlier, folder: Path, now: str | None = None) -> str:
    try:
        manifest = Manifest.read(folder, "", None if now else each.manifest)
    except (IndexUnusableError, OSError):
        return f"{each.version}, which is damaged"
    ids = [article.id for article in manifest.articles]
    named = ", ".join([*ids[:NAMED], *([f"and {len(ids) - NAMED:,} more"] if ids[NAMED:] else [])])
    until = "" if now else f", until {each.replaced_at.astimezone():%Y-%m-%d %H:%M}"
    count = f"{len(ids):,} {'article' if len(ids) == 1 else 'articles'}"
    return one_line(f"{each.version}{until}: {count} ({named})")
