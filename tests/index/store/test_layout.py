"""Every file of an index has its name in one table."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from index.contract import Index
from index.store.layout import LAYOUT


def names(table: object) -> Iterator[str]:
    """Yield the names in a table and in those inside it."""
    if isinstance(table, str):
        yield table
    else:
        assert isinstance(table, msgspec.Struct)
        for name in table.__struct_fields__:
            yield from names(getattr(table, name))


def test_every_file_of_an_index_is_named_and_every_name_is_a_file(index: Index) -> None:
    named = list(names(LAYOUT))
    assert len(set(named)) == len(named)
    # The vectors of few passages stand in the FAISS index itself.
    beside = {LAYOUT.manifest, LAYOUT.new_manifest, LAYOUT.dense_vectors}
    inside = {path.name for path in (index.folder / index.version).iterdir()}
    assert inside == set(named) - beside
    assert {name.partition("/")[0] for name in index.manifest.files} == inside
