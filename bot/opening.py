"""The index that answers: opened, or built of the bundled guides where none is named."""

from __future__ import annotations

from collections.abc import Callable

from bot.settings import Settings
from index.errors import IndexMissingError, IndexUnusableError
from index.load import Index

__all__ = ["open_index"]


def open_index(settings: Settings, notice: Callable[[str], None]) -> Index:
    """Open the index of the settings, building that of the bundled guides where none is named.

    One that was built of other articles is its owner's and is never built over. Raises
    IndexMissingError or IndexUnusableError, with the command that mends it.
    """
    try:
        return Index.open(settings.index_folder)
    except IndexMissingError:
        if settings.index is not None:
            raise
        notice(
            f"No index yet: building that of the bundled guides in {settings.index_folder}, once."
        )
    except IndexUnusableError:
        # One that was named is the owner's to build; the default one is kept by careerbot, as
        # long as `careerbot index` put no articles of the owner's own there.
        if settings.index is not None or not _of_bundled(settings):
            raise
        notice("The index is not of this version: building that of the bundled guides again.")
    _build_bundled(settings, notice)
    return Index.open(settings.index_folder)


def _of_bundled(settings: Settings) -> bool:
    from index.build import of_bundled

    return of_bundled(settings.index_folder)


def _build_bundled(settings: Settings, notice: Callable[[str], None]) -> None:
    from corpus import BUNDLED
    from index.build import build

    build(
        [BUNDLED],
        settings.index_folder,
        model=settings.model,
        cache=settings.cache_dir,
        bits=settings.bits,
        notice=notice,
    )
