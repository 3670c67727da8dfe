"""What is looked at before somebody asks: installation, what is kept, repairs, who can reach it."""

from __future__ import annotations

from collections.abc import Iterator

from bot.doctor.finding import Finding, State
from bot.settings import Settings

__all__ = ["Finding", "State", "examined"]


def examined(settings: Settings) -> Iterator[Finding]:
    """Look at all there is, and say what was found, one by one."""
    from bot.doctor.exposure import exposure
    from bot.doctor.installation import installation
    from bot.doctor.kept import kept
    from bot.doctor.repairs import repairs

    yield from installation(settings)
    yield from kept(settings)
    yield from repairs(settings)
    yield from exposure(settings)
