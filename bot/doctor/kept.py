"""Whether the index is whole and of this version, and whether what is kept can be kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryFile

from bot.database.engine import Database, DatabaseError
from bot.database.schema import CURRENT, version_of
from bot.doctor.finding import Finding, better, well, wrong
from bot.index_origin import is_owners
from bot.open_index import reopen_index
from bot.settings import PREFIX, Settings, SettingsError
from corpus.errors import CareerbotError, shown
from index.build import of_bundled
from index.errors import IndexMissingError

__all__ = ["kept"]

OLD = 180
"""Days after which an index is called old: careers' facts are those of their year."""


def kept(settings: Settings) -> Iterator[Finding]:
    """Look at the folders, the index and the database."""
    yield _folder("data folder", settings.data_dir, "data_dir")
    yield _folder("cache folder", settings.cache_dir, "cache_dir")
    try:
        yield from _index(settings)
        yield _database(settings)
    except OSError as error:  # a folder of another user's
        yield wrong(
            "kept",
            f"{shown(error.filename or settings.data_dir)}: {error.strerror}: let this user "
            f"read it, or set {PREFIX}DATA_DIR to a folder of this user's",
        )


def _folder(about: str, folder: Path, setting: str) -> Finding:
    """Write into a folder, which is made as for what is kept in it; nothing of it stays.

    What is allowed by its mode may still be refused, as it is in `/proc` even to root.
    """
    made: list[Path] = []
    try:
        for each in reversed((folder, *folder.parents)):
            if not each.exists():
                with suppress(FileExistsError):  # the service makes it just now
                    each.mkdir()
                    made.append(each)
        with TemporaryFile(dir=folder):
            return well(about, shown(folder))
    except OSError as error:
        return wrong(
            about,
            f"{shown(folder)} can't be written to ({error.strerror}): "
            f"set {PREFIX}{setting.upper()} to one that can",
        )
    finally:
        for each in reversed(made):
            with suppress(OSError):  # the service keeps something there by now
                each.rmdir()


def _index(settings: Settings) -> Iterator[Finding]:
    try:
        index = reopen_index(settings, lasting=False)
        index.check()
    except IndexMissingError as error:
        if settings.index is None and not is_owners(settings):
            yield well("index", "none yet: the first question builds that of the bundled guides")
        else:
            yield wrong("index", str(error))
        return
    except CareerbotError as error:
        if settings.index is None and not is_owners(settings) and of_bundled(settings.index_folder):
            yield well("index", "of another version: the next question builds it anew")
        else:
            yield wrong("index", str(error))
        return
    built = datetime.fromtimestamp(index.built() or 0, UTC)
    days = (datetime.now(UTC) - built).days
    counts = f"{len(index.articles):,} articles, {index.manifest.counts['passages']:,} passages"
    yield well("index", f"{index.place}: {counts}, built {built:%Y-%m-%d}")
    if days > OLD:
        yield better("index", f"{days} days old: careerbot index ARTICLES… builds it anew")
    if not is_owners(settings) and settings.index is None:
        yield better("index", "of the bundled guides: careerbot index ARTICLES… takes yours")


def _database(settings: Settings) -> Finding:
    try:
        database = Database(settings)
    except SettingsError as error:
        return wrong("database", str(error))
    try:
        if not database.exists():
            return well("database", "none yet: it is made when there is something to keep")
        version = asyncio.run(database.run(lambda session: version_of(session.connection())))
    except DatabaseError as error:
        return wrong("database", f"{error} See {PREFIX}DATABASE_URL, and --debug for the reason")
    finally:
        database.close()
    if version != CURRENT:
        return better(
            "database",
            f"its tables are of version {version}, and this careerbot knows {CURRENT}: "
            "it goes on, but install the later careerbot again",
        )
    return well("database", f"it can be read; its tables are of version {version}, the current one")
