"""`careerbot doctor`: what is well, what could be better, what is wrong, and what to do."""

from __future__ import annotations

from bot.doctor import examined
from bot.render.printable import one_line
from bot.settings import Settings

__all__ = ["doctor"]


def doctor(settings: Settings) -> int:
    """Print a line for all that was looked at; return 1 where something is wrong, else 0."""
    states = []
    for each in examined(settings):
        print(f"{each.state:6} {one_line(f'{each.about}: {each.text}')}", flush=True)
        states.append(each.state)
    return 1 if "wrong" in states else 0
