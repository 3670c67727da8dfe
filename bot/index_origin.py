"""What the default index was built of: kept beside it, so that it is known where it is gone.

The default index is that of the bundled guides, until its owner builds one there. From then on
nothing but the owner's own command builds there again.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Sequence
from pathlib import Path

from bot.settings import Settings
from corpus.errors import shown
from index.contract import Index
from index.errors import IndexMissingError

__all__ = [
    "articles_folder",
    "forget_articles",
    "gone",
    "is_default",
    "is_owners",
    "note_articles",
    "note_index",
]

NAME = "articles.json"
NAMED = 3
"""Paths of the owner's that the command in an error names; of more, it names none."""


def is_default(settings: Settings) -> bool:
    """Tell whether the index of the settings is the one in the data folder."""
    place = settings.index_place
    own = settings.data_dir / "index"
    return isinstance(place, Path) and place.absolute() == own.absolute()


def is_owners(settings: Settings) -> bool:
    """Tell whether the default index was ever built of articles of its owner's."""
    return is_default(settings) and _record(settings).exists()


def note_articles(settings: Settings, paths: Sequence[Path]) -> None:
    """Keep what the default index was built of."""
    if is_default(settings):
        names = [shown(path.absolute()) for path in paths]
        _record(settings).write_text(json.dumps({"articles": names}, indent=1) + "\n", "utf-8")


def forget_articles(settings: Settings) -> None:
    """Let the default index be that of the bundled guides again: its owner built it of them."""
    if is_default(settings):
        _record(settings).unlink(missing_ok=True)


def note_index(settings: Settings, index: Index) -> None:
    """Keep that an index is its owner's, where it came there in another way or long ago."""
    if not is_default(settings) or _record(settings).exists():
        return
    from corpus import BUNDLED

    bundled = {path.name for path in BUNDLED.iterdir()}
    if not {article.path for article in index.articles} <= bundled:
        try:
            note_articles(settings, ())
        except OSError:  # a data folder that is only read loses nothing either
            return


def articles_folder(settings: Settings) -> Path | None:
    """Return the folder of the owner's articles; None where it isn't known, or is a site's."""
    if settings.articles is not None:
        return settings.articles if settings.articles.is_dir() else None
    pages = settings.data_dir.absolute() / "pages"
    named = [Path(each) for each in _paths(settings)] if is_default(settings) else []
    folders = (each if each.is_dir() else each.parent for each in named)
    return next((each for each in folders if each.is_dir() and pages not in each.parents), None)


def gone(settings: Settings) -> IndexMissingError:
    """Return the error that says that the owner's index is gone, and what builds it again."""
    paths = _paths(settings)
    named = " ".join(map(shlex.quote, paths)) if 0 < len(paths) <= NAMED else "ARTICLES…"
    return IndexMissingError(
        f"The index of your articles in {settings.index_place} is gone: build it again with: "
        f"careerbot index {named} (without articles, it is built of the bundled guides)"
    )


def _paths(settings: Settings) -> list[str]:
    try:
        return [str(each) for each in json.loads(_record(settings).read_text("utf-8"))["articles"]]
    except (OSError, ValueError, LookupError, TypeError):
        return []


def _record(settings: Settings) -> Path:
    return settings.data_dir / NAME
