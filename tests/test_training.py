"""The adapters' trainings: what comes of them is the same each time, and is taken up again."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import torch

from bench import low_rank, train, train_reader
from bench.sets import QUESTIONS, QuestionSet, question_sets, real_sets, written_sets
from bench.training import TrainingSet, of_epochs, training_set

TRAININGS: dict[str, Callable[..., Any]] = {
    "encoder": lambda one, start=None: train.train(
        [one], train.Options(layers=1, epochs=0.5), start
    ),
    "reader": lambda one, start=None: train_reader.train(
        [one], train_reader.Options(layers=1, epochs=0.5), start
    ),
}


@pytest.fixture(autouse=True)
def threads() -> Iterator[None]:
    """Leave torch's threads as they were."""
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


each_training = pytest.mark.parametrize("name", TRAININGS)


@pytest.fixture(scope="module")
def chef(tmp_path_factory: pytest.TempPathFactory) -> TrainingSet:
    """A set over one short article."""
    folder, made = QUESTIONS / "articles", tmp_path_factory.mktemp("chef")
    files = (made / "chef_questions.jsonl", made / "chef_unanswerable.jsonl")
    for file in files:
        lines = (folder / file.name).read_text("utf-8").splitlines(keepends=True)
        file.write_text("".join(lines[:12]), "utf-8")
    # Named as one of the sets that count in full.
    one = QuestionSet("own-faq", [folder / "chef.txt"], files)
    return training_set(one, made / "index")


@each_training
def test_the_same_training_again_gives_the_same_weights(name: str, chef: TrainingSet) -> None:
    once, again = (TRAININGS[name](chef).weights() for _ in range(2))
    changed = [key for key in once if key.endswith(".up") and once[key].any()]
    assert changed
    assert all(torch.equal(once[key], again[key]) for key in once)


def test_a_training_goes_on_from_what_another_wrote(
    chef: TrainingSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    every = [one.name for one in (*real_sets(), *question_sets(), *written_sets())]
    without = [name for name in every if name != "chef"]
    line = f"train --out {tmp_path} --cache {tmp_path}/sets --layers 1 --guides 1 --epochs 0.2"
    monkeypatch.setattr("sys.argv", [*line.split(), "--leave", "chef", "--without", *without])
    with pytest.raises(SystemExit, match="Nothing to train on"):
        train.main()
    monkeypatch.setattr("sys.argv", [*line.split(), "--without", *without])
    train.main()
    written = json.loads((tmp_path / "adapter.json").read_text())
    assert list(written["sets"]) == ["chef"]
    start = f"--start {tmp_path}/adapter.safetensors --seen 0"
    monkeypatch.setattr("sys.argv", [*line.split(), *start.split(), "--without", *without])
    with pytest.raises(SystemExit, match="Nothing to train on"):
        train.main()
    options = train.Options(layers=1, epochs=0.5, rate=0)
    before = train.train([chef], options).weights()
    after = train.train([chef], options, tmp_path / "adapter.safetensors").weights()
    assert not any(before[key].any() for key in before if key.endswith(".up"))
    assert any(after[key].any() for key in after if key.endswith(".up"))


def test_a_part_of_an_epoch_is_its_first_batches() -> None:
    drawn: list[int] = []

    def batches() -> list[list[Any]]:
        drawn.append(len(drawn))
        return [[drawn[-1], number] for number in range(4)]

    found = list(of_epochs(1.5, batches))
    assert found == [[0, 0], [0, 1], [0, 2], [0, 3], [1, 0], [1, 1]]


def test_a_change_of_a_higher_rank_begins_as_the_one_before() -> None:
    """So a training may go on with more numbers than it had."""
    lower = low_rank.Changed(low_rank.Changes(layers=1, rank=2))
    for one in lower.adapted.values():
        torch.nn.init.normal_(one.up)
    higher = low_rank.Changed(low_rank.Changes(layers=1, rank=5, alpha=64))
    higher.start_from(lower.factors())
    for name, one in higher.adapted.items():
        before = lower.adapted[name]
        was, now = (each.up @ each.down * each.factor for each in (before, one))
        assert was.any()
        assert torch.allclose(was, now, rtol=0.01, atol=0.01)
