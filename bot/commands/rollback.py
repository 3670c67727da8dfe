"""`careerbot rollback`: the index becomes one again that it was before."""

from __future__ import annotations

from bot.commands import WrongUseError
from bot.render.printable import one_line
from bot.settings import Settings
from corpus.errors import shown
from index.errors import IndexUnusableError
from index.places import history_of
from index.store.history import History, Replaced
from index.store.manifest import Manifest

__all__ = ["rollback"]

NAMED = 5
"""How many articles of an index are named."""


def rollback(settings: Settings, which: str | None, *, as_list: bool, forget: bool) -> int:
    """Go back to the index before, or another; or list those that there are, or delete them."""
    place = shown(str(settings.index_place))
    if (which is not None) + as_list + forget > 1:
        raise WrongUseError("name an index, or --list, or --forget: one of them")
    history = history_of(settings.index_place)
    if forget:
        count = history.forget()
        print(f"Deleted: {count} earlier {'index' if count == 1 else 'indexes'}.")
        return 0
    found = history.every()
    if as_list:
        lines = [f"{number}  {_listed(each, history)}" for number, each in enumerate(found, 1)]
        print("\n".join(lines) or f"No earlier index in {place}.")
        return 0
    if not found:
        raise WrongUseError(f"no earlier index in {place}: none is kept there")
    manifest = history.go_back(_chosen(found, which or "1"))
    print(one_line(f"{place} is again: {manifest.version}: {_articles(manifest)}"))
    return 0


def _chosen(found: list[Replaced], which: str) -> Replaced:
    if which.isdecimal() and 1 <= int(which) <= len(found):
        return found[int(which) - 1]
    named = [each for each in found if len(which) >= 4 and each.version.startswith(which)]
    if len(named) != 1:
        raise WrongUseError(
            f"{which!r} is no earlier index: name a number from 1 to {len(found)}, "
            "or a version, of those that --list shows"
        )
    return named[0]


def _listed(each: Replaced, history: History) -> str:
    try:
        manifest = history.manifest(each)
    except (IndexUnusableError, OSError):
        return f"{each.version}, which is damaged"
    until = f"until {each.replaced_at.astimezone():%Y-%m-%d %H:%M}"
    return one_line(f"{each.version}, {until}: {_articles(manifest)}")


def _articles(manifest: Manifest) -> str:
    ids = [article.id for article in manifest.articles]
    named = ", ".join([*ids[:NAMED], *([f"and {len(ids) - NAMED:,} more"] if ids[NAMED:] else [])])
    return f"{len(ids):,} {'article' if len(ids) == 1 else 'articles'} ({named})"
