"""What the tests of the index share."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.contract import Index
from index.encoding.export import DEFAULT_MODEL, exported
from index.encoding.onnx import OnnxEncoder
from index.load import FolderIndex
from tests.model_cache import MODEL_CACHE


@pytest.fixture(scope="session")
def index(guides_index: Path) -> Index:
    """The index of the bundled guides, open."""
    return FolderIndex.open(guides_index)


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    """The exported default model."""
    return exported(DEFAULT_MODEL, MODEL_CACHE)


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> OnnxEncoder:
    """The default encoder, open."""
    return OnnxEncoder(encoder_folder)
