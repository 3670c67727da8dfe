"""Slash commands, buttons and feedback: who sees what."""

from __future__ import annotations

import asyncio
import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.conversation import Conversation
from bot.database.engine import Database
from bot.database.tables import FeedbackRow
from bot.open_index import open_answerer
from bot.settings import Settings
from tests.bot.channels.conftest import (
    NURSE,
    RETRIED,
    Call,
    Reaction,
    Workspace,
    direct,
    event,
    slack_settings,
    texts,
)


def buttons(call: Call) -> Iterator[dict[str, Any]]:
    """Yield the buttons of a message."""
    for block in call.said["blocks"]:
        yield from (each for each in block.get("elements", []) if each["type"] == "button")


def button(call: Call, action: str) -> dict[str, Any]:
    """Return the button that does something."""
    (found,) = (each for each in buttons(call) if each["action_id"] == action)
    return {"action_id": found["action_id"], "value": found["value"]}


def test_a_command_is_answered_to_the_asker_alone_with_a_button_to_share_it(
    workspace: Workspace,
) -> None:
    response = workspace.command()
    assert (response.status_code, response.content) == (200, b"")
    (call,) = workspace.settled(1)
    assert call.path == "/hooks/command"
    assert call.said["response_type"] == "ephemeral"
    assert "Registered Nurse" in texts(call.said["blocks"])

    share = button(call, "share")
    assert workspace.press(share, ephemeral=True).content == b""
    shared = workspace.settled(2)[1]
    assert shared.path == "/hooks/press"
    assert shared.said["response_type"] == "in_channel"
    assert shared.said["replace_original"] is False
    assert "<@U2147483697> asked: " + NURSE in texts(shared.said["blocks"])
    assert not [each for each in buttons(shared) if each["action_id"] == "share"]


def test_a_command_without_a_question_is_helped(workspace: Workspace) -> None:
    for text in ("", "help"):
        workspace.command(text=text)
    calls = workspace.settled(2)
    assert all(len(list(buttons(call))) == 3 for call in calls)


def test_a_related_question_that_is_pressed_is_answered_in_the_thread(
    workspace: Workspace,
) -> None:
    workspace.event(event())
    first = workspace.settled(1)[0]
    asked = next(each for each in buttons(first) if each["action_id"].startswith("ask"))
    action = {"action_id": asked["action_id"], "value": asked["value"]}
    assert workspace.press(action).status_code == 200
    call = workspace.settled(2)[1]
    assert (call.path, call.said["thread_ts"]) == ("/api/chat.postMessage", "4.2")
    assert texts(call.said["blocks"]) != texts(first.said["blocks"])


