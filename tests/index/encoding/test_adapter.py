"""An adapter's change is added to the weights it was trained on, and to no others."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer

import index.encoding.adapter
from index.encoding import open_encoder
from index.encoding.adapter import trained_on
from index.encoding.export import exported
from index.encoding.weights import find_weights
from index.errors import EncoderError
from index.store.encoder_info import EncoderInfo
from tests.index.encoding.test_export import TEXTS, tiny

LAYER = "encoder.layer.1.output.dense"


@pytest.fixture
def model(tmp_path: Path) -> Path:
    return tiny(tmp_path)


@pytest.fixture
def factors(
    model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> dict[str, torch.Tensor]:
    torch.manual_seed(1)
    made = {f"{LAYER}.down": torch.randn(4, 64).half(), f"{LAYER}.up": torch.randn(32, 4).half()}
    write(tmp_path, made, find_weights(str(model))[1])
    monkeypatch.setattr(index.encoding.adapter, "ADAPTER", tmp_path / "adapter.safetensors")
    monkeypatch.setattr(index.encoding.adapter, "READER", tmp_path / "reader.safetensors")
    return made


def write(folder: Path, factors: dict[str, torch.Tensor], sha256: str) -> None:
    save_file(factors, folder / "adapter.safetensors")
    (folder / "adapter.json").write_text(json.dumps({"base_sha256": sha256}), "utf-8")


def dense(folder: Path) -> np.ndarray:
    return np.stack([one.dense for one in open_encoder(folder).encode(TEXTS)])


def test_the_exported_model_is_the_changed_one(
    model: Path, factors: dict[str, torch.Tensor], tmp_path: Path
) -> None:
    loaded = SentenceTransformer(str(model), device="cpu")
    before = loaded.encode(TEXTS, normalize_embeddings=True)
    weight = loaded[0].auto_model.get_submodule(LAYER).weight
    with torch.no_grad():
        weight += factors[f"{LAYER}.up"].float() @ factors[f"{LAYER}.down"].float()
    expected = loaded.encode(TEXTS, normalize_embeddings=True)
    folder = exported(str(model), tmp_path / "cache")
    got = dense(folder)
    assert (got * expected).sum(axis=1).min() > 0.9999
    assert (got * before).sum(axis=1).min() < 0.999
    sha256 = find_weights(str(model))[1]
    assert EncoderInfo.read(folder).sha256 == sha256  # the weights themselves are as they were
    assert EncoderInfo.read(folder).adapter == trained_on(sha256) != ""


def test_another_adapter_is_another_export(
    model: Path, factors: dict[str, torch.Tensor], tmp_path: Path
) -> None:
    first = exported(str(model), tmp_path / "cache")
    assert exported(str(model), tmp_path / "cache") == first
    factors[f"{LAYER}.up"] *= 2
    write(tmp_path, factors, find_weights(str(model))[1])
    assert exported(str(model), tmp_path / "cache") != first


@pytest.mark.usefixtures("factors")
def test_a_model_of_other_weights_is_left_alone(tmp_path: Path) -> None:
    other = tiny(tmp_path / "other", seed=2)
    folder = exported(str(other), tmp_path / "cache")
    expected = SentenceTransformer(str(other), device="cpu").encode(
        TEXTS, normalize_embeddings=True
    )
    assert (dense(folder) * expected).sum(axis=1).min() > 0.9999
    assert EncoderInfo.read(folder).adapter == ""


def test_an_adapter_for_layers_that_are_not_there_is_named(
    model: Path, factors: dict[str, torch.Tensor], tmp_path: Path
) -> None:
    wrong = {name.replace("layer.1", "layer.9"): one for name, one in factors.items()}
    write(tmp_path, wrong, find_weights(str(model))[1])
    with pytest.raises(EncoderError, match=r"changes encoder\.layer\.9"):
        exported(str(model), tmp_path / "cache")
