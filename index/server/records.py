"""The records of a version: files, articles and what is long, each in as many rows as it needs."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Sequence

import msgspec

from index.server.client import Server
from index.server.rows import key_of, unpacked

__all__ = ["First", "read_records"]

AT_ONCE = 200
"""Rows that are fetched at once: 13 MB at most."""


class First(msgspec.Struct, frozen=True):
    """What a collection is; the record that is written last."""

    rows: int
    """The version of what rows mean; see `index.server.layout.ROWS`."""
    format: int
    """That of the folder whose files it holds; see `index.store.layout.FORMAT`."""
    sparse: bool
    """Whether its words are searched by sparse vectors."""
    published: float
    """Seconds since 1970."""


def read_records(
    server: Server, collection: str, names: Iterable[str], *, strong: bool = False
) -> dict[str, bytes]:
    """Return records by name; those that aren't there are left out."""
    wanted = list(names)
    first = _texts(server, collection, [key_of(name, 0) for name in wanted], strong)
    begun = {
        name: first[key].partition(":") for name in wanted if (key := key_of(name, 0)) in first
    }
    more = [
        key_of(name, part) for name, (count, _, _) in begun.items() for part in range(1, int(count))
    ]
    rest = _texts(server, collection, more, strong)
    found = {}
    for name, (count, _, text) in begun.items():
        every = [text, *(rest[key_of(name, part)] for part in range(1, int(count)))]
        found[name] = zlib.decompress(b"".join(map(unpacked, every)))
    return found


def _texts(server: Server, collection: str, keys: Sequence[str], strong: bool) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(keys), AT_ONCE):
        found |= server.texts(collection, keys[start : start + AT_ONCE], strong=strong)
    return found
