"""Changes of article files, as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.render.progress import notice
from corpus.folder import HIDDEN
from corpus.owner import OWNER_FILE
from corpus.readers import SUFFIXES
from index.places import Place

__all__ = ["changes"]

PAUSE = 200
"""Milliseconds after which it is sure that changes are seen."""


def changes(paths: Sequence[Path], index: Place) -> Iterator[None]:
    """Yield at once, and whenever articles at `paths` changed and were left alone for a moment.

    What changes before the next is asked for isn't lost. What lies in the folder of the `index` is
    none of them.
    """
    from watchfiles import Change, watch

    named = {path.resolve() for path in paths}
    out = index.resolve() if isinstance(index, Path) else None

    def matters(_: Change, file: str) -> bool:
        path = Path(file)
        if out is not None and path.is_relative_to(out):
            return False
        below = any(path == one or path.is_relative_to(one) for one in named)
        kind = path.suffix.lower() in SUFFIXES and not path.name.startswith(HIDDEN)
        return (below and kind) or path.name == OWNER_FILE

    # An editor puts a new file in the place of the old one: its folder sees that.
    folders = {path if path.is_dir() else path.parent for path in named}
    notice("Watching for changes, until interrupted.")
    watching = watch(
        *folders,
        watch_filter=matters,
        recursive=any(map(Path.is_dir, named)),
        rust_timeout=PAUSE,
        yield_on_timeout=True,
    )
    begun = False
    for found in watching:
        if found or not begun:
            begun = True
            yield
