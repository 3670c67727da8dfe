"""What a failed request to Slack means: whether it was taken, and whether to try again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError

from bot.channels.poster import PostError

__all__ = ["FAILURES", "call_failure", "error_name", "hook_failure"]

# slack_sdk takes a body for the object that Slack sends: AttributeError and TypeError are of
# bodies that are none, such as a proxy's page.
FAILURES = (
    SlackClientError,
    aiohttp.ClientError,
    TimeoutError,
    ValueError,
    AttributeError,
    TypeError,
)
"""What a call of slack_sdk may raise."""
LONGEST_WAIT = 15 * 60.0
"""Seconds that a Retry-After may ask for."""
UNAVAILABLE = ("service_unavailable", "team_added_to_org")
"""Errors that pass, of what wasn't taken."""
DOUBTFUL = ("fatal_error", "internal_error", "request_timeout")
"""Errors of which Slack says that some of it may have been done."""
TOKEN = {
    "account_inactive", "invalid_auth", "not_authed", "token_expired", "token_revoked",
}  # fmt: skip
_UNSENT = (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError, aiohttp.InvalidURL)


def call_failure(method: str, error: Exception) -> PostError:
    """Return what a failed call of the Web API means."""
    if not isinstance(error, SlackApiError):
        # Its kind only: its text may hold what was sent, or where to.
        said = f"{method}: {type(error).__name__}"
        return PostError(said, doubtful=not isinstance(error, _UNSENT))
    status, named, headers = _response(error)
    if status == 429 or named == "ratelimited":
        return PostError(f"{method}: 429", wait=_retry_after(headers), counts=False)
    if status == 503 or named in UNAVAILABLE:
        return PostError(f"{method}: {named or status}")
    if status >= 500 or named in DOUBTFUL:
        return PostError(f"{method}: {status} {named or ''}".strip(), doubtful=True)
    if named is None:
        # Not Slack's word: of 200 nobody knows who took it, what was refused wasn't taken.
        return PostError(f"{method}: {status} without a word of Slack", doubtful=status < 400)
    way_out = ": set CAREERBOT_SLACK_BOT_TOKEN anew" if named in TOKEN else ""
    return PostError(f"{method}: {named}{way_out}", final=True)


def hook_failure(status: int, headers: Mapping[str, str]) -> PostError | None:
    """Return what the answer of a response URL means; None where it took the post."""
    said = f"the response URL: {status}"
    if status < 300:
        return None
    if status == 429:
        return PostError(said, wait=_retry_after(headers), counts=False)
    # A gateway speaks for another, which may have taken it; 4xx: used up, or over.
    return PostError(said, doubtful=status in (502, 504), final=status < 500)


def error_name(error: SlackApiError) -> str | None:
    """Return the name that Slack gives an error; None where it gives none."""
    return _response(error)[1]


def _response(error: SlackApiError) -> tuple[int, str | None, Mapping[str, Any]]:
    """Return the status, Slack's name of the error and the headers, of either library's response.

    Where a body is no JSON, slack_sdk hands over what aiohttp gave it.
    """
    response: Any = error.response
    status = int(getattr(response, "status_code", 0) or getattr(response, "status", 0))
    data = getattr(response, "data", None)
    named = data.get("error") if isinstance(data, dict) else None
    headers: Mapping[str, Any] = getattr(response, "headers", None) or {}
    return status, str(named) if named else None, headers


def _retry_after(headers: Mapping[str, Any]) -> float:
    said = {str(name).lower(): value for name, value in headers.items()}.get("retry-after")
    try:
        return min(max(float(str(said)), 0.0), LONGEST_WAIT)
    except ValueError:
        return 1.0
