"""A question becomes an answer, and the answer reaches a person."""

import os

__version__ = "0.4.0"

# Products here are so small that threads would only wait for each other; numpy reads it once.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
