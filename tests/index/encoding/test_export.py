"""Any sentence-transformers model: exported once, checked, kept; or run by torch, and said so."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest
import torch
from sentence_transformers import MultiVectorEncoder, SentenceTransformer
from sentence_transformers.base.modules import Dense
from sentence_transformers.multi_vector_encoder.modules import MultiVectorMask
from sentence_transformers.sentence_transformer import modules
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers, processors
from transformers import BertConfig, BertModel, PreTrainedTokenizerFast

from index.build import build
from index.encoding import open_encoder
from index.encoding.export import exported
from index.encoding.onnx import OnnxEncoder
from index.encoding.torch import TorchEncoder
from index.errors import EncoderError
from index.load import FolderIndex
from index.search import search
from index.store.encoder_info import EncoderInfo

pytestmark = pytest.mark.export

TEXTS = ["how long does it take", "what does a manager do every day", "pay"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


class Spun(torch.nn.Module):
    """A last module that ONNX has no operator for."""

    def forward(self, features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        dense = features["sentence_embedding"]
        features["sentence_embedding"] = torch.linalg.matrix_exp(torch.diag_embed(dense)).diagonal(
            dim1=-2, dim2=-1
        )
        return features

    def save(self, folder: str, *_: object, **__: object) -> None: ...

    @classmethod
    def load(cls, *_: object, **__: object) -> Spun:
        return cls()


def tiny(folder: Path, *, seed: int = 0, pooling: str = "mean") -> Path:
    """Write a model of BERT's kind: two layers, 32 dimensions, random weights, letters only."""
    torch.manual_seed(seed)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "?", *LETTERS, *(f"##{c}" for c in LETTERS)]
    tokenizer = Tokenizer(models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    tokenizer.normalizer = normalizers.BertNormalizer()
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    tokenizer.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    source = folder / "transformer"
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        pad_token="[PAD]",
        unk_token="[UNK]",
        cls_token="[CLS]",
        sep_token="[SEP]",
        model_max_length=64,
        model_input_names=["input_ids", "token_type_ids", "attention_mask"],
    ).save_pretrained(source)
    config = BertConfig(
        vocab_size=len(pieces),
        hidden_size=32,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=64,
        max_position_embeddings=64,
    )
    BertModel(config, add_pooling_layer=False).save_pretrained(source)
    transformer = modules.Transformer(str(source))
    model = SentenceTransformer(
        modules=[transformer, modules.Pooling(32, pooling_mode=pooling)], device="cpu"
    )
    model.save(str(folder / "tiny"), create_model_card=False)
    return folder / "tiny"


@pytest.fixture
def tiny_model(tmp_path: Path) -> Path:
    return tiny(tmp_path)


@pytest.mark.parametrize("pooling", ["mean", "cls"])  # of which one is exported by torch
def test_another_model_is_exported_and_says_the_same(tmp_path: Path, pooling: str) -> None:
    said: list[str] = []
    model = tiny(tmp_path, pooling=pooling)
    folder = exported(str(model), tmp_path / "cache", notice=said.append)
    assert said == []
    encoder = open_encoder(folder)
    assert isinstance(encoder, OnnxEncoder)
    assert encoder.info.dimensions == 32
    loaded = SentenceTransformer(str(model), device="cpu")
    expected = loaded.encode(TEXTS, normalize_embeddings=True)
    got = np.stack([one.dense for one in encoder.encode(TEXTS)])
    np.testing.assert_allclose(got, expected, rtol=0, atol=1e-5)
    assert encoder.info.max_tokens == loaded.max_seq_length


def test_a_model_of_colberts_kind_gives_its_own_vectors_of_tokens(tmp_path: Path) -> None:
    plain = SentenceTransformer(str(tiny(tmp_path)), device="cpu")
    projection = Dense(
        32,
        16,
        bias=False,
        activation_function=torch.nn.Identity(),
        module_input_name="token_embeddings",
    )
    model = MultiVectorEncoder(
        modules=[plain[0], projection, MultiVectorMask()],
        prompts={"query": "q ", "document": "d "},
        device="cpu",
    )
    model.save(str(tmp_path / "late"), create_model_card=False)
    said: list[str] = []
    folder = exported(str(tmp_path / "late"), tmp_path / "cache", notice=said.append)
    assert said == []
    encoder = open_encoder(folder)
    assert (encoder.info.dimensions, encoder.info.query_prompt) == (16, "q ")
    for encode, query in ((model.encode_query, True), (model.encode_document, False)):
        for text, got in zip(TEXTS, encoder.encode(TEXTS, query=query), strict=True):
            expected = torch.nn.functional.normalize(torch.as_tensor(encode(text)), dim=-1).numpy()
            # First comes [CLS] and the prompt, last [SEP].
            np.testing.assert_allclose(got.tokens, expected[2:-1], rtol=0, atol=1e-5)
    article = tmp_path / "a.md"
    text = "# Bakers\n\n## Pay\n\nBakers earn little.\n\n## Hours\n\nThey rise early.\n"
    article.write_text(text, "utf-8")
    build([article], tmp_path / "index", model=str(tmp_path / "late"), cache=tmp_path / "cache")
    index = FolderIndex.open(tmp_path / "index")
    ranking = search("pay", index.encoder.encode(["pay"], query=True)[0], index)
    assert index.passage_at(int(ranking.passages[0])).text == "Bakers earn little."


