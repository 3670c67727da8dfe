"""How often one client may ask."""

from __future__ import annotations

import asyncio
import logging
import socket
from typing import Protocol

import pytest

from bot.settings import SettingsError
from bot.web.rate_limits import RateLimit, client_key


class RedisServer(Protocol):
    url: str

    def start(self) -> None: ...
    def stop(self) -> None: ...


def waits(limits: RateLimit, *clients: str) -> list[int]:
    async def ask() -> list[int]:
        return [await limits.wait("questions", client) for client in clients]

    return asyncio.run(ask())


def test_no_limit_counts_nothing() -> None:
    assert waits(RateLimit("RATE_LIMIT", "off"), *"aaaaaaaaaa") == [0] * 10


def test_a_client_waits_and_others_do_not() -> None:
    counted = waits(RateLimit("RATE_LIMIT", "2/minute"), "a", "a", "a", "b", "a", "b")
    assert counted[:2] == [0, 0]
    assert 50 < counted[2] <= 60
    assert counted[3] == 0
    assert 50 < counted[4] <= 60
    assert counted[5] == 0


def test_what_is_told_to_wait_is_enough() -> None:
    limits = RateLimit("RATE_LIMIT", "1/second")

    async def ask() -> tuple[int, int]:
        await limits.wait("questions", "a")
        seconds = await limits.wait("questions", "a")
        await asyncio.sleep(seconds)
        return seconds, await limits.wait("questions", "a")

    assert asyncio.run(ask()) == (1, 0)


def test_routes_count_apart() -> None:
    limits = RateLimit("RATE_LIMIT", "1/minute")

    async def ask() -> list[int]:
        return [await limits.wait(route, "a") for route in ("questions", "feedback")]

    assert asyncio.run(ask()) == [0, 0]


def test_of_several_limits_the_one_that_is_reached_says_how_long() -> None:
    counted = waits(RateLimit("RATE_LIMIT", "3/hour;2/second"), "a", "a", "a")
    assert counted == [0, 0, 1]


@pytest.mark.parametrize("rates", ["", "30", "0/minute", "5/fortnight", "many"])
def test_a_limit_that_is_none_is_one_line(rates: str) -> None:
    with pytest.raises(SettingsError, match=r"CAREERBOT_RATE_LIMIT=.* is no limit: give one such"):
        RateLimit("RATE_LIMIT", rates)


@pytest.mark.parametrize(
    "url", ["http://user:secret@host", "redis://:secret@host:port", "memory", "secret"]
)
def test_a_storage_that_is_none_is_one_line_without_its_password(url: str) -> None:
    with pytest.raises(SettingsError, match="redis://HOST:6379") as raised:
        RateLimit("RATE_LIMIT", "1/minute", url)
    assert "\n" not in str(raised.value)
    assert ":secret@" not in str(raised.value)


@pytest.mark.parametrize(
    ("host", "key"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8::ffff:1", "2001:db8::/64"),
        ("2001:db8:0:1::1", "2001:db8:0:1::/64"),
        ("a socket", "unknown"),
        ("192.0.2.7, 192.0.2.8", "unknown"),
        ("", "unknown"),
        (None, "unknown"),
    ],
)
def test_an_ipv6_network_is_one_client(host: str | None, key: str) -> None:
    assert client_key(host) == key


def test_workers_share_their_count_in_redis(redis: RedisServer) -> None:
    first, second = (RateLimit("RATE_LIMIT", "2/minute", redis.url) for _ in range(2))

    async def ask() -> list[int]:
        counted = [await each.wait("questions", "a") for each in (first, second, first, second)]
        await first.close()
        await second.close()
        return counted

    counted = asyncio.run(ask())
    assert counted[:2] == [0, 0]
    assert all(50 < seconds <= 60 for seconds in counted[2:])


def test_without_redis_questions_are_counted_here(
    redis: RedisServer, caplog: pytest.LogCaptureFixture
) -> None:
    limits = RateLimit("RATE_LIMIT", "2/minute", redis.url)
    redis.stop()

    async def ask() -> list[int]:
        counted = [await limits.wait("questions", "a") for _ in range(4)]
        await limits.close()
        return counted

    with caplog.at_level(logging.WARNING, "bot.web.rate_limits"):
        counted = asyncio.run(ask())
    assert [bool(seconds) for seconds in counted] == [False, False, True, True]
    assert [record.message.split(" (")[0] for record in caplog.records] == ["Redis doesn't count"]


@pytest.mark.timeout(30)
def test_a_redis_that_never_answers_holds_no_question_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        limits = RateLimit("RATE_LIMIT", "1/minute", f"redis://127.0.0.1:{silent.getsockname()[1]}")

        async def ask() -> list[bool]:
            counted = [await limits.wait("questions", "a") for _ in range(2)]
            await limits.close()
            return [bool(seconds) for seconds in counted]

        assert asyncio.run(ask()) == [False, True]


def test_redis_counts_again_once_it_is_back(
    redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.web.rate_limits.REDIS_PAUSE", 0.0)
    limits, other = (RateLimit("RATE_LIMIT", "1/minute", redis.url) for _ in range(2))

    async def ask() -> list[bool]:
        before = await limits.wait("questions", "a")
        redis.stop()
        without = await limits.wait("questions", "b")
        redis.start()
        back = await limits.wait("questions", "c")
        elsewhere = await other.wait("questions", "c")
        await limits.close()
        await other.close()
        return [bool(seconds) for seconds in (before, without, back, elsewhere)]

    assert asyncio.run(ask()) == [False, False, False, True]
