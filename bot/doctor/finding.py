"""What was found: well, to be made better, or wrong, with what to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Finding", "State", "better", "well", "wrong"]

State = Literal["ok", "better", "wrong"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of what was found."""

    state: State
    about: str
    text: str


def well(about: str, text: str) -> Finding:
    """Return a finding that needs nothing."""
    return Finding("ok", about, text)


def better(about: str, text: str) -> Finding:
    """Return a finding that an owner may want to change."""
    return Finding("better", about, text)


def wrong(about: str, text: str) -> Finding:
    """Return a finding that keeps something from working, or keeps it open to anybody."""
    return Finding("wrong", about, text)