def test_it_is_exported_once(tiny_model: Path, tmp_path: Path) -> None:
    first = exported(str(tiny_model), tmp_path / "cache")
    written = {path: path.stat().st_mtime_ns for path in first.iterdir()}
    again = exported(str(tiny_model), tmp_path / "cache")
    assert again == first
    assert {path: path.stat().st_mtime_ns for path in again.iterdir()} == written


def test_other_weights_are_another_export(tmp_path: Path) -> None:
    one = exported(str(tiny(tmp_path / "one", seed=1)), tmp_path / "cache")
    other = exported(str(tiny(tmp_path / "other", seed=2)), tmp_path / "cache")
    assert one != other


@pytest.mark.parametrize("name", ["model.onnx", "model.onnx.data", "tokenizer.json"])
@pytest.mark.parametrize("damage", ["cut short", "one byte", "missing"])
def test_a_damaged_export_is_made_again(
    tiny_model: Path, tmp_path: Path, name: str, damage: str
) -> None:
    folder = exported(str(tiny_model), tmp_path / "cache")
    before = (folder / name).read_bytes()
    if damage == "missing":
        (folder / name).unlink()
    else:
        after = before[:-9] if damage == "cut short" else before[:-9] + b"?" + before[-8:]
        (folder / name).write_bytes(after)
    said: list[str] = []
    assert exported(str(tiny_model), tmp_path / "cache", notice=said.append) == folder
    assert len(said) == 1
    assert "damaged" in said[0]
    assert len(open_encoder(folder).encode(TEXTS)) == 3
    left = {path.name for path in folder.parent.iterdir()} - {folder.name}
    assert left == {f".{folder.name}.lock"}


def test_an_export_that_fails_leaves_nothing(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(EncoderInfo, "write", lambda *_: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        exported(str(tiny_model), tmp_path / "cache")
    assert [
        path.name for path in (tmp_path / "cache" / "encoders").iterdir() if path.is_dir()
    ] == []


def test_a_model_that_onnx_can_t_express_answers_through_torch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = tiny(tmp_path, pooling="cls")
    loaded = SentenceTransformer(str(model), device="cpu")
    loaded.append(Spun())
    monkeypatch.setattr("index.encoding.torch_export.load_model", lambda *_, **__: loaded)
    monkeypatch.setattr("index.encoding.torch.load_model", lambda *_, **__: loaded)
    said: list[str] = []
    folder = exported(str(model), tmp_path / "cache", notice=said.append)
    assert len(said) == 1
    assert "can't be exported" in said[0]
    assert "through torch" in said[0]
    assert "\n" not in said[0]
    encoder = open_encoder(folder)
    assert isinstance(encoder, TorchEncoder)
    encoder.ready()
    expected = loaded.encode(TEXTS, normalize_embeddings=True)
    for one, dense in zip(encoder.encode(TEXTS), expected, strict=True):
        assert float(one.dense @ dense) > 0.9999
        np.testing.assert_allclose(np.linalg.norm(one.tokens, axis=1), 1, atol=1e-5)
    assert exported(str(model), tmp_path / "cache", notice=said.append) == folder
    assert len(said) == 1


def test_an_index_with_another_model_answers(tiny_model: Path, tmp_path: Path) -> None:
    article = tmp_path / "guide.md"
    article.write_text("# Guide\n\n## What does it pay?\n\nIt pays well, once you know it.\n")
    build([article], tmp_path / "index", model=str(tiny_model), cache=tmp_path / "cache")
    shutil.rmtree(tmp_path / "cache")
    shutil.rmtree(tiny_model)
    index = FolderIndex.open(tmp_path / "index")
    assert index.encoder.info.dimensions == 32
    (encoded,) = index.encoder.encode(["What does it pay?"], query=True)
    ranking = search("What does it pay?", encoded, index)
    assert "It pays well" in index.passage_at(int(ranking.passages[0])).text


def test_a_folder_without_weights_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderError, match="no weights"):
        exported(str(tmp_path / "empty"), tmp_path / "cache")


def test_weights_that_are_no_model_are_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(EncoderError, match="not a sentence-transformers model"):
        exported(str(tmp_path / "broken"), tmp_path / "cache")


def test_a_cache_that_cannot_be_written_to_names_its_setting(
    tiny_model: Path, tmp_path: Path
) -> None:
    (tmp_path / "cache").write_text("a file in its place")
    with pytest.raises(EncoderError, match=r"can't be written to .* set CAREERBOT_CACHE_DIR"):
        exported(str(tiny_model), tmp_path / "cache")
