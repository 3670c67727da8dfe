"""Answers to Slack: by the Web API in a thread, or by a response URL to whom it belongs."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from urllib.parse import urlsplit

import aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.answering.model import Answer
from bot.channels.incoming import IncomingQuestion
from bot.channels.poster import PostError
from bot.channels.slack.block_kit import message
from bot.channels.slack.failures import FAILURES, call_failure, error_name, hook_failure
from bot.channels.slack.mrkdwn import escaped
from bot.settings import Settings

__all__ = ["SlackPoster"]

log = logging.getLogger(__name__)

TIMEOUT = 15
"""Seconds for one request."""
ABSENT = ("not_in_channel", "channel_not_found")
"""Errors of a channel that the bot isn't in, where only a response URL reaches it."""
UNFIT = ("invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long", "msg_too_long")
ANSWER = "careerbot_answer"
"""The kind of a message's metadata, by which an answer is found again."""
PAGE, PAGES = 200, 10
"""Messages of a thread that are looked through at once, and how often."""


class SlackPoster:
    """Posts to Slack; it waits and tries again nowhere, which is the delivery worker's to do."""

    def __init__(self, settings: Settings) -> None:
        self._token = settings.slack_bot_token
        self._api = settings.slack_api_url
        self._hooks = urlsplit(settings.slack_hooks_url)
        self._session: aiohttp.ClientSession | None = None
        self._client: AsyncWebClient | None = None
        self._resting: dict[str, float] = {}  # channels, until when

    @asynccontextmanager
    async def connected(self) -> AsyncIterator[None]:
        """Keep a session, and its connections, until the end of this context."""
        timeout = aiohttp.ClientTimeout(total=TIMEOUT)
        async with aiohttp.ClientSession(timeout=timeout, trust_env=False) as self._session:
            self._client = AsyncWebClient(
                self._token,
                self._api,
                TIMEOUT,
                session=self._session,
                logger=_quiet(),
                retry_handlers=[],
            )
            # Neither of them takes a proxy or a password from the environment or from ~/.netrc.
            self._client.proxy = None
            checking = asyncio.create_task(self._check_token())
            try:
                yield
            finally:
                checking.cancel()
                await asyncio.gather(checking, return_exceptions=True)

    def reaches(self, hook: str) -> bool:
        """Whether a response URL is Slack's; answers go nowhere else."""
        try:
            parts = urlsplit(hook)
        except ValueError:
            return False
        return (parts.scheme, parts.netloc) == (self._hooks.scheme, self._hooks.netloc)

    async def post(self, incoming: IncomingQuestion, answer: Answer) -> None:
        """Post an answer where it was asked for. Raises `PostError`."""
        payload = message(answer, incoming)
        known = {"metadata": {"event_type": ANSWER, "event_payload": {"key": incoming.key}}}
        where = incoming.reply
        if "channel" not in where:
            await self._post_to_hook(where["hook"], payload | _kind(incoming))
            return
        try:
            await self._post_to_thread(where, payload | known)
        except SlackApiError as error:
            said = error_name(error)
            if said in ABSENT and "hook" in where:
                in_thread = {"response_type": "in_channel", "thread_ts": where["thread"]}
                await self._post_to_hook(where["hook"], payload | in_thread)
            elif said in UNFIT:
                log.error("Slack refused the layout of an answer (%s): it goes as text", said)
                await self._post_text(where, answer, known)
            else:
                raise call_failure("chat.postMessage", error) from error

    async def was_posted(self, incoming: IncomingQuestion) -> bool | None:
        """Whether the answer stands in its thread; None where that can't be looked up.

        Nobody can look at what a response URL took. Raises `PostError`.
        """
        assert self._client
        where, cursor = incoming.reply, ""
        if "channel" not in where:
            return None
        for _ in range(PAGES):
            try:
                response = await self._client.conversations_replies(
                    channel=where["channel"],
                    ts=where["thread"],
                    include_all_metadata=True,
                    limit=PAGE,
                    cursor=cursor or None,
                )
                messages: list[Any] = response.get("messages") or []
                if any(_is_answer(each, incoming.key) for each in messages):
                    return True
                cursor = (response.get("response_metadata") or {}).get("next_cursor") or ""
            except FAILURES as error:
                failed = call_failure("conversations.replies", error)
                if not failed.final:
                    raise PostError(str(failed), wait=failed.wait, counts=failed.counts) from error
                log.warning("whether an answer arrived can't be looked up: %s", failed)
                return None
            if not cursor:
                return False
        return None

    async def thank(self, where: dict[str, str], thanks: str) -> None:
        """Tell whoever gave feedback, and nobody else, that it arrived. Raises `PostError`."""
        assert self._client
        if "channel" not in where:
            kind = {"response_type": "ephemeral", "replace_original": False}
            await self._post_to_hook(where["hook"], {"text": escaped(thanks)} | kind)
            return
        try:
            await self._client.chat_postEphemeral(
                channel=where["channel"],
                user=where["user"],
                thread_ts=where["thread"],
                text=escaped(thanks),
            )
        except FAILURES as error:
            raise call_failure("chat.postEphemeral", error) from error

    async def _check_token(self) -> None:
        """Say in the log where Slack doesn't take the token; nothing else depends on it."""
        assert self._client
        try:
            await self._client.auth_test()
        except FAILURES as error:
            failed = call_failure("auth.test", error)
            if failed.final:
                log.error("Slack refuses what this bot is set up with: %s", failed)
            else:
                log.info("Slack's token could not be checked: %s", failed)

    async def _post_text(
        self, where: dict[str, str], answer: Answer, known: dict[str, Any]
    ) -> None:
        source = next((source.url for source in answer.sources if source.url), "")
        plain = Answer("", "", "answered", 0, answer.answer)
        text = message(plain, IncomingQuestion("", "", "", "channel"))["text"]
        try:
            await self._post_to_thread(where, {"text": f"{text}\n{source}".strip()} | known)
        except SlackApiError as error:
            raise call_failure("chat.postMessage", error) from error

    async def _post_to_thread(self, where: dict[str, str], payload: dict[str, Any]) -> None:
        """Post to a thread. Raises `PostError`, and SlackApiError for what Slack refused."""
        assert self._client
        channel = where["channel"]
        if (rest := self._resting.get(channel, 0.0) - time.monotonic()) > 0:
            raise PostError("the channel rests", wait=rest, counts=False)
        self._resting.pop(channel, None)
        try:
            await self._client.chat_postMessage(
                channel=channel,
                thread_ts=where["thread"],
                unfurl_links=False,
                unfurl_media=False,
                **payload,
            )
        except FAILURES as error:
            failed = call_failure("chat.postMessage", error)
            if failed.wait is not None:
                self._resting[channel] = time.monotonic() + failed.wait
            if failed.final:
                raise
            raise failed from error

    async def _post_to_hook(self, hook: str, payload: dict[str, Any]) -> None:
        """Post to a response URL, once: it takes five posts in all, and so many attempts.

        Raises `PostError`.
        """
        assert self._session
        if not self.reaches(hook):
            raise PostError("the response URL is not Slack's")
        try:
            # Not followed elsewhere either.
            async with self._session.post(hook, json=payload, allow_redirects=False) as response:
                if failed := hook_failure(response.status, response.headers):
                    raise failed
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise call_failure("the response URL", error) from error


def _is_answer(message: Any, key: str) -> bool:  # noqa: ANN401 - what Slack says
    """Whether a message is the answer to the question of this key."""
    metadata = message.get("metadata") if isinstance(message, dict) else None
    if not isinstance(metadata, dict) or metadata.get("event_type") != ANSWER:
        return False
    payload = metadata.get("event_payload")
    return isinstance(payload, dict) and payload.get("key") == key


def _kind(incoming: IncomingQuestion) -> dict[str, Any]:
    kind = "ephemeral" if incoming.audience == "private" else "in_channel"
    return {"response_type": kind, "replace_original": False}


def _quiet() -> logging.Logger:
    """Return a log for slack_sdk, without what it would say of requests and their content."""
    quiet = logging.getLogger(f"{__name__}.sdk")
    quiet.setLevel(logging.CRITICAL)
    return quiet
