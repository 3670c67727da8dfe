"""The index that a repair makes: built once, to be compared, and published as it was compared."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Settings

__all__ = ["built_index", "forget_built"]

FOLDER = "repair"
"""In the data folder: the last index that was built to be looked at."""


def built_index(settings: Settings, key: str, build: Callable[[Path], object]) -> Path:
    """Return the folder of the index with this key: the one built last, or one that is built now.

    `key` says all that it is made of. Whoever calls this holds the lock on repairs.
    """
    kept = settings.data_dir / FOLDER
    folder = kept / key
    if folder.exists():
        return folder
    forget_built(settings)
    kept.mkdir(parents=True)
    with TemporaryDirectory(dir=kept) as temporary:
        new = Path(temporary) / "index"
        build(new)
        new.replace(folder)
    return folder


def forget_built(settings: Settings) -> None:
    """Delete the index that was built last, in a way that never leaves half of one to be taken."""
    kept, gone = settings.data_dir / FOLDER, settings.data_dir / f"{FOLDER}.old"
    shutil.rmtree(gone, ignore_errors=True)
    if kept.exists():
        kept.replace(gone)
        shutil.rmtree(gone, ignore_errors=True)
