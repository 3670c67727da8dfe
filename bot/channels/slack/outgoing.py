"""Answers to Slack: by the Web API in a thread, or by a response URL to whom it belongs."""

from __future__ import annotations

import logging
import time
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answer import Answer
from bot.channels.asked import Asked
from bot.channels.desk import ReplyError
from bot.channels.slack.blocks import message
from bot.settings import Settings

__all__ = ["SlackReplies"]

log = logging.getLogger(__name__)

TIMEOUT = 15
"""Seconds for one request."""
LONGEST_WAIT = 15 * 60.0
"""Seconds that a Retry-After may ask for."""
ABSENT = ("not_in_channel", "channel_not_found")
"""Errors of a channel that the bot isn't in, where only a response URL reaches it."""
UNFIT = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")
THANKS = "Thank you, that is noted."


class SlackReplies:
    """Posts to Slack; it waits and tries again nowhere, which is the desk's to do."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.slack_bot_token
        self._api = settings.slack_api_url
        self._hooks = urlsplit(settings.slack_hooks_url)
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        self._resting: dict[str, float] = {}  # channels, until when

    async def __aenter__(self) -> SlackReplies:
        """Open a session, which keeps its connections."""
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        self._session = aiohttp.ClientSession(timeout=timeout, trust_env=True)
        self._client = AsyncWebClient(
            self._token,
            self._api,
            TIMEOUT,
            session=self._session,
            logger=_quiet(),
            retry_handlers=[],
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the session."""
        if self._session:
            await self._session.close()

    def reaches(self, hook: str) -> bool:
        """Whether a response URL is Slack's; answers go nowhere else."""
        try:
            parts = urlsplit(hook)
        except ValueError:
            return False
        return (parts.scheme, parts.netloc) == (self._hooks.scheme, self._hooks.netloc)

    async def reply(self, asked: Asked, answer: Answer) -> None:
        """Say an answer where it was asked. Raises `ReplyError`."""
        payload = message(answer, asked)
        where = asked.reply
        if "channel" not in where:
            await self._hook(where["hook"], payload | _kind(asked))
            return
        try:
            await self._post(where, payload)
        except SlackApiError as error:
            said = str(error.response.get("error"))
            if said in ABSENT and "hook" in where:
                in_thread = {"response_type": "in_channel", "thread_ts": where["thread"]}
                await self._hook(where["hook"], payload | in_thread)
            elif said in UNFIT:
                log.error("Slack refused the layout of an answer (%s): it goes as text", said)
                await self._post_text(where, answer)
            else:
                raise ReplyError(f"chat.postMessage: {said}") from error

    async def thank(self, where: dict[str, str]) -> None:
        """Tell whoever gave feedback, and nobody else, that it arrived. Raises `ReplyError`."""
        assert self._client
        if "channel" not in where:
            kind = {"response_type": "ephemeral", "replace_original": False}
            await self._hook(where["hook"], {"text": THANKS} | kind)
            return
        try:
            await self._client.chat_postEphemeral(
                channel=where["channel"],
                user=where["user"],
                thread_ts=where["thread"],
                text=THANKS,
            )
        except (SlackClientError, aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ReplyError(f"chat.postEphemeral: {_named(error)}") from error

    async def _post_text(self, where: dict[str, str], answer: Answer) -> None:
        source = next((source.url for source in answer.sources if source.url), "")
        plain = Answer("", "", "answered", 0, answer.answer, (), None, None, ())
        text = message(plain, Asked("", "", "", "channel"))["text"]
        try:
            await self._post(where, {"text": f"{text}\n{source}".strip()})
        except SlackApiError as error:
            raise ReplyError(f"chat.postMessage: {error.response.get('error')}") from error

    async def _post(self, where: dict[str, str], payload: dict[str, Any]) -> None:
        """Post to a thread. Raises `ReplyError`, and SlackApiError for what Slack refused."""
        assert self._client
        channel = where["channel"]
        if (rest := self._resting.get(channel, 0.0) - time.monotonic()) > 0:
            raise ReplyError("the channel rests", wait=rest, counts=False)
        self._resting.pop(channel, None)
        try:
            await self._client.chat_postMessage(
                channel=channel,
                thread_ts=where["thread"],
                unfurl_links=False,
                unfurl_media=False,
                **payload,
            )
        except SlackApiError as error:
            status = error.response.status_code
            if status == 429 or error.response.get("error") == "ratelimited":
                wait = _retry_after(error.response.headers)
                self._resting[channel] = time.monotonic() + wait
                raise ReplyError("chat.postMessage: 429", wait=wait, counts=False) from error
            if status >= 500:
                raise ReplyError(f"chat.postMessage: {status}") from error
            raise
        except (SlackClientError, aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ReplyError(f"chat.postMessage: {_named(error)}") from error

    async def _hook(self, hook: str, payload: dict[str, Any]) -> None:
        """Post to a response URL, once: it takes five posts in all, and so many attempts."""
        assert self._session
        if not self.reaches(hook):
            raise ReplyError("the response URL is not Slack's")
        try:
            # Not followed elsewhere either.
            async with self._session.post(hook, json=payload, allow_redirects=False) as response:
                if response.status == 429:
                    wait = _retry_after(response.headers)
                    raise ReplyError("the response URL: 429", wait=wait)
                if response.status >= 300:
                    raise ReplyError(f"the response URL: {response.status}")
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise ReplyError(f"the response URL: {_named(error)}") from error


def _kind(asked: Asked) -> dict[str, Any]:
    kind = "ephemeral" if asked.place == "private" else "in_channel"
    return {"response_type": kind, "replace_original": False}


def _retry_after(headers: Any) -> float:  # noqa: ANN401 - two libraries' own
    said = {str(name).lower(): value for name, value in headers.items()}.get("retry-after")
    try:
        return min(max(float(str(said)), 0.0), LONGEST_WAIT)
    except ValueError:
        return 1.0


def _named(error: BaseException) -> str:
    """Return an error's kind: its text may hold what was sent, or where to."""
    return type(error).__name__


def _quiet() -> logging.Logger:
    """Return a log for slack_sdk, without what it would say of requests and their content."""
    quiet = logging.getLogger(f"{__name__}.sdk")
    quiet.setLevel(logging.CRITICAL)
    return quiet
