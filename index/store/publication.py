"""An index takes the place of the one before it: whole, in one step, whoever is opening it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

from index.errors import IndexUnusableError
from index.store.earlier import Earlier, forget, keep
from index.store.integrity import Integrity
from index.store.layout import BUILDING, HELD, LAYOUT, LOCK, MADE, VERSION
from index.store.manifest import Manifest, checksums, is_index, replaceable

__all__ = ["Publication", "forget_earlier", "go_back", "linked", "publish", "publish_copy"]


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
    finds the old one or the new one, whole, and a build that is killed leaves the old one. The last
    that were replaced stay; see `go_back`.
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
            _replace(folder, publication.manifest)
    finally:
        held.release()
        shutil.rmtree(building, ignore_errors=True)


def publish_copy(source: Path, folder: Path) -> None:
    """Let the index in one folder take the place of that in another.

    Raises IndexUnusableError where `folder` holds something that is no index.
    """
    manifest = Manifest.read(source, "careerbot index")
    with publish(folder) as publication:
        files = source / manifest.version
        shutil.copytree(files, publication.folder, copy_function=linked, dirs_exist_ok=True)
        publication.manifest = manifest


def go_back(folder: Path, to: Earlier) -> Manifest:
    """Let the index in a folder be one again that it was before; the one it is stays, too.

    Raises IndexUnusableError where that one isn't whole any more.
    """
    from filelock import FileLock

    mend = f"careerbot index ARTICLES… --index {folder}"
    with FileLock(folder / LOCK):
        manifest = Manifest.read(folder, mend, to.manifest)
        Integrity(folder, manifest, mend).check()
        _replace(folder, manifest)
    return manifest


def forget_earlier(folder: Path) -> int:
    """Delete the indexes that could be gone back to; return how many they were."""
    from filelock import FileLock

    if not is_index(folder):
        return 0
    with FileLock(folder / LOCK):
        count = forget(folder)
        _sweep(folder, {Manifest.read(folder, "careerbot index").version})
    return count


def _replace(folder: Path, manifest: Manifest) -> None:
    """Let a manifest, whose files are there, be that of the index; the lock is held."""
    kept = keep(folder, manifest.version)
    written = folder / LAYOUT.new_manifest
    written.write_text(manifest.as_json(), "utf-8")
    written.replace(folder / LAYOUT.manifest)
    _sweep(folder, {manifest.version, *kept})


def linked(source: str, target: str) -> str:
    """Give a file a second name, which nothing that builds an index writes into; or copy it."""
    try:
        os.link(source, target)
    except OSError:  # not every file system has such names
        shutil.copy2(source, target)
    return target


def _whole(final: Path, manifest: Manifest) -> bool:
    return final.is_dir() and checksums(final) == (manifest.files, manifest.checksums)


def _sweep(folder: Path, kept: set[str]) -> None:
    """Remove all versions but some, and what builds that were killed left behind."""
    for left in folder.iterdir():
        old = VERSION.fullmatch(left.name) and left.name not in kept
        if left.is_dir() and (old or _abandoned(left)):
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
