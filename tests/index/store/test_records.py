"""Records on disk, one JSON line each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from index.store.records import Records

RECORDS: list[Any] = [{"a": 1}, "line\nbreak\r\n\u2028 and é 🎉", [], None, 3.5, ""]


def test_records_are_read_as_they_were_written(tmp_path: Path) -> None:
    Records.write(tmp_path / "records.jsonl", RECORDS)
    records = Records(tmp_path / "records.jsonl")
    assert len(records) == len(RECORDS)
    assert [records[i] for i in (5, 4, 3, 2, 1, 0)] == RECORDS[::-1]
    for number in (-1, len(RECORDS)):
        with pytest.raises(IndexError):
            records[number]


def test_there_may_be_none(tmp_path: Path) -> None:
    Records.write(tmp_path / "records.jsonl", [])
    records = Records(tmp_path / "records.jsonl")
    assert len(records) == 0
    with pytest.raises(IndexError):
        records[0]
