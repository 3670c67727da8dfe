"""The last indexes that were replaced: they stay beside the one that answers, to go back to."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from index.errors import IndexMissingError, IndexUnusableError
from index.store.layout import EARLIER, KEPT, LAYOUT, VERSION
from index.store.manifest import Manifest

__all__ = ["Earlier", "earlier", "forget", "keep"]


@dataclass(frozen=True, slots=True)
class Earlier:
    """An index that was replaced."""

    manifest: Path
    """A copy of its manifest, as it was."""
    version: str
    replaced_at: datetime


def earlier(folder: Path) -> list[Earlier]:
    """Return the indexes that the one in a folder can be replaced by again, the latest first."""
    found = []
    for path in sorted((folder / EARLIER).glob("*.json"), reverse=True):
        nanoseconds, _, version = path.stem.partition("-")
        if nanoseconds.isdecimal() and VERSION.fullmatch(version):
            at = datetime.fromtimestamp(int(nanoseconds) / 1e9, UTC)
            found.append(Earlier(path, version, at))
    return found


def keep(folder: Path, published: str) -> set[str]:
    """Keep the index in a folder, which `published` replaces; return the versions that are kept.

    They are so many at most, and `published` is none of them. One that can't be used any more,
    such as one of another format, isn't kept.
    """
    try:
        before = Manifest.read(folder, "").version
    except (IndexMissingError, IndexUnusableError, OSError):
        before = published
    if before != published:
        (folder / EARLIER).mkdir(exist_ok=True)
        # Twenty digits, so that the order of the names is that of the times.
        kept = folder / EARLIER / f"{time.time_ns():020}-{before}.json"
        new = kept.with_suffix(".new")
        new.write_bytes((folder / LAYOUT.manifest).read_bytes())
        new.replace(kept)
    for left in (folder / EARLIER).glob("*.new"):  # by a build that was killed
        left.unlink(missing_ok=True)
    versions: set[str] = set()
    for each in earlier(folder):
        if each.version in versions or each.version == published or len(versions) == KEPT:
            each.manifest.unlink(missing_ok=True)
        else:
            versions.add(each.version)
    return versions


def forget(folder: Path) -> int:
    """Keep none of the earlier indexes any more; return how many there were."""
    found = earlier(folder)
    for each in found:
        each.manifest.unlink(missing_ok=True)
    return len(found)
