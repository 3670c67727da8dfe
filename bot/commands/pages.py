"""Pages that are named by their addresses: fetched first, then read as files."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from bot.render.printable import one_line
from bot.render.progress import build_progress
from bot.settings import Settings
from corpus.errors import CareerbotError, shown

__all__ = ["on_disk"]

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def on_disk(settings: Settings, names: Sequence[str], *, most: int, private: bool) -> list[Path]:
    """Return paths as they are, and for the addresses among them the folder of their pages.

    What was fetched is said. CareerbotError where an address can't be fetched, or none is read.
    """
    paths = [Path(name) for name in names if not _ADDRESS.match(name)]
    addresses = [name for name in names if _ADDRESS.match(name)]
    if not addresses:
        return paths
    from corpus.web.addresses import is_public
    from corpus.web.fetcher import Fetcher
    from corpus.web.saved import save
    from corpus.web.site import fetch_all

    # Each index keeps its own.
    key = hashlib.sha256(str(settings.index_folder.absolute()).encode("utf-8", "replace"))
    folder = settings.data_dir / "pages" / key.hexdigest()[:8]
    allowed = (lambda _: True) if private else is_public
    with Fetcher(allowed=allowed) as fetcher, build_progress() as progress:
        site = fetch_all(addresses, fetcher, most, lambda done, of: progress("fetching", done, of))
    files, unread = save(site.pages, folder)
    print(one_line(f"{len(files)} page{'' if len(files) == 1 else 's'} fetched: {shown(folder)}"))
    for line in (*site.led, *(str(each) for each in (*site.skipped, *unread))):
        print(f"- {one_line(line)}")
    if not files:
        raise CareerbotError(f"No page could be read from {', '.join(addresses)}")
    return [*paths, folder]
