"""One forward pass, two kinds of vectors: the same alone, in a batch, and as the model's own."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.encoding import open_encoder
from index.encoding.onnx import OnnxEncoder
from index.errors import EncoderError
from index.store.encoder_info import EncoderInfo

QUESTIONS = [
    "pmp required?",
    "How long does it take to become a technical project manager?",
    "What's the pay, in $, at 3–5 years — and does a degree (CS) matter?",
    "¿Cuánto gana?",
    "项目经理 café 🙂",
    "",
    "word " * 400,
]


def test_both_kinds_of_vectors_are_normalised_and_lined_up(encoder: OnnxEncoder) -> None:
    for text, one in zip(QUESTIONS, encoder.encode(QUESTIONS), strict=True):
        assert one.dense.shape == (encoder.info.dimensions,)
        assert np.linalg.norm(one.dense) == pytest.approx(1, abs=1e-5)
        assert len(one.tokens) == len(one.ids) == len(one.offsets) <= encoder.info.max_tokens
        np.testing.assert_allclose(np.linalg.norm(one.tokens, axis=1), 1, atol=1e-5)
        assert (one.offsets >= 0).all()
        assert (one.offsets <= len(text)).all()


def test_offsets_point_at_the_text_s_own_characters(encoder: OnnxEncoder) -> None:
    (one,) = encoder.encode(["Does a PMP pay off?"])
    pieces = ["Does a PMP pay off?"[start:end] for start, end in one.offsets.tolist()]
    assert "".join(pieces) == "DoesaPMPpayoff?"


def test_a_text_is_encoded_alike_alone_and_in_any_batch(encoder: OnnxEncoder) -> None:
    together = encoder.encode(QUESTIONS)
    backwards = encoder.encode(QUESTIONS[::-1])[::-1]
    for text, first, second in zip(QUESTIONS, together, backwards, strict=True):
        (alone,) = encoder.encode([text])
        for one in (first, second):
            assert float(alone.dense @ one.dense) > 0.99999
            np.testing.assert_array_equal(alone.ids, one.ids)
            np.testing.assert_allclose((alone.tokens * one.tokens).sum(axis=1), 1, atol=1e-5)


def test_a_question_is_encoded_as_if_nothing_else_were_asked(encoder: OnnxEncoder) -> None:
    for text, one in zip(QUESTIONS, encoder.encode(QUESTIONS, query=True), strict=True):
        (alone,) = encoder.encode([text], query=True)
        np.testing.assert_array_equal(alone.dense, one.dense)
        np.testing.assert_array_equal(alone.tokens, one.tokens)


def test_how_many_threads_there_are_changes_no_bit(encoder_folder: Path) -> None:
    one, two = (OnnxEncoder(encoder_folder, threads=count) for count in (1, 2))
    for first, second in zip(
        *(each.encode(QUESTIONS, query=True) for each in (one, two)), strict=True
    ):
        np.testing.assert_array_equal(first.dense, second.dense)
        np.testing.assert_array_equal(first.tokens, second.tokens)
    read = [each.read(QUESTIONS[1], QUESTIONS) for each in (one, two)]
    np.testing.assert_array_equal(*read)


def test_many_texts_come_back_in_their_order(encoder: OnnxEncoder) -> None:
    texts = [f"{'word ' * (i % 17)}number {i}" for i in range(200)]
    encoded = encoder.encode(texts)
    for i in (0, 16, 17, 99, 199):
        assert float(encoded[i].dense @ encoder.encode([texts[i]])[0].dense) > 0.99999


def test_no_texts_no_vectors(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]) == []


def test_what_stands_before_a_text_is_not_of_it(encoder_folder: Path, tmp_path: Path) -> None:
    folder = shutil.copytree(encoder_folder, tmp_path / "encoder")
    described = json.loads((folder / "encoder.json").read_text())
    (folder / "encoder.json").write_text(json.dumps({**described, "query_prompt": "query: "}))
    prompted = OnnxEncoder(folder)
    (question,) = prompted.encode(["pmp required?"], query=True)
    (passage,) = prompted.encode(["pmp required?"])
    np.testing.assert_array_equal(question.ids, passage.ids)
    np.testing.assert_array_equal(question.offsets, passage.offsets)
    assert float(question.dense @ passage.dense) < 0.999  # it was encoded with the prompt


@pytest.mark.parametrize("damaged", ["encoder.json", "tokenizer.json", "model.onnx"])
def test_a_damaged_encoder_is_one_clear_error(
    encoder_folder: Path, tmp_path: Path, damaged: str
) -> None:
    folder = shutil.copytree(encoder_folder, tmp_path / "encoder")
    (folder / damaged).write_text("{")
    with pytest.raises(EncoderError, match=str(folder)):
        open_encoder(folder).ready()


def test_a_description_is_read_as_it_was_written(tmp_path: Path) -> None:
    info = EncoderInfo("a/model", "ab", 384, 256, ("input_ids",), query_prompt="query: ")
    info.write(tmp_path)
    assert EncoderInfo.read(tmp_path) == info
