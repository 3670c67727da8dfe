"""Passages become vectors: under their headings, long ones in windows."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from corpus import read_text
from index.acronyms import Acronyms
from index.encoding.onnx import OnnxEncoder
from index.encoding.passage_vectors import encode_passages, prefix, written_out_pieces
from index.signals.late_interaction import TokenVectors
from index.signals.token_writer import TokenWriter

ARTICLE = "# Bakers\n\n## Pay?\n\nLook at these:\n\n- Low.\n\n| A | B |\n|---|---|\n| 1 | 2 |\n"


def test_a_passage_is_read_under_its_headings() -> None:
    article = read_text(ARTICLE, Path("b.md"))
    item, row = (one for one in article.passages if one.kind in ("item", "row"))
    assert prefix(item, article.blocks[item.block], "") == "Pay. Look at these: "
    assert prefix(item, article.blocks[item.block], article.title) == "Bakers. Pay. Look at these: "
    assert "A" in prefix(row, article.blocks[row.block], "")


def test_sentences_are_written_out() -> None:
    acronyms = Acronyms({"RN": "registered nurse"})
    assert written_out_pieces("An RN works. She rests.", acronyms) == [
        "An registered nurse works.",
        "She rests.",
    ]


def test_a_long_passage_is_read_to_its_end(encoder: OnnxEncoder) -> None:
    sentences = [f"Sentence number {number} is about bread." for number in range(100)]
    (one,) = encode_passages(["Pay. "], [sentences], encoder)
    assert np.linalg.norm(one.dense) == np.float32(1) or abs(np.linalg.norm(one.dense) - 1) < 1e-5
    assert sorted(set(one.pieces.tolist())) == list(range(100))
    assert one.head == 1
    assert len(one.tokens) == len(one.ids) == len(one.pieces)


def test_a_passage_without_a_word_is_met_by_nothing(encoder: OnnxEncoder, tmp_path: Path) -> None:
    empty, other = encode_passages(["", ""], [["—"], ["Bread."]], encoder)
    assert len(empty.tokens) == 0
    with TokenWriter(tmp_path, encoder.info.dimensions, 1) as writer:
        writer.add([empty, other])
    tokens = TokenVectors.load(tmp_path, encoder.info.dimensions)
    (question,) = encoder.encode(["bread"], query=True)
    best, text = tokens.best(question.tokens, np.asarray([0, 1]))
    assert np.isneginf(best[0]).all()
    assert np.isneginf(text[0]).all()
    assert np.isfinite(best[1]).all()
