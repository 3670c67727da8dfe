"""Activities with Microsoft's tokens come in, and answers go out to Microsoft's service."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from bot.answering.answerer import Answerer
from bot.api import create_app
from bot.channels.chat_markdown import TEAMS, markdown
from bot.channels.teams.layout import message
from bot.settings import Settings, SettingsError
from tests.bot.channels.teams.conftest import CLIENT, NURSE, Tenant


def test_a_question_of_a_channel_is_answered_in_its_thread(tenant: Tenant) -> None:
    said = tenant.activity()
    assert tenant.send(said).status_code == 200
    ((path, token, answer),) = tenant.teams.wait(1)
    assert unquote(path) == f"/v3/conversations/{said['conversation']['id']}/activities"
    assert token.startswith("Bearer ey")
    assert (answer["type"], answer["textFormat"]) == ("message", "markdown")
    assert "Registered Nurse" in answer["text"]
    assert "\n1. " in answer["text"]  # the source
    assert "@" not in answer["text"]
    # Sent again, as Teams does where it heard nothing: answered once.
    assert tenant.send(said).status_code == 200
    assert tenant.send(tenant.activity("How much does a data analyst earn?")).status_code == 200
    texts = [post[2]["text"] for post in tenant.teams.wait(2)]
    assert len([each for each in texts if "Registered Nurse" in each]) == 1


def test_what_can_be_asked_next_is_a_button_that_asks_it(tenant: Tenant) -> None:
    direct = {"id": "a:direct", "conversationType": "personal"}
    tenant.send(tenant.activity(text="help", conversation=direct, entities=[]))
    ((_, _, answer),) = tenant.teams.wait(1)
    (card,) = answer["attachments"]
    assert card["contentType"] == "application/vnd.microsoft.card.adaptive"
    heading, buttons = card["content"]["body"]
    assert heading["type"] == "TextBlock"
    first = buttons["actions"][0]
    asks = first["data"]["msteams"]
    assert asks == {"type": "messageBack", "text": first["title"], "displayText": first["title"]}
    # What Teams sends of a press: a message with the button's text.
    tenant.send(tenant.activity(text=asks["text"], conversation=direct, entities=[], value={}))
    answered = tenant.teams.wait(2)[1][2]
    assert "\n1. " in answered["text"]


def test_a_choice_that_is_pressed_leads_to_its_passage(tenant: Tenant) -> None:
    app: Any = tenant.client.app
    answerer = app.state.service._answerer
    asked = Answerer(answerer.index, answered=0.965, unsure=0.0).answer("overtime")
    (choice,) = asked.choices
    (card,) = message(asked).model_dump(by_alias=True, exclude_none=True)["attachments"]
    asks = card["content"]["body"][1]["actions"][0]["data"]["msteams"]
    assert (asks["text"], asks["value"]) == (choice.question, {"passage": choice.passage_id})
    picked = answerer.answer(choice.question, passage=choice.passage_id)
    by_words = answerer.answer(choice.question)
    assert picked.answer != by_words.answer
    # Of an old button, of one whose passage is gone, and what no button of the bot's says.
    others = (None, {"passage": "0123456789abcdef"}, {"passage": 5}, "x")
    for n, value in enumerate((asks["value"], *others)):
        where = {"id": f"a:pressed-{n}", "conversationType": "personal"}
        pressed = {"text": asks["text"], "entities": [], "value": value}
        tenant.send(tenant.activity(conversation=where, **pressed))
        said = tenant.teams.wait(n + 1)[-1][2]["text"]
        same = by_words if n else picked
        assert said == markdown(replace(same, choices=(), related=()), TEAMS)


def test_a_follow_up_is_read_with_what_was_asked_before(tenant: Tenant) -> None:
    talk = {"id": "a:talk", "conversationType": "personal"}
    tenant.send(tenant.activity(NURSE, conversation=talk))
    tenant.teams.wait(1)
    later = tenant.activity(
        "And what does it pay?", conversation=talk, timestamp="2026-11-01T10:01:00Z"
    )
    tenant.send(later)
    assert "Registered Nurse" in tenant.teams.wait(2)[1][2]["text"]


def test_where_there_is_no_answer_the_way_to_a_person_is_shown(tenant: Tenant) -> None:
    tenant.send(tenant.activity("What is the boiling point of mercury in London?"))
    ((_, _, answer),) = tenant.teams.wait(1)
    assert "[jobs@example.org](mailto:jobs@example.org)" in answer["text"]


@pytest.mark.parametrize(
    "changes",
    [
        {"aud": "another-bot"},
        {"iss": "https://evil.example"},
        {"serviceurl": "https://evil.example"},
        {"exp": int(time.time()) - 3600},
        {"key": rsa.generate_private_key(public_exponent=65537, key_size=2048)},
    ],
    ids=["another bot's", "another issuer", "another service", "over", "another key"],
)
def test_a_token_that_does_not_stand_is_refused(changes: dict[str, object], tenant: Tenant) -> None:
    refused = tenant.send(tenant.activity(), tenant.teams.token(**changes))
    assert (refused.status_code, refused.json()["error"]["code"]) == (401, "not_signed")
    assert tenant.teams.posts == []


@pytest.mark.parametrize("token", ["", "x", "a.b.c"])
def test_nor_is_one_that_is_none(token: str, tenant: Tenant) -> None:
    assert tenant.send(tenant.activity(), token).status_code == 401
    no_service = tenant.activity()
    del no_service["serviceUrl"]
    assert tenant.send(no_service).status_code == 401
    headers = {"Authorization": f"Bearer {tenant.teams.token()}"}
    for body in (b"", b"\xff", b"[]", b"{"):
        answer = tenant.client.post("/teams/messages", content=body, headers=headers)
        assert answer.status_code == 400


def test_what_is_no_question_is_acknowledged_and_not_answered(tenant: Tenant) -> None:
    others = (
        {"type": "conversationUpdate", "membersAdded": [{"id": f"28:{CLIENT}"}]},
        {"type": "typing"},
        {"from": {"id": f"28:{CLIENT}", "role": "bot"}},
        {"conversation": None},
        {"id": None},
        {"entities": "x", "text": 5},
    )
    for changes in others:
        assert tenant.send(tenant.activity(**changes)).status_code == 200
    tenant.send(tenant.activity())
    assert len(tenant.teams.wait(1)) == 1


def test_an_answer_that_is_not_taken_is_sent_again_and_no_refused_one(
    tenant: Tenant, caplog: pytest.LogCaptureFixture
) -> None:
    tenant.teams.statuses.extend([(429, {"Retry-After": "0"}), (503, {}), (201, {})])
    tenant.send(tenant.activity())
    tenant.teams.wait(3)
    tenant.teams.posts.clear()
    tenant.teams.statuses.extend([(403, {})])
    tenant.send(tenant.activity())
    tenant.teams.wait(1)
    tenant.send(tenant.activity("How much does a data analyst earn?"))
    tenant.teams.wait(2)
    assert "Teams: 403" in caplog.text


def test_a_question_that_could_not_be_written_down_is_sent_again_by_teams(tenant: Tenant) -> None:
    settings: Settings = tenant.client.app.state.settings  # type: ignore[attr-defined]
    said = tenant.activity()
    lock = sqlite3.connect(settings.data_dir / "careerbot.db", isolation_level=None)
    lock.execute("BEGIN IMMEDIATE")
    assert tenant.send(said).status_code == 503
    lock.execute("ROLLBACK")
    lock.close()
    assert tenant.send(said).status_code == 200
    tenant.teams.wait(1)


@pytest.mark.parametrize("lacking", ["teams_client_id", "teams_client_secret", "teams_tenant_id"])
def test_half_a_set_up_is_one_line(lacking: str, guides_index: Path) -> None:
    given = {"teams_client_id": CLIENT, "teams_client_secret": "s", "teams_tenant_id": "t"}
    del given[lacking]
    with pytest.raises(SettingsError, match=rf"CAREERBOT_{lacking.upper()} isn't: Teams needs"):
        create_app(Settings(index=guides_index, **given))  # type: ignore[arg-type]


def test_without_the_library_one_line_says_what_to_install(
    guides_index: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in [each for each in sys.modules if each.startswith("bot.channels.teams")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "microsoft_teams.api.activities.message", None)
    with pytest.raises(
        SettingsError, match=r"TEAMS_CLIENT_ID is set, and .*microsoft-teams-apps>="
    ):
        create_app(
            Settings(
                index=guides_index, teams_client_id=CLIENT,
                teams_client_secret="s", teams_tenant_id="t",
            )
        )  # fmt: skip


def test_the_sdk_is_imported_only_where_it_is_set_up() -> None:
    code = "import bot.api, sys; bot.api.create_app(); assert 'microsoft_teams' not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True)
