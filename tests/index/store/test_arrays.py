"""Arrays on disk: the same whether they are read or mapped, and never written to."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.store import arrays


@pytest.mark.parametrize("largest_read", [0, arrays.LARGEST_READ])
def test_an_array_is_opened_as_it_was_saved(
    largest_read: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arrays, "LARGEST_READ", largest_read)
    saved = np.arange(12, dtype=np.int32).reshape(3, 4)
    np.save(tmp_path / "array.npy", saved)
    opened = arrays.open_array(tmp_path / "array.npy")
    content = arrays.open_bytes(tmp_path / "array.npy")
    assert type(opened) is type(content) is np.ndarray
    np.testing.assert_array_equal(opened, saved)
    assert opened.dtype == saved.dtype
    assert content.tobytes() == (tmp_path / "array.npy").read_bytes()
    for array in (opened, content):
        with pytest.raises(ValueError, match="read-only"):
            array[:1] = 0


def test_a_file_of_something_else_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "array.npy").write_bytes(b"no array at all")
    with pytest.raises(ValueError, match="pickle"):
        arrays.open_array(tmp_path / "array.npy")


@pytest.mark.parametrize(("dtype", "row"), [(np.uint8, (48,)), (np.int32, ()), ("<f2", (3, 2))])
def test_what_is_written_in_parts_is_what_is_saved_whole(
    dtype: type, row: tuple[int, ...], tmp_path: Path
) -> None:
    whole = np.random.default_rng(0).integers(0, 200, (1_234, *row)).astype(dtype)
    for name, count in (("whole", len(whole)), ("none", 0)):
        with arrays.ArrayWriter(tmp_path / f"{name}.parts", dtype, row) as writer:
            for start in range(0, count, 100):
                writer.append(whole[start : start + 100])
        np.save(tmp_path / f"{name}.npy", whole[:count])
        saved = (tmp_path / f"{name}.npy").read_bytes()
        assert (tmp_path / f"{name}.parts").read_bytes() == saved
