"""Articles become an index on a server: built in a folder, which is written there, and goes.

What a build that was killed had built stays in its folder, and is gone on from by the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus.article import Article
from corpus.errors import CareerbotError
from corpus.owner import OwnerWords
from index.addresses import ServerAddress
from index.amend import Amendment, check_removable
from index.build import Before, BuildReport, build, build_of
from index.connections import connected
from index.encoding.export import exported
from index.encoding.weights import DEFAULT_MODEL
from index.errors import IndexMissingError, IndexUnusableError
from index.predecessor import Predecessor
from index.server.client import Server
from index.server.earlier_vectors import ServerVectors
from index.server.opened import ServerIndex
from index.server.publication import publish_folder
from index.server.records import read_records
from index.store.encoder_info import EncoderInfo
from index.store.layout import LAYOUT, LOCK
from index.store.manifest import Manifest, is_index
from index.stored_articles import Wanted, articles_in, former_in, owner_of
from index.write_vectors import Progress

__all__ = [
    "amend_of_server",
    "before_on_server",
    "build_on_server",
    "publish_on_server",
    "remove_on_server",
]


def build_on_server(
    paths: Sequence[Path],
    address: ServerAddress,
    *,
    model: str | None = None,
    cache: Path,
    base_url: str | None = None,
    progress: Progress = lambda *_: None,
    notice: Callable[[str], None] = lambda _: None,
) -> BuildReport:
    """Build the index of articles and folders of articles, and let the address lead to it.

    What the index before has encoded is taken over from the server. Raises as
    `index.build.build`, and IndexUnusableError where the server refuses.
    """
    server = connected(address)

    def former(wanted: Wanted) -> Iterator[Article]:
        if server.target() is not None:
            yield from articles_in(_opened(address, model, cache)[0], wanted)

    with _staging(address, cache) as folder:
        report = build(
            paths,
            folder,
            model=model,
            cache=cache,
            beside=_before(server, folder),
            former=former_in(former),
            base_url=base_url,
            flat=True,
            progress=progress,
            notice=notice,
        )
        return _published(report, server, progress)


def remove_on_server(
    ids: Collection[str],
    address: ServerAddress,
    *,
    model: str | None = None,
    cache: Path,
    progress: Progress = lambda *_: None,
) -> BuildReport:
    """Build the index anew, without the articles of these ids; raises as `index.amend.remove`."""
    index, owner, encoder = _opened(address, model, cache)
    check_removable(ids, index.manifest, str(address))
    articles = [each for each in articles_in(index) if each.id not in ids]
    with _staging(address, cache) as folder:
        before = _before(index.server, folder)
        report = build_of(articles, owner, folder, (), encoder, before, 1, progress, flat=True)
        return _published(report, index.server, progress)


def amend_of_server(
    address: ServerAddress,
    out: Path,
    by: Amendment,
    *,
    model: str | None = None,
    cache: Path,
    progress: Progress = lambda *_: None,
) -> BuildReport:
    """Build in a folder `out` what the index is, amended; raises as `index.amend.amend`."""
    index, owner, encoder = _opened(address, model, cache)
    articles, before = list(by.articles(articles_in(index))), _before(index.server, out)
    return build_of(articles, by.owner(owner), out, (), encoder, before, 1, progress, flat=True)


def before_on_server(address: ServerAddress, out: Path) -> Before:
    """Return what an index that is built in `out` may take over of that of the address."""
    return _before(connected(address), out)


def publish_on_server(folder: Path, address: ServerAddress, *, cache: Path) -> None:
    """Let the address lead to what the index in a folder is. Raises as `publish_folder`."""
    with _alone(address, cache):
        manifest = Manifest.read(folder, "careerbot index")
        publish_folder(folder, manifest, connected(address))


def _opened(
    address: ServerAddress, model: str | None, cache: Path
) -> tuple[ServerIndex, OwnerWords, Path]:
    """The index of an address, what its owner added, and the folder of its encoder."""
    encoder = exported(model or DEFAULT_MODEL, cache)
    index = ServerIndex.open(connected(address), lambda: encoder)
    name = f"file/{LAYOUT.owner}"
    found = read_records(index.server, index.collection, [name])
    if name not in found:
        raise IndexUnusableError(
            f"The index in {address} is damaged: careerbot index ARTICLES… --index {address}"
        )
    return index, owner_of(found[name]), encoder


@contextmanager
def _staging(address: ServerAddress, cache: Path) -> Iterator[Path]:
    """Yield the folder that the index of an address is built in; it goes when all is written."""
    with _alone(address, cache) as own:
        folder = own / "index"
        yield folder
        shutil.rmtree(folder)


@contextmanager
def _alone(address: ServerAddress, cache: Path) -> Iterator[Path]:
    """Yield a folder for an address, in which no other process of this machine is meanwhile."""
    from filelock import FileLock, Timeout

    own = cache / "server" / address.key
    own.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(own / LOCK, blocking=False):
            yield own
    except Timeout:
        raise CareerbotError(f"{address} is being built by another process: wait for it") from None


def _before(server: Server, folder: Path) -> Before:
    """What was built before: by a try that was killed, or what the address leads to."""

    def read(encoder: EncoderInfo) -> Predecessor:
        replaced = _on_server(server, encoder)
        if not is_index(folder):
            return replaced
        killed = Predecessor.read(folder, encoder)
        return replace(killed, manifest=replaced.manifest)

    return read


def _on_server(server: Server, encoder: EncoderInfo) -> Predecessor:
    target = server.target()
    if target is None:
        return Predecessor()
    try:
        vectors = ServerVectors(server, target)
    except (IndexMissingError, IndexUnusableError):
        return Predecessor()  # of another format, or damaged: nothing is taken over
    if vectors.manifest.encoder != encoder:
        return Predecessor(vectors.manifest)
    return Predecessor(vectors.manifest, vectors)


def _published(report: BuildReport, server: Server, progress: Progress) -> BuildReport:
    manifest = Manifest.read(report.path, "careerbot index")
    publish_folder(report.path, manifest, server, progress)
    return replace(report, place=str(server.address))
