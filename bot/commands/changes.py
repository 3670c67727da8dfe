"""Changes of article files, as they come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.render.progress import notice
from corpus.owner import OWNER_FILE
from corpus.readers import SUFFIXES

__all__ = ["changes"]


def changes(paths: Sequence[Path], index: Path) -> Iterator[None]:
    """Yield whenever articles at `paths` have changed, and then were left alone for a moment.

    What lies in the folder of the `index` is none of them.
    """
    from watchfiles import Change, watch

    named = {path.resolve() for path in paths}
    out = index.resolve()

    def matters(_: Change, file: str) -> bool:
        path = Path(file)
        if path.is_relative_to(out):
            return False
        below = any(path == one or path.is_relative_to(one) for one in named)
        kind = path.suffix.lower() in SUFFIXES
        return (below and kind) or path.name == OWNER_FILE

    # An editor puts a new file in the place of the old one: its folder sees that.
    folders = {path if path.is_dir() else path.parent for path in named}
    notice("Watching for changes, until interrupted.")
    for _ in watch(*folders, watch_filter=matters, recursive=any(map(Path.is_dir, named))):
        yield
