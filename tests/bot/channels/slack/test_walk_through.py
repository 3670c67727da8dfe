"""The walk-through of the docs, from the manifest to the first answer, as far as it goes here."""

from __future__ import annotations

import json
import re
from pathlib import Path

import httpx

from tests.bot.channels.conftest import (
    SECRET,
    TOKEN,
    Call,
    SlackStandIn,
    event,
    signed,
    texts,
)
from tests.bot.commands.test_serve import serving

ROOT = Path(__file__).resolve().parents[4]
PAGE = (ROOT / "docs" / "slack.md").read_text("utf-8")
WITH_ADDRESS = PAGE.partition("Without a public address")[0]
STEPS = re.findall(r"^\d+\. (.+?)(?=^\d+\. |^## )", WITH_ADDRESS, re.MULTILINE | re.DOTALL)
MANIFEST = (ROOT / "slack-manifest.json").read_text("utf-8")


def test_there_are_fewer_than_fifteen_steps() -> None:
    assert 5 < len(STEPS) < 15


def test_the_steps_lead_to_an_answer(guides_index: Path, stand_in: SlackStandIn) -> None:
    stand_in.clear()
    assert MANIFEST.count("careerbot.example.org") == 3  # as the second step says
    manifest = json.loads(MANIFEST.replace("careerbot.example.org", "bot.test"))
    path = manifest["settings"]["event_subscriptions"]["request_url"].removeprefix(
        "https://bot.test"
    )
    (command,) = (step for step in STEPS if "careerbot serve" in step)
    named = re.findall(r"(CAREERBOT_\w+)=", command)
    values = dict(zip(named, (SECRET, TOKEN), strict=True))
    (asked,) = re.findall(r"`@careerbot (.+)`", STEPS[-1])

    def send(url: str, envelope: dict[str, object]) -> httpx.Response:
        body = json.dumps(envelope).encode()
        headers = {"Content-Type": "application/json", **signed(body)}
        return httpx.post(f"{url}{path}", content=body, headers=headers)

    local = {"CAREERBOT_SLACK_API_URL": f"{stand_in.url}/api/"}
    with serving("--index", str(guides_index), **values, **local) as (_, url):
        verified = send(url, {"type": "url_verification", "challenge": "c"})
        assert verified.json() == {"challenge": "c"}
        assert send(url, event(f"<@UBOT> {asked}")).status_code == 200
        call: Call = stand_in.wait(1)[0]
    assert call.headers["Authorization"] == f"Bearer {TOKEN}"
    assert "|Registered Nurse" in texts(call.said["blocks"])
    stand_in.clear()
