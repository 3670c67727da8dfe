"""An index takes the place of the one before it: whole, in one step, whoever is opening it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from index.errors import IndexUnusableError
from index.store.layout import BUILDING, HELD, LAYOUT, LOCK, MADE, VERSION
from index.store.manifest import Manifest, checksums, replaceable

__all__ = ["Publication", "publish"]


@dataclass(slots=True)
class Publication:
    """A folder to build in, and the manifest of what was built."""

    folder: Path
    manifest: Manifest | None = None


@contextmanager
def publish(folder: Path) -> Iterator[Publication]:
    """Yield a publication to build in; what it makes takes the old index's place at the end.

    An index folder holds `manifest.json` and one folder with everything else, named by the
    manifest. Replacing the manifest is the one step that changes the index: whoever opens it
    finds the old one or the new one, whole, and a build that is killed leaves the old one.
    Raises IndexUnusableError where `folder` holds something that is no index.
    """
    from filelock import FileLock

    if folder.exists() and not replaceable(folder):
        raise IndexUnusableError(f"{folder} exists and holds no index: name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK)
    with lock:  # nobody sweeps between these two steps
        building = Path(mkdtemp(prefix=BUILDING, dir=folder))
        held = FileLock(building / HELD)
        held.acquire()
    made = building / MADE
    try:
        made.mkdir()
        made.chmod(0o755)
        yield (publication := Publication(made))
        if publication.manifest is None:
            raise RuntimeError("nothing was published")
        with lock:
            final = folder / publication.manifest.version
            # The same input makes the same files: those that the old manifest names stay in their
            # place, unless somebody damaged them.
            if not _whole(final, publication.manifest):
                if final.exists():
                    final.rename(building / "damaged")
                made.rename(final)
            written = folder / LAYOUT.new_manifest
            written.write_text(publication.manifest.as_json(), "utf-8")
            written.replace(folder / LAYOUT.manifest)
            _sweep(folder, keep=final)
    finally:
        held.release()
        shutil.rmtree(building, ignore_errors=True)


def _whole(final: Path, manifest: Manifest) -> bool:
    return final.is_dir() and checksums(final) == (manifest.files, manifest.checksums)


def _sweep(folder: Path, keep: Path) -> None:
    """Remove older versions, and what builds that were killed left behind."""
    for left in folder.iterdir():
        if left.is_dir() and left != keep and (VERSION.fullmatch(left.name) or _abandoned(left)):
            shutil.rmtree(left, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    """Whether no process builds here any more.

    A lock tells it, and no process number: who builds may run in another container.
    """
    from filelock import FileLock

    if not folder.name.startswith(BUILDING):
        return False
    try:
        with FileLock(folder / HELD, blocking=False):
            return True
    except OSError:  # held, or another user's folder
        return False
