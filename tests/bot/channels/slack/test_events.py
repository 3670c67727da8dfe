"""Mentions and direct messages: what is answered, where, and how often."""

from __future__ import annotations

import dataclasses
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Question
from bot.api import create_app
from tests.bot.channels.conftest import NURSE, Workspace, direct, event, slack_settings, texts


def test_slack_is_told_that_the_address_is_ours(workspace: Workspace) -> None:
    asked = {"type": "url_verification", "token": "x", "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY"}
    response = workspace.event(asked)
    assert response.status_code == 200
    assert response.json() == {"challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY"}


def test_half_a_character_in_an_id_or_a_text_harms_nothing(
    workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    asked = {"type": "url_verification", "challenge": "\ud800"}
    assert workspace.event(asked).json() == {"challenge": "?"}
    said = event(f"<@UBOT> {NURSE} \ud83d", channel="C\ud800", ts="9\ud800", user="U\ud800")
    said["event_id"] += "\ud800"
    for _ in range(2):
        assert workspace.event(said).status_code == 200
    (call,) = workspace.settled(1)
    assert (call.said["channel"], call.said["thread_ts"]) == ("C?", "9?")
    workspace.event(event(f"<@UBOT> {NURSE}", channel="C\ud800", thread_ts="9\ud800"))
    workspace.settled(2)
    own = event(user="U\ud800")
    own["authorizations"] = [{"user_id": "U\ud800"}]
    workspace.event(own)
    workspace.settled(2)
    assert not [record for record in caplog.records if record.exc_info]


def test_a_mention_is_acknowledged_and_then_answered_in_its_thread(workspace: Workspace) -> None:
    envelope = event()
    response = workspace.event(envelope)
    assert (response.status_code, response.content) == (200, b"")
    (call,) = workspace.settled(1)
    assert call.path == "/api/chat.postMessage"
    assert call.headers["Authorization"] == "Bearer xoxb-a-token"
    assert call.said["channel"] == "C0LAN2Q65"
    assert call.said["thread_ts"] == envelope["event"]["ts"]
    shown = texts(call.said["blocks"])
    assert "*" in shown
    assert "|Registered Nurse" in shown
    assert "👍" in shown
    assert call.said["text"]


def test_the_answer_goes_to_the_parent_of_a_message_in_a_thread(workspace: Workspace) -> None:
    workspace.event(direct(thread_ts="1515449000.000100"))
    (call,) = workspace.settled(1)
    assert call.said["thread_ts"] == "1515449000.000100"


@pytest.mark.parametrize(
    "envelope",
    [
        event(bot_id="B1"),
        event(subtype="bot_message"),
        event(user="UBOT"),
        event(edited={"user": "U1", "ts": "1.0"}),
        event(channel_type="im", channel="D1"),
        event(channel_type="mpim", channel="G1"),
        event(channel="D1"),
        event(type="reaction_added"),
        event(type="message"),
        event(type="message", channel_type="channel"),
        event(user=None),
        direct(bot_id="B1"),
        direct(subtype="message_changed", message={"text": NURSE}, hidden=True),
        direct(subtype="message_deleted"),
        direct(subtype="file_share"),
        direct(subtype="thread_broadcast"),
        direct(channel_type="group"),
        direct(channel_type="mpim"),
        {"type": "app_rate_limited", "team_id": "T1", "minute_rate_limited": 1518467820},
        {"type": "event_callback", "event_id": "Ev1"},
        {"type": "event_callback", "event": None},
        {"type": "event_callback", "event": {"type": "message", "ts": 5, "channel": ["C"]}},
        {},
    ],
    ids=lambda envelope: str(envelope.get("event", envelope))[:60],
)
def test_what_is_not_for_the_bot_is_acknowledged_and_left(
    envelope: dict[str, Any], workspace: Workspace
) -> None:
    assert workspace.event(envelope).status_code == 200
    # What is said after it is answered, and it alone.
    workspace.event(event(ts="77.01" + str(time.monotonic_ns())))
    (call,) = workspace.settled(1)
    assert call.said["thread_ts"].startswith("77.01")


def test_an_event_that_is_delivered_again_is_answered_once(workspace: Workspace) -> None:
    envelope = event()
    # A retry may even be the first to arrive.
    for attempt in ("1", None, "2", "3"):
        headers = {"X-Slack-Retry-Num": attempt, "X-Slack-Retry-Reason": "http_timeout"}
        response = workspace.event(envelope, **(headers if attempt else {}))
        assert response.status_code == 200
    workspace.settled(1)


def test_one_message_under_two_events_is_answered_once(workspace: Workspace) -> None:
    first, second = direct(), direct()
    second["event"] = {**first["event"], "event_ts": "9.9"}
    assert first["event_id"] != second["event_id"]
    workspace.event(first)
    workspace.event(second)
    workspace.settled(1)


def test_one_event_id_is_answered_once_whatever_else_it_says(workspace: Workspace) -> None:
    first, second = event(), event()
    second["event_id"] = first["event_id"]
    workspace.event(first)
    workspace.event(second)
    workspace.settled(1)


def test_a_mention_inside_a_direct_message_does_not_take_its_place(workspace: Workspace) -> None:
    said = direct(text=f"<@UBOT> {NURSE}")
    mentioned = event(channel="D024BE91L", channel_type="im", ts=said["event"]["ts"])
    workspace.event(mentioned)
    workspace.event(said)
    (call,) = workspace.settled(1)
    assert call.said["channel"] == "D024BE91L"


def test_what_was_asked_before_in_the_thread_reaches_the_answerer(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Question] = []
    answer_many = Answerer.answer_many

    def noted(self: Answerer, questions: Sequence[Question]) -> list[Answer]:
        asked.extend(questions)
        return answer_many(self, questions)

    monkeypatch.setattr(Answerer, "answer_many", noted)
    first = event("<@UBOT> What does a data analyst do?")
    thread = {"thread_ts": first["event"]["ts"]}
    workspace.event(first)
    workspace.settled(1)
    for n, question in enumerate(["and salary?", "what about Python?", "or R?", "why?"], 2):
        workspace.event(event(f"<@UBOT> {question}", **thread))
        assert workspace.settled(n)[-1].said["thread_ts"] == thread["thread_ts"]
    workspace.event(event("<@UBOT> how long?"))  # in a thread of its own
    workspace.settled(6)
    about = "What does a data analyst do?"
    assert [each.history for each in asked] == [
        (),
        (about,),
        (about, "and salary?"),
        (about, "and salary?", "what about Python?"),
        (about, "and salary?", "what about Python?", "or R?"),
        (),
    ]


def test_a_question_that_would_ping_everyone_pings_nobody(workspace: Workspace) -> None:
    asked = "What does &lt;!channel&gt; earn as a registered nurse &amp; &lt;@U1|everyone&gt;?"
    workspace.event(direct(asked))
    (call,) = workspace.settled(1)
    for text in (call.said["text"], texts(call.said["blocks"])):
        assert "<!" not in text
        assert "<@" not in text


def test_the_bot_called_without_a_question_says_what_it_can_be_asked(workspace: Workspace) -> None:
    workspace.event(event("<@UBOT>"))
    (call,) = workspace.settled(1)
    buttons = [e for b in call.said["blocks"] for e in b.get("elements", []) if "value" in e]
    assert len(buttons) == 3


def test_a_question_that_is_too_long_is_told_so(workspace: Workspace) -> None:
    workspace.event(direct("why " * 600))
    (call,) = workspace.settled(1)
    assert "2,000 characters" in texts(call.said["blocks"])


def test_no_answer_says_so_with_what_can_be_asked(workspace: Workspace) -> None:
    workspace.event(event("<@UBOT> What is the boiling point of mercury in London?"))
    (call,) = workspace.settled(1)
    assert "don't answer that" in texts(call.said["blocks"])
    assert any(e.get("value") for b in call.said["blocks"] for e in b.get("elements", []))


def test_unsure_in_a_channel_is_brief_and_with_choices(
    guides_index: Path, workspace: Workspace, tmp_path: Path
) -> None:
    settings = dataclasses.replace(
        slack_settings(workspace.slack, index=guides_index, data_dir=tmp_path),
        answered_threshold=1.0,  # never sure
        unsure_threshold=0.0,
    )
    with TestClient(create_app(settings)) as client:
        unsure = Workspace(client, workspace.slack)
        for n, envelope in enumerate((event("<@UBOT> nurse degree"), direct("nurse degree")), 1):
            unsure.event(envelope)
            unsure.settled(n)
        briefly, fully = (call.said["blocks"] for call in workspace.slack.calls)
    assert "I'm not sure" in texts(briefly)
    assert "I'm not sure" in texts(fully)
    sections = [each["text"]["text"] for each in briefly if each["type"] == "section"]
    assert len(sections) == 2
    assert re.fullmatch(r"\*[^*\n]+\*", sections[1])  # the best sentence, and no more
    assert len(texts(fully)) > len(texts(briefly))
    asked = [e["action_id"] for b in briefly for e in b.get("elements", []) if "action_id" in e]
    assert [each for each in asked if each.startswith("ask")]
