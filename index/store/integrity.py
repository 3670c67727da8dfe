"""Whether the files of an index are those that its manifest names, byte for byte."""

from __future__ import annotations

import hashlib
from pathlib import Path

from index.errors import IndexUnusableError
from index.store.manifest import Manifest

__all__ = ["Integrity"]

Stamp = tuple[int, int, int]
"""What changes whenever a file is written to or replaced."""


class Integrity:
    """Compares files with their checksums, and again only those that changed since."""

    def __init__(self, folder: Path, manifest: Manifest, rebuild: str) -> None:
        """Take the folder of an index; `rebuild` is the command that mends it."""
        self._folder = folder
        self._manifest = manifest
        self._rebuild = rebuild
        self._whole: dict[str, Stamp] = {}

    def check(self, largest: int | None = None) -> None:
        """Compare all files, or those of at most `largest` bytes.

        Raises IndexUnusableError for the first that is not as it was built.
        """
        for name, size in self._manifest.files.items():
            if largest is not None and size > largest:
                continue
            path = self._folder / self._manifest.version / name
            try:
                stamp = _stamp(path)
                if self._whole.get(name) == stamp:
                    continue
                with path.open("rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                changing = _stamp(path) != stamp
            except FileNotFoundError:
                raise self._damaged(f"{name} is missing or cut short") from None
            if changing or digest != self._manifest.checksums.get(name):
                cut = stamp[1] != size
                raise self._damaged(
                    f"{name} is {'missing or cut short' if cut else 'not as built'}"
                )
            self._whole[name] = stamp

    def check_unchanged(self) -> None:
        """Raise IndexUnusableError where a file that was compared has changed since."""
        for name, stamp in self._whole.items():
            try:
                now = _stamp(self._folder / self._manifest.version / name)
            except FileNotFoundError:
                continue  # swept away by the next build, and what was read of it is whole
            if now != stamp:
                raise self._damaged(f"{name} changed while it was read")

    def _damaged(self, reason: str) -> IndexUnusableError:
        return IndexUnusableError(
            f"The index in {self._folder} is damaged ({reason}): {self._rebuild}"
        )


def _stamp(path: Path) -> Stamp:
    status = path.stat()
    return status.st_ino, status.st_size, status.st_mtime_ns
