"""The default model, written from its weights, says what the libraries that made it say."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from safetensors.numpy import load_file, save_file
from sentence_transformers import SentenceTransformer

from corpus import BUNDLED
from index.encoding.adapter import ADAPTER, READER, add_to
from index.encoding.bert import Bert, read_bert
from index.encoding.onnx import INPUTS, READER_INPUTS, OnnxEncoder, open_session
from index.encoding.reader_graph import write_whole_reader
from index.encoding.reader_network import ReaderNetwork
from index.encoding.weights import DEFAULT_MODEL, find_weights
from tests.index.encoding.test_export import tiny

pytestmark = pytest.mark.export

GUIDE = (BUNDLED / "data-analyst.md").read_text("utf-8")
LINES = [line for line in GUIDE.splitlines() if len(line) > 40][:40]
QUESTIONS = [
    "how long does it take",
    "pay",
    "Do I need a degree? And what if I don't have one?",
    "naïve café – ¿qué? 日本 🎉",
    " ".join(["how long does it take"] * 100),
]

READ = [
    "how long does it take",
    "pay",
    "Do I need a degree? And what if I don't have one?",
    "what does an analyst do all day",
    "which tools do they use",
]


@pytest.fixture
def published() -> SentenceTransformer:
    """The default model as sentence-transformers runs it, to be changed at will."""
    return SentenceTransformer(find_weights(DEFAULT_MODEL)[0], device="cpu").eval()


@pytest.mark.parametrize("together", [True, False])
def test_the_vectors_are_those_of_sentence_transformers(
    encoder: OnnxEncoder, published: SentenceTransformer, together: bool
) -> None:
    texts = [*QUESTIONS, *LINES]
    add_to(published[0].auto_model, ADAPTER)
    dense = published.encode(texts, normalize_embeddings=True)
    tokens = published.encode(texts, output_value="token_embeddings")
    got = encoder.encode(texts) if together else [encoder.encode([text])[0] for text in texts]
    for one, whole, each in zip(got, dense, tokens, strict=True):
        np.testing.assert_allclose(one.dense, whole, rtol=0, atol=1e-5)
        own = torch.nn.functional.normalize(each, dim=-1).numpy()[1:-1]
        np.testing.assert_allclose(one.tokens, own, rtol=0, atol=1e-5)


@pytest.fixture
def scored(published: SentenceTransformer) -> Callable[[str, str], tuple[Feed, float]]:
    """What torch says of a question and a passage, and what the two are as numbers."""
    head = add_to(published[0].auto_model, READER)
    network = ReaderNetwork(published[0].auto_model, head, 384)

    def score(question: str, passage: str) -> tuple[Feed, float]:
        pair = published.tokenizer(
            [question], [passage], truncation=True, max_length=256, return_tensors="pt"
        )
        with torch.inference_mode():
            found = network(*(pair[name] for name in INPUTS))
        return {name: pair[name].numpy() for name in READER_INPUTS}, float(found[0])

    return score


def test_the_reader_s_scores_are_those_of_torch(
    encoder: OnnxEncoder, scored: Callable[[str, str], tuple[Feed, float]], tmp_path: Path
) -> None:
    bert = read_bert(Path(find_weights(DEFAULT_MODEL)[0]))
    assert bert is not None
    write_whole_reader(*bert.changed(READER), tmp_path / "whole.onnx")
    whole = open_session(tmp_path / "whole.onnx", 1)
    rounded: list[float] = []
    expected: list[float] = []
    lines = np.stack([one.dense for one in encoder.encode(LINES)])
    for question in READ:
        alike = lines @ encoder.encode([question], query=True)[0].dense
        # What is read is what stands first.
        for line in [LINES[number] for number in np.argsort(-alike)[:6]]:
            feed, score = scored(question, line)
            assert float(whole.run(None, feed)[0][0]) == pytest.approx(score, rel=0, abs=1e-4)
            read = encoder.read(question, [line])
            assert read is not None
            rounded.append(float(read[0]))
            expected.append(score)
    assert np.corrcoef(rounded, expected)[0, 1] > 0.99
    # Eight bits say it less exactly, by far less than scores differ.
    assert np.abs(np.subtract(rounded, expected)).mean() < 0.12 * np.std(expected)


def test_the_words_are_those_of_sentence_transformers(
    encoder: OnnxEncoder, published: SentenceTransformer
) -> None:
    for text in [*QUESTIONS, GUIDE[:2000], "[CLS] a [MASK] ##ing", "e\u0301É ßİ\u200b\x00", ""]:
        (one,) = encoder.encode([text])
        expected = published.tokenizer([text], truncation=True, max_length=256)["input_ids"][0]
        assert one.ids.tolist() == expected[1:-1]


@pytest.mark.parametrize(
    ("file", "change"),
    [
        ("config.json", {"hidden_act": "relu"}),
        ("config.json", {"model_type": "roberta"}),
        ("config.json", {"position_embedding_type": "relative_key"}),
        ("config.json", {"num_hidden_layers": 3}),
        ("sentence_bert_config.json", {"do_lower_case": True}),
        ("config_sentence_transformers.json", {"prompts": {"query": "query: "}}),
        ("1_Pooling/config.json", {"pooling_mode": "cls"}),
        ("1_Pooling/config.json", {"pooling_mode_max_tokens": True}),
    ],
)
def test_what_is_not_known_is_left_to_torch(
    tmp_path: Path, file: str, change: dict[str, object]
) -> None:
    model = tiny(tmp_path)
    assert isinstance(read_bert(model), Bert)
    path = model / file
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | change), "utf-8")
    assert read_bert(model) is None


def test_one_module_more_is_left_to_torch(tmp_path: Path) -> None:
    model = tiny(tmp_path)
    modules = json.loads((model / "modules.json").read_text("utf-8"))
    modules.append({"idx": 2, "name": "2", "path": "2_Dense", "type": "models.Dense"})
    (model / "modules.json").write_text(json.dumps(modules), "utf-8")
    assert read_bert(model) is None


def test_weights_in_sixteen_bits_are_read(tmp_path: Path) -> None:
    model = tiny(tmp_path)
    weights = load_file(model / "model.safetensors")
    save_file(
        {name: each.astype(np.float16) for name, each in weights.items()},
        model / "model.safetensors",
    )
    bert = read_bert(model)
    assert bert is not None
    assert all(each.dtype == np.float32 for each in bert.weights.values())


Feed = dict[str, NDArray[np.int64]]
