"""`careerbot forget`: what was kept of what people said is deleted."""

from __future__ import annotations

from collections.abc import Sequence

from bot.commands import WrongUseError
from bot.commands.database import with_database
from bot.database.erasure import Erased, Wanted, erase
from bot.settings import Settings

__all__ = ["forget"]


def forget(
    settings: Settings, *, answers: Sequence[str], containing: str | None, everything: bool
) -> int:
    """Delete it, and say how much it was; return 0."""
    if containing is not None and not containing.strip():
        raise WrongUseError("--containing is empty: name a text, or say --all")
    if not (answers or containing or everything):
        raise WrongUseError("nothing to forget was named: give --answer, --containing or --all")
    wanted = Wanted(answers, containing, everything)
    erased = with_database(settings, lambda database: erase(database, wanted))
    print(_said(erased))
    return 0


def _said(erased: Erased) -> str:
    parts = [
        f"{number:,} {one if number == 1 else many}"
        for number, one, many in (
            (erased.questions, "question", "questions"),
            (erased.messages, "question of a chat", "questions of a chat"),
            (erased.feedback, "piece of feedback", "pieces of feedback"),
        )
        if number
    ]
    return f"Forgotten: {', '.join(parts)}." if parts else "Nothing of that was kept."
