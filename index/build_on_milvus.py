"""Articles become an index on Milvus: built in a folder, which is written to the server, and goes.

What a build that was killed had built stays in its folder, and is gone on from by the next one.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from corpus.errors import CareerbotError
from index.amend import check_removable
from index.build import Before, BuildReport, build, build_of
from index.encoding.export import exported
from index.encoding.weights import DEFAULT_MODEL
from index.errors import IndexMissingError, IndexUnusableError
from index.milvus.address import MilvusAddress
from index.milvus.earlier_vectors import MilvusVectors
from index.milvus.opened import MilvusIndex
from index.milvus.publication import publish_folder
from index.milvus.records import read_records
from index.milvus.server import Server
from index.predecessor import Predecessor
from index.store.encoder_info import EncoderInfo
from index.store.layout import LAYOUT, LOCK
from index.store.manifest import Manifest, is_index
from index.stored_articles import articles_in, owner_of
from index.write_vectors import Progress

__all__ = ["build_on_milvus", "remove_on_milvus"]


def build_on_milvus(
    paths: Sequence[Path],
    address: MilvusAddress,
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
    server = Server(address)
    with _staging(address, cache) as folder:
        report = build(
            paths,
            folder,
            model=model,
            cache=cache,
            beside=_before(server, folder),
            base_url=base_url,
            progress=progress,
            notice=notice,
        )
        return _published(report, server, progress)


def remove_on_milvus(
    ids: Collection[str],
    address: MilvusAddress,
    *,
    model: str | None = None,
    cache: Path,
    progress: Progress = lambda *_: None,
) -> BuildReport:
    """Build the index anew, without the articles of these ids; raises as `index.amend.remove`."""
    encoder = exported(model or DEFAULT_MODEL, cache)
    index = MilvusIndex.open(address, lambda: encoder)
    check_removable(ids, index.manifest, str(address))
    articles = [each for each in articles_in(index) if each.id not in ids]
    name = f"file/{LAYOUT.owner}"
    owner = owner_of(read_records(index.server, index.collection, [name])[name])
    with _staging(address, cache) as folder:
        before = _before(index.server, folder)
        report = build_of(articles, owner, folder, (), encoder, before, 1, progress)
        return _published(report, index.server, progress)


@contextmanager
def _staging(address: MilvusAddress, cache: Path) -> Iterator[Path]:
    """Yield the folder that the index of an address is built in; it goes when all is written."""
    from filelock import FileLock, Timeout

    folder = cache / "milvus" / address.key / "index"
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(folder.parent / LOCK, blocking=False):
            yield folder
            shutil.rmtree(folder)
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
        vectors = MilvusVectors(server, target)
    except (IndexMissingError, IndexUnusableError):
        return Predecessor()  # of another format, or damaged: nothing is taken over
    if vectors.manifest.encoder != encoder:
        return Predecessor(vectors.manifest)
    return Predecessor(vectors.manifest, vectors)


def _published(report: BuildReport, server: Server, progress: Progress) -> BuildReport:
    manifest = Manifest.read(report.path, "careerbot index")
    publish_folder(report.path, manifest, server, progress)
    return replace(report, place=str(server.address))