@pytest.fixture(scope="module")
def unsure(
    open_workspace: Workspace, guides_index: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """A workspace whose bot is sure of what is picked alone."""
    settings = dataclasses.replace(
        slack_settings(open_workspace.slack, tmp_path_factory.mktemp("unsure"), guides_index),
        answered_threshold=0.965,
        unsure_threshold=0.0,
    )
    with TestClient(create_app(settings)) as client:
        yield Workspace(client, open_workspace.slack)


def said_in_slack(call: Call) -> str:
    """Return the answer's words, the marks of Slack's and its lists aside."""
    text = texts([block for block in call.said["blocks"] if block["type"] == "section"])
    return " ".join(text.replace("*", "").replace("• ", "").split())


def test_a_choice_that_is_pressed_leads_to_its_passage_as_everywhere(unsure: Workspace) -> None:
    settings: Settings = unsure.client.app.state.settings  # type: ignore[attr-defined]
    conversation = Conversation(open_answerer(settings))
    answer = conversation.ask("overtime")
    (choice,) = answer.choices
    in_terminal = conversation.ask(choice.question)
    body = {"question": choice.question, "passage": choice.passage_id}
    in_json = unsure.client.post("/api/ask", json=body).json()
    by_words = unsure.client.post("/api/ask", json={"question": choice.question}).json()
    assert in_json["answer"] == in_terminal.answer != by_words["answer"]

    unsure.slack.clear()
    unsure.event(direct("overtime"))
    pressed = button(unsure.settled(1)[0], "ask0")
    assert pressed["value"] == f"{choice.question}\n{choice.passage_id}"
    old, gone = choice.question, f"{choice.question}\n0123456789abcdef"
    for n, value in enumerate((pressed["value"], old, gone), 2):
        unsure.press({"action_id": "ask0", "value": value}, ephemeral=True)
        unsure.settled(n)
    calls = unsure.slack.calls[1:]
    shown = [said_in_slack(call) for call in calls]
    for text, same in zip(shown, (in_json, by_words, by_words), strict=True):
        assert " ".join(same["answer"].split()) in text
    # Shared, it stays the same answer.
    share = button(calls[0], "share")
    assert share["value"] == pressed["value"]
    unsure.press(share, ephemeral=True)
    assert said_in_slack(unsure.settled(5)[-1]) == shown[0]


def test_a_question_pressed_where_only_the_asker_sees_it_stays_there(workspace: Workspace) -> None:
    workspace.press({"action_id": "ask0", "value": NURSE}, ephemeral=True)
    (call,) = workspace.settled(1)
    assert call.path == "/hooks/press"
    assert call.said["response_type"] == "ephemeral"


def test_a_channel_without_the_bot_is_answered_by_the_response_url(workspace: Workspace) -> None:
    workspace.slack.always = lambda call: (
        None if call.path.startswith("/hooks") else refused("not_in_channel")
    )
    workspace.press({"action_id": "ask0", "value": NURSE})
    call = workspace.settled(2)[1]
    assert call.path == "/hooks/press"
    assert call.said["response_type"] == "in_channel"
    assert call.said["thread_ts"] == "4.2"


def refused(error: str) -> Reaction:
    return Reaction(200, {"ok": False, "error": error})


@pytest.mark.parametrize("action", ["helpful", "unhelpful"])
@pytest.mark.parametrize("ephemeral", [True, False])
def test_feedback_is_kept_and_thanked_for(
    action: str, ephemeral: bool, workspace: Workspace
) -> None:
    workspace.command() if ephemeral else workspace.event(event())
    (answer,) = workspace.settled(1)
    pressed = button(answer, action)
    assert workspace.press(pressed, ephemeral=ephemeral).content == b""
    thanks = workspace.settled(2)[1]
    if ephemeral:
        assert thanks.said["response_type"] == "ephemeral"
    else:
        assert thanks.path == "/api/chat.postEphemeral"
        assert thanks.said["user"] == "U2147483697"
    app: Any = workspace.client.app
    database: Database = app.state.feedback._database
    answer_id = pressed["value"].split("\n")[0]
    kept = asyncio.run(database.run(lambda session: session.get(FeedbackRow, answer_id)))
    assert kept is not None
    assert (kept.helpful, kept.question) == (action == "helpful", NURSE)
    assert (kept.comment, kept.choice) == (None, None)


@pytest.mark.parametrize(
    "changes",
    [
        {"type": "view_submission"},
        {"actions": []},
        {"actions": "helpful"},
        {"actions": [{"action_id": "elsewhere", "value": "x"}]},
        {"actions": [{"action_id": "ask0"}]},
        {"actions": [{"action_id": "ask0", "value": 5}]},
        {"user": None},
    ],
)
def test_other_buttons_are_acknowledged_and_left(
    changes: dict[str, Any], workspace: Workspace
) -> None:
    response = workspace.press({"action_id": "ask0", "value": NURSE}, **changes)
    assert response.status_code == 200
    workspace.settled(0)


@pytest.mark.parametrize(
    "hook",
    [
        "https://hooks.slack.com.example.org/commands/1",
        "https://example.org/hooks.slack.com",
        "http://hooks.slack.com@127.0.0.1/",
        "//127.0.0.1/",
        "http://[::1",
        "file:///etc/passwd",
    ],
)
def test_nothing_is_sent_to_a_response_url_that_is_not_slacks(
    hook: str, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    assert workspace.command(response_url=hook).status_code == 200
    assert workspace.press({"action_id": "ask0", "value": NURSE}, response_url=hook).is_success
    workspace.settled(0)
    assert "not Slack's" in caplog.text


@pytest.mark.usefixtures("impatient")
def test_a_response_url_that_leads_elsewhere_is_not_followed(workspace: Workspace) -> None:
    there = {"Location": f"{workspace.slack.url}/elsewhere"}
    workspace.slack.reactions.append(Reaction(307, {}, there))
    workspace.command()
    calls = workspace.settled(1, quiet=RETRIED)  # and none elsewhere
    assert {call.path for call in calls} == {"/hooks/command"}
