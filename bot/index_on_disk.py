"""What the folder of an index holds, beside the index of it that is open and answers."""

from __future__ import annotations

from typing import Literal

from bot.index_origin import gone, is_owners
from bot.settings import Settings
from index.errors import IndexMissingError, IndexUnusableError
from index.load import Index
from index.store.manifest import Manifest

__all__ = ["GOES_ON", "OnDisk", "missing", "on_disk"]

OnDisk = Literal["same", "other", "damaged", "missing"]
GOES_ON = "the index that was open goes on answering"


def on_disk(index: Index, settings: Settings) -> tuple[OnDisk, str | None]:
    """Compare an open index with its folder, and say what is wrong, if anything."""
    try:
        manifest = Manifest.read(index.folder, f"careerbot index ARTICLES… --index {index.folder}")
        if manifest.version != index.version:
            return "other", None
        index.integrity.check()
    except IndexMissingError:
        return "missing", f"{missing(settings)}; {GOES_ON}"
    except (IndexUnusableError, OSError) as error:
        return "damaged", f"{error}; {GOES_ON}"
    return "same", None


def missing(settings: Settings) -> IndexMissingError:
    """Return the error that says that the index of the settings is gone, and the way out."""
    if is_owners(settings):
        return gone(settings)
    folder = settings.index_folder
    return IndexMissingError(
        f"The index in {folder} is gone: put it back, or build it again with: "
        f"careerbot index ARTICLES… --index {folder}"
    )
