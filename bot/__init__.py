"""A question becomes an answer, and the answer reaches a person."""

__version__ = "0.1.0"
