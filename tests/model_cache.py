"""Where exported models are kept: the user's own cache, which all tests share."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_cache_path

__all__ = ["MODEL_CACHE"]

MODEL_CACHE = Path(
    os.environ.get("CAREERBOT_CACHE_DIR") or user_cache_path("careerbot", appauthor=False)
)
