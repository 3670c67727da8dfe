"""How an answer reaches a platform, and what it means when it doesn't."""

from __future__ import annotations

from typing import Protocol

from bot.answering.model import Answer
from bot.channels.incoming import IncomingQuestion

__all__ = ["PostError", "Poster"]


class PostError(Exception):
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


class Poster(Protocol):
    """A platform's way to post an answer where it was asked for."""

    async def post(self, incoming: IncomingQuestion, answer: Answer) -> None:
        """Post it. Raises `PostError`."""

    async def was_posted(self, incoming: IncomingQuestion) -> bool | None:
        """Whether an answer to it stands there already; None where nobody can know.

        Raises `PostError` where it can't be looked up now.
        """
