"""Where texts are parted that are encoded together: it depends on them alone."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from index.encoding.runs import LONGEST, USUAL, Run, read_runs, recipe, runs, write_runs
from index.store.encoder_info import EncoderInfo

ENCODER = EncoderInfo("any", "0", 3, 8, ("input_ids",))
RECIPE = recipe(ENCODER, 1)
TEXTS = [["Above. ", f"Sentence {number}.", "And one more."] for number in range(600)]


def keys(texts: list[list[str]]) -> set[bytes]:
    return {run.key for run in runs(texts, RECIPE)}


def test_runs_follow_each_other_and_are_neither_short_nor_long() -> None:
    found = runs(TEXTS, RECIPE)
    assert [run.start for run in found] == [0, *(run.end for run in found[:-1])]
    assert found[-1].end == len(TEXTS)
    assert max(map(len, found)) <= LONGEST
    assert USUAL / 2 < len(TEXTS) / len(found) < USUAL * 2
    assert [text for run in found for text in run.of(TEXTS)] == TEXTS
    assert runs([], RECIPE) == []


def test_a_change_leaves_all_runs_but_those_it_stands_in() -> None:
    before = keys(TEXTS)
    for change in (
        [*TEXTS[:300], ["Something new."], *TEXTS[300:]],
        [*TEXTS[:300], *TEXTS[301:]],
        [*TEXTS[:300], ["Something else."], *TEXTS[301:]],
        [*TEXTS, ["The last."]],
    ):
        assert 1 <= len(before - keys(change)) <= 2
    assert keys(TEXTS[100:]) - before <= {runs(TEXTS[100:], RECIPE)[0].key}


def test_texts_that_never_end_a_run_are_parted_all_the_same() -> None:
    same = [["Always the same."]] * (3 * LONGEST)
    assert [len(run) for run in runs(same, RECIPE)] in ([LONGEST] * 3, [1] * len(same))


def test_the_key_is_of_parts_and_of_all_that_vectors_depend_on() -> None:
    first = runs([["ab", "c"]], RECIPE)[0].key
    other = replace(ENCODER, files_sha256="1")
    others = [
        runs([["a", "bc"]], RECIPE)[0].key,
        runs([["ab", "c"]], recipe(ENCODER, 16))[0].key,
        runs([["ab", "c"]], recipe(other, 1))[0].key,
    ]
    assert len({first, *others}) == 4


def test_runs_come_back_as_they_were_written(tmp_path: Path) -> None:
    # A key may end with a byte of zeros.
    found = [Run(bytes(32), 0, 3), Run(bytes(range(32)), 3, 4)]
    write_runs(tmp_path / "runs.npy", found)
    assert list(read_runs(tmp_path / "runs.npy")) == found
