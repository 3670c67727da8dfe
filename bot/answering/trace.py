"""What was seen on the way to an answer that the answer doesn't say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Trace"]


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """The question as it was searched for, and the passage that came nearest."""

    vector: NDArray[np.float16]
    """(dimensions,), L2-normalised."""
    passage: str | None
    """Its id, also where it isn't shown; None where nothing came near."""
