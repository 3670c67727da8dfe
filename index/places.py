"""What is done with an index, wherever it is kept: in a folder, or on a server."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from corpus.errors import CareerbotError
from index.addresses import Place
from index.connections import connected
from index.contract import Index
from index.encoding.model import Encoder
from index.errors import IndexMissingError
from index.load import FolderIndex
from index.store.layout import LAYOUT
from index.store.manifest import Manifest

if TYPE_CHECKING:
    from index.amend import Amendment
    from index.build import Before, BuildReport
    from index.store.history import History
    from index.write_vectors import Progress

__all__ = [
    "Place",
    "Stamp",
    "amend_in",
    "before_in",
    "build_in",
    "history_of",
    "manifest_in",
    "open_in",
    "publish_in",
    "remove_in",
    "stamp_of",
]

Stamp = tuple[int, int, int] | str
"""What changes when an index is published anew."""


def open_in(
    place: Place,
    *,
    model: str | None,
    cache: Path,
    threads: int | None = None,
    lasting: bool = False,
    encoder: Encoder | None = None,
) -> Index:
    """Open an index. `threads`, `lasting` and `encoder` are as for `FolderIndex.open`.

    An index in a folder has its encoder with it; for another one that of the `model` is taken, out
    of the `cache`. Raises IndexMissingError, IndexUnusableError and EncoderError.
    """
    if isinstance(place, Path):
        return FolderIndex.open(place, threads=threads, lasting=lasting, encoder=encoder)
    from index.encoding.export import DEFAULT_MODEL, exported
    from index.server.opened import ServerIndex

    return ServerIndex.open(
        connected(place),
        lambda: exported(model or DEFAULT_MODEL, cache),
        threads=threads,
        lasting=lasting,
        encoder=encoder,
    )


def manifest_in(place: Place) -> Manifest:
    """Return what an index is, without opening it. Raises as `open_in`."""
    rebuild = f"careerbot index ARTICLES… --index {place}"
    if isinstance(place, Path):
        return Manifest.read(place, rebuild)
    from index.server.opened import manifest_of

    server = connected(place)
    if (target := server.target()) is None:
        raise IndexMissingError(f"No index in {place}: build one with: {rebuild}")
    return manifest_of(server, target)


def stamp_of(place: Place) -> Callable[[], Stamp | None]:
    """Return what tells an index from the one published next, or None where there is none.

    What is asked costs next to nothing, so that it can be asked at every question.
    """
    if isinstance(place, Path):
        return lambda: _stamp(place / LAYOUT.manifest)
    from index.server.watched import Watched

    return Watched(partial(connected, place)).target


def _stamp(manifest: Path) -> Stamp | None:
    try:
        status = manifest.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_ino, status.st_size


def history_of(place: Place) -> History:
    """Return the indexes that were replaced in a place."""
    if isinstance(place, Path):
        from index.store.history import FolderHistory

        return FolderHistory(place)
    from index.server.history import ServerHistory

    return ServerHistory(connected(place))


def build_in(
    place: Place,
    paths: Sequence[Path],
    *,
    model: str | None,
    cache: Path,
    bits: int,
    base_url: str | None = None,
    progress: Progress = lambda *_: None,
    notice: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build the index of articles in a place; see `index.build.build`, which says what is raised.

    On a server, token vectors take 1 bit a dimension; CareerbotError where `bits` are others.
    """
    if isinstance(place, Path):
        from index.build import build

        return build(
            paths,
            place,
            model=model,
            cache=cache,
            bits=bits,
            base_url=base_url,
            progress=progress,
            notice=notice,
        )
    from index.build_on_server import build_on_server

    if bits != 1:
        raise CareerbotError(f"{place} keeps token vectors as signs alone, not at half their size")
    return build_on_server(
        paths,
        place,
        model=model,
        cache=cache,
        base_url=base_url,
        progress=progress,
        notice=notice,
    )


def remove_in(
    place: Place,
    ids: Collection[str],
    *,
    model: str | None,
    cache: Path,
    progress: Progress = lambda *_: None,
) -> BuildReport:
    """Build an index anew, without the articles of these ids; see `index.amend.remove`."""
    if isinstance(place, Path):
        from index.amend import remove

        return remove(ids, place, progress=progress)
    from index.build_on_server import remove_on_server

    return remove_on_server(ids, place, model=model, cache=cache, progress=progress)


def amend_in(
    place: Place, out: Path, by: Amendment, *, model: str | None, cache: Path
) -> BuildReport:
    """Build in the folder `out` what the index in a place is, amended; see `index.amend.amend`."""
    if isinstance(place, Path):
        from index.amend import amend

        return amend(place, out, by)
    from index.build_on_server import amend_of_server

    return amend_of_server(place, out, by, model=model, cache=cache)


def before_in(place: Place, out: Path) -> Before:
    """Return what an index that is built in the folder `out` may take over of that in a place."""
    if isinstance(place, Path):
        return place
    from index.build_on_server import before_on_server

    return before_on_server(place, out)


def publish_in(place: Place, folder: Path, *, cache: Path) -> None:
    """Let the index in a folder take the place of that in another, or on a server.

    Raises IndexUnusableError where something else is there, or the server refuses.
    """
    if isinstance(place, Path):
        from index.store.publication import publish_copy

        publish_copy(folder, place)
        return
    from index.build_on_server import publish_on_server

    publish_on_server(folder, place, cache=cache)
