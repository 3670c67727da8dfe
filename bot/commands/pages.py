"""Pages that are named by their addresses: fetched first, then read as files."""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.commands import WrongUseError
from bot.render.printable import one_line
from bot.render.progress import build_progress, notice
from bot.settings import Settings
from corpus.article import Skipped
from corpus.errors import CareerbotError, shown
from corpus.web.saved import address_of

__all__ = ["Passing", "named", "on_disk", "passing", "place_of", "refuse_to_watch"]

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_STAYS = (
    "answers as it was fetched before, until it can be fetched or its site says that it is gone"
)


def on_disk(settings: Settings, names: Sequence[str], *, most: int, private: bool) -> list[Path]:
    """Return paths as they are, and for the addresses among them the folder of their pages.

    What was fetched is said. CareerbotError where an address can't be fetched, or none is read.
    """
    folder = _kept(settings)
    paths, addresses = _parted(names)
    if not addresses:
        return paths
    count, led, skipped = _fetched(addresses, folder, most, private, former=folder)
    print(one_line(f"{_pages(count)} fetched: {shown(folder)}"))
    for line in (*led, *map(str, skipped)):
        print(f"- {one_line(line)}")
    return [*paths, folder]


def place_of(path: str) -> str:
    """Return the address of a file that was fetched, and any other path as it is."""
    return address_of(Path(path)) or path


def named(skipped: Skipped) -> Skipped:
    """Return what of a fetched page wasn't read with the page's address."""
    return replace(skipped, path=place_of(skipped.path))


def refuse_to_watch(names: Sequence[str]) -> None:
    """Raise WrongUseError where an address is among them: nobody is told of a page's change."""
    _, addresses = _parted(names)
    if addresses:
        raise WrongUseError(
            f"--watch sees changes of files, and none of {addresses[0]}: leave it out, and call "
            "careerbot index again when pages changed, such as by cron"
        )


@dataclass(frozen=True, slots=True)
class Passing:
    """Paths, with the pages that were fetched in a folder which goes with them."""

    paths: list[Path]
    skipped: list[Skipped]
    """What of the pages wasn't read."""
    folder: Path | None = None
    """The pages' own; None where none was fetched."""

    def keep(self, settings: Settings) -> list[Path]:
        """Keep the pages where `on_disk` does; return the paths as they are then."""
        if self.folder is None:
            return self.paths
        kept = _kept(settings)
        new = kept.with_name(f"{kept.name}.new")
        shutil.rmtree(new, ignore_errors=True)
        shutil.copytree(self.folder, new)
        shutil.rmtree(kept, ignore_errors=True)
        new.rename(kept)
        return [*self.paths[:-1], kept]


@contextmanager
def passing(
    names: Sequence[str], *, most: int, private: bool, settings: Settings | None = None
) -> Iterator[Passing]:
    """Yield what `on_disk` returns; no page that was fetched stays behind unless it is kept.

    What was fetched is said on standard error. By the `settings` it is known what was fetched for
    the same index before.
    """
    paths, addresses = _parted(names)
    if not addresses:
        yield Passing(paths, [])
        return
    with TemporaryDirectory(prefix="careerbot-") as temporary:
        folder = Path(temporary) / "pages"
        former = None if settings is None else _kept(settings)
        count, led, skipped = _fetched(addresses, folder, most, private, former)
        notice("\n".join([f"{_pages(count)} fetched", *(f"- {one_line(line)}" for line in led)]))
        yield Passing([*paths, folder], skipped, folder)


def _kept(settings: Settings) -> Path:
    """Return the folder of the pages of an index: each keeps its own."""
    place = settings.index_place
    where = str(place.absolute() if isinstance(place, Path) else place)
    key = hashlib.sha256(where.encode("utf-8", "replace"))
    return settings.data_dir / "pages" / key.hexdigest()[:8]


def _parted(names: Sequence[str]) -> tuple[list[Path], list[str]]:
    paths = [Path(name) for name in names if not _ADDRESS.match(name)]
    return paths, [name for name in names if _ADDRESS.match(name)]


def _fetched(
    addresses: list[str], folder: Path, most: int, private: bool, former: Path | None
) -> tuple[int, list[str], list[Skipped]]:
    """Put pages into a folder: return their number, where redirects led, what wasn't read.

    Those of the `former` folder that can't be fetched just now stay as they were.
    """
    from corpus.web.addresses import is_public
    from corpus.web.fetcher import Fetcher
    from corpus.web.saved import save
    from corpus.web.site import fetch_all

    allowed = (lambda _: True) if private else is_public
    with Fetcher(allowed=allowed) as fetcher, build_progress() as progress:
        site = fetch_all(addresses, fetcher, most, lambda done, of: progress("fetching", done, of))
    files, unread, kept = save(site.pages, folder, former, site.stays)
    if not files:
        raise CareerbotError(f"No page could be read from {', '.join(addresses)}")
    stay = [Skipped(each, None, _STAYS) for each in kept]
    return len(files), site.led, [*site.skipped, *unread, *stay]


def _pages(count: int) -> str:
    return f"{count:,} page{'' if count == 1 else 's'}"
