"""What the tests of the index share."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.settings import Settings
from index.encoding.export import DEFAULT_MODEL, exported
from index.encoding.onnx import OnnxEncoder


@pytest.fixture(scope="session")
def encoder_folder() -> Path:
    """The exported default model, from the cache that all tests share."""
    return exported(DEFAULT_MODEL, Settings.read().cache_dir)


@pytest.fixture(scope="session")
def encoder(encoder_folder: Path) -> OnnxEncoder:
    """The default encoder, open."""
    return OnnxEncoder(encoder_folder)
