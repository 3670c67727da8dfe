"""The exported reader says what the network says, of pairs alone and together."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from safetensors.torch import save_file
from sentence_transformers import SentenceTransformer

import index.encoding.adapter
from index.encoding import open_encoder
from index.encoding.adapter import READER, add_to, trained_on
from index.encoding.export import exported
from index.encoding.onnx import READER_GRAPH
from index.encoding.reader_network import ReaderHead, ReaderNetwork
from index.encoding.weights import DEFAULT_MODEL, find_weights
from tests.index.encoding.test_export import tiny

pytestmark = pytest.mark.export

QUESTION = "how long does it take"
PASSAGES = ["it takes a year", "the pay is low, the days long", "no"]
LAYER = "encoder.layer.0.attention.self.query"


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    source = tiny(tmp_path)
    torch.manual_seed(1)
    head = ReaderHead(32)
    made = {name: (torch.randn_like(value) / 8).half() for name, value in head.state_dict().items()}
    made |= {f"{LAYER}.down": torch.randn(4, 32).half(), f"{LAYER}.up": torch.randn(32, 4).half()}
    save_file(made, tmp_path / "reader.safetensors")
    described = {"base_sha256": find_weights(str(source))[1]}
    (tmp_path / "reader.json").write_text(json.dumps(described), "utf-8")
    monkeypatch.setattr(index.encoding.adapter, "ADAPTER", tmp_path / "none.safetensors")
    monkeypatch.setattr(index.encoding.adapter, "READER", tmp_path / "reader.safetensors")
    return source


def said_by_torch(source: Path, passage: str) -> float:
    loaded = SentenceTransformer(str(source), device="cpu").eval()
    network = loaded[0].auto_model
    head = add_to(network, source.parent / "reader.safetensors")
    pair = loaded.tokenizer([QUESTION], [passage], return_tensors="pt")
    with torch.inference_mode():
        score = ReaderNetwork(network, head, 32)(
            pair["input_ids"], pair["attention_mask"], pair["token_type_ids"]
        )
    return float(score[0])


def test_the_exported_reader_says_what_the_network_says(model: Path, tmp_path: Path) -> None:
    encoder = open_encoder(exported(str(model), tmp_path / "cache"))
    together = encoder.read(QUESTION, PASSAGES)
    assert together is not None
    assert len(set(together.round(3).tolist())) == len(PASSAGES)
    for passage, score in zip(PASSAGES, together.tolist(), strict=True):
        alone = encoder.read(QUESTION, [passage])
        assert alone is not None
        assert score == float(alone[0])
        assert score == pytest.approx(said_by_torch(model, passage), rel=0.05, abs=0.05)


def test_what_is_long_is_read_from_its_beginning(model: Path, tmp_path: Path) -> None:
    encoder = open_encoder(exported(str(model), tmp_path / "cache"))
    words = "pay " * 20  # of three tokens each, and half of a model's tokens are read
    scores = encoder.read(QUESTION, [words + "a", words + "z"])
    assert scores is not None
    assert np.ptp(scores) < 1e-4


def test_a_reader_that_was_exported_before_gets_its_mask(model: Path, tmp_path: Path) -> None:
    folder = exported(str(model), tmp_path / "cache")
    now = open_encoder(folder).read(QUESTION, PASSAGES)
    graph = onnx.load(str(folder / READER_GRAPH), load_external_data=False)
    mask = onnx.helper.make_tensor_value_info("attention_mask", onnx.TensorProto.INT64, [1, None])
    graph.graph.input.append(mask)
    onnx.save(graph, str(folder / READER_GRAPH))
    before = open_encoder(folder).read(QUESTION, PASSAGES)
    assert now is not None
    assert before is not None
    assert before.tolist() == now.tolist()


@pytest.mark.usefixtures("model")
def test_a_model_of_other_weights_has_no_reader(tmp_path: Path) -> None:
    other = tiny(tmp_path / "other", seed=2)
    encoder = open_encoder(exported(str(other), tmp_path / "cache"))
    assert encoder.read(QUESTION, PASSAGES) is None


def test_the_default_model_comes_with_its_reader() -> None:
    sha256 = find_weights(DEFAULT_MODEL)[1]
    assert READER.is_file()
    assert trained_on(sha256)
