"""What the folder of an index holds, beside the index of it that is open and answers."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bot.index_origin import gone, is_owners
from bot.settings import Settings
from index.contract import Index
from index.errors import IndexMissingError, IndexUnusableError
from index.places import manifest_in

__all__ = ["GOES_ON", "OnDisk", "missing", "on_disk"]

OnDisk = Literal["same", "other", "damaged", "missing"]
GOES_ON = "the index that was open goes on answering"


def on_disk(index: Index, settings: Settings) -> tuple[OnDisk, str | None]:
    """Compare an open index with its folder, and say what is wrong, if anything.

    Raises IndexUnusableError where it is kept on a server that doesn't answer.
    """
    try:
        if manifest_in(settings.index_place).version != index.version:
            return "other", None
        index.check()
    except IndexMissingError:
        return "missing", f"{missing(settings)}; {GOES_ON}"
    except (IndexUnusableError, OSError) as error:
        if not isinstance(settings.index_place, Path):
            raise  # what isn't there can't go on answering: all is fetched when it is asked for
        return "damaged", f"{error}; {GOES_ON}"
    return "same", None


def missing(settings: Settings) -> IndexMissingError:
    """Return the error that says that the index of the settings is gone, and the way out."""
    if is_owners(settings):
        return gone(settings)
    place = settings.index_place
    return IndexMissingError(
        f"The index in {place} is gone: put it back, or build it again with: "
        f"careerbot index ARTICLES… --index {place}"
    )
