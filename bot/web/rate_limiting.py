"""Rate limits as dependencies of the routes that have them."""

from __future__ import annotations

from fastapi import Request

from bot.rate_limits import RateLimits, client_key
from bot.settings import Settings
from bot.web.error_responses import ApiError

__all__ = ["Limits", "limit_feedback", "limit_questions"]


class Limits:
    """The limits of one service."""

    def __init__(self, settings: Settings) -> None:
        """Read them. Raises `SettingsError`."""
        storage = settings.rate_limit_storage
        self.questions = RateLimits("RATE_LIMIT", settings.rate_limit, storage)
        self.feedback = RateLimits("FEEDBACK_LIMIT", settings.feedback_limit, storage)

    async def close(self) -> None:
        """Close what they are counted in."""
        await self.questions.close()
        await self.feedback.close()


async def limit_questions(request: Request) -> None:
    """Raise `ApiError` (429) where a client asks more than it may."""
    await _limit(request, "questions")


async def limit_feedback(request: Request) -> None:
    """Raise `ApiError` (429) where a client gives feedback more than it may."""
    await _limit(request, "feedback")


async def _limit(request: Request, what: str) -> None:
    limits: RateLimits = getattr(request.app.state.limits, what)
    client = client_key(request.client.host if request.client else None)
    if seconds := await limits.wait(what, client):
        raise ApiError(
            429,
            "rate_limited",
            f"Too many at once; try again in {seconds} second{'s' * (seconds > 1)}.",
            headers={"Retry-After": str(seconds)},
        )
