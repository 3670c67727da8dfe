"""A heading speaks for the passage that opens its section, and for no other."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from corpus import read_text
from index.acronyms import Acronyms
from index.encoding.onnx import OnnxEncoder
from index.signals.heading_vectors import HeadingVectors, headings

BAKER = read_text(
    "# Baker\n\nIt is warm.\n\nIt is early.\n\n## What It Pays\n\nEnough.\n\nMore later.\n\n"
    "### In Town\n\n- a little\n- less\n\n## BLS\n\nIt counts.\n",
    Path("baker.md"),
)
COOK = read_text("# Cook\n\n## What It Pays\n\nLess.\n", Path("cook.md"))
ACRONYMS = Acronyms({"BLS": "Bureau of Labor Statistics"})
HEADINGS = ["Baker", "What It Pays", "In Town", ACRONYMS.expand("BLS"), "What It Pays"]
OPEN = [0, 2, 4, 6, 7]


@pytest.fixture(scope="module")
def opened(encoder: OnnxEncoder, tmp_path_factory: pytest.TempPathFactory) -> HeadingVectors:
    folder = tmp_path_factory.mktemp("index")
    texts, passages = headings([BAKER, COOK], ACRONYMS)
    vectors = [HeadingVectors.encode(some, encoder) for some in (texts[:2], texts[2:])]
    HeadingVectors.write(folder, passages, vectors, encoder.info.dimensions)
    return HeadingVectors.load(folder)


def test_the_first_passage_of_a_section_has_its_heading(
    opened: HeadingVectors, encoder: OnnxEncoder
) -> None:
    assert opened.passages.tolist() == OPEN
    assert "Bureau" in HEADINGS[3]
    expected = np.stack([one.dense for one in encoder.encode(HEADINGS)])
    assert np.einsum("ij,ij->i", opened.vectors, expected) == pytest.approx(1, abs=1e-3)


def test_other_passages_have_none_in_any_order(
    opened: HeadingVectors, encoder: OnnxEncoder
) -> None:
    question = encoder.encode(["What does it pay?"], query=True)[0].dense
    found = opened.similarities(question, np.asarray([7, 1, 2, 3, 5, 0]))
    assert found[0] == found[2] == max(found) > 0.5
    assert found[[1, 3, 4]].tolist() == [0, 0, 0]
    assert 0 != found[5] < found[0]
    assert opened.similarities(question, np.asarray([], np.int64)).tolist() == []
