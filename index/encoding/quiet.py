"""Libraries that warn through the root logger, or draw progress bars, kept quiet for a while."""

from __future__ import annotations

import contextlib
import logging
import os
import warnings
from collections.abc import Iterator

__all__ = ["quiet"]

QUIET = {"TOKENIZERS_PARALLELISM": "false", "TRANSFORMERS_VERBOSITY": "error"}


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the libraries' own progress bars and warnings from the person who asked."""
    before = {name: os.environ.get(name) for name in QUIET}
    os.environ.update(QUIET)
    disabled = logging.root.manager.disable
    logging.disable(logging.WARNING)
    handlers = logging.root.handlers[:]
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(disabled)
        # Whoever warns through the root logger sets it up, and then all that is logged is shown.
        logging.root.handlers[:] = handlers
        for name, value in before.items():
            if value is None:
                del os.environ[name]
            else:
                os.environ[name] = value
