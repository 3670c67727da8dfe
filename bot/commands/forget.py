"""`careerbot forget`: what was kept of what people said is deleted."""

from __future__ import annotations

import logging
from collections.abc import Sequence

from bot.commands import WrongUseError
from bot.commands.database import with_database
from bot.database.engine import DatabaseError
from bot.database.erasure import Erased, Wanted, erase
from bot.settings import PREFIX, Settings

__all__ = ["forget"]


def forget(
    settings: Settings, *, answers: Sequence[str], containing: str | None, everything: bool
) -> int:
    """Delete it, and say how much it was; return 0. Raises `DatabaseError`: nothing was deleted."""
    if containing is not None and not containing.strip():
        raise WrongUseError("--containing is empty: name a text, or say --all")
    if not (answers or containing or everything):
        raise WrongUseError("nothing to forget was named: give --answer, --containing or --all")
    wanted = Wanted(answers, containing, everything)
    if settings.log_level == "warning":  # each try would be one, and the last is said below
        logging.getLogger("bot.database.engine").setLevel(logging.ERROR)
    try:
        erased = with_database(settings, lambda database: erase(database, wanted))
    except DatabaseError as error:
        raise DatabaseError(
            f"nothing was forgotten, as the database can't be used now ({_why(error)}): "
            f"try again, or see {PREFIX}DATABASE_URL"
        ) from error
    print(_said(erased))
    return 0


def _why(error: DatabaseError) -> str:
    """Return the driver's own words, less SQLAlchemy's."""
    why = getattr(error.__cause__, "orig", None) or error.__cause__ or error
    return str(why).strip().partition("\n")[0]


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
