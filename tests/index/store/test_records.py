"""Records on disk, one JSON line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec
import pytest

from corpus.article import Block, Span
from index.store.layout import RecordFiles
from index.store.records import Records, RecordWriter

FILES = RecordFiles("records.jsonl", "records.bounds.npy")
RECORDS: list[Any] = [{"a": 1}, "line\nbreak\r\n\u2028 and é 🎉", [], None, 3.5, ""]


def written(folder: Path, records: list[Any]) -> None:
    with RecordWriter(folder, FILES) as writer:
        for number, record in enumerate(records):
            assert len(writer) == number
            writer.add(record)


def test_records_are_read_as_they_were_written(tmp_path: Path) -> None:
    written(tmp_path, RECORDS)
    records = Records(tmp_path, FILES, object)
    assert len(records) == len(RECORDS)
    assert [records[i] for i in (5, 4, 3, 2, 1, 0)] == RECORDS[::-1]
    for number in (-1, len(RECORDS)):
        with pytest.raises(IndexError):
            records[number]


def test_there_may_be_none(tmp_path: Path) -> None:
    written(tmp_path, [])
    records = Records(tmp_path, FILES, object)
    assert len(records) == 0
    with pytest.raises(IndexError):
        records[0]


def test_each_is_of_its_type(tmp_path: Path) -> None:
    blocks = [
        Block("list", 3, lead=Span(1, 5, "Look:", ("[1]",))),
        Block("table", None, header=Span(7, 9, "A B"), columns=("A", "B")),
    ]
    written(tmp_path, [*blocks, {"kind": "list"}])
    records = Records(tmp_path, FILES, Block)
    assert [records[0], records[1]] == blocks
    with pytest.raises(msgspec.ValidationError, match="section"):
        records[2]
