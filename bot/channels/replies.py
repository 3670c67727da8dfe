"""How an answer reaches a platform, and what it means when it doesn't."""

from __future__ import annotations

from typing import Protocol

from bot.answering.model import Answer
from bot.channels.incoming import Asked

__all__ = ["Replies", "ReplyError"]


class ReplyError(Exception):
    """A platform didn't take an answer, or perhaps not."""

    def __init__(
        self,
        message: str,
        *,
        wait: float | None = None,
        counts: bool = True,
        doubtful: bool = False,
        final: bool = False,
    ) -> None:
        """Say what happened, and what follows.

        In how many seconds to try again; whether it counts as an attempt; whether the answer may
        have been taken all the same (`doubtful`); whether it never will be (`final`).
        """
        super().__init__(message)
        self.wait = wait
        self.counts = counts
        self.doubtful = doubtful
        self.final = final


class Replies(Protocol):
    """A platform's way to say an answer where it was asked."""

    async def reply(self, asked: Asked, answer: Answer) -> None:
        """Say it. Raises `ReplyError`."""

    async def was_said(self, asked: Asked) -> bool | None:
        """Whether an answer to it stands there already; None where nobody can know.

        Raises `ReplyError` where it can't be looked up now.
        """
