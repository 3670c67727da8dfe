"""The way to a person and the owner's own words, as each chat shows them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from bot.answering.model import Answer, Contact
from bot.api import create_app
from bot.channels.chat_markdown import ROCKETCHAT, markdown
from tests.bot.channels.conftest import (
    SlackStandIn,
    Workspace,
    direct,
    event,
    slack_settings,
    texts,
)

TOKEN = "1" * 26
FAR = "What is the boiling point of mercury in London?"
OWN = "en:\n  no_answer: Nothing on that <here>.\n  greeting: Ask away.\n"


@pytest.fixture(scope="module")
def owned(
    guides_index: Path, stand_in: SlackStandIn, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Workspace]:
    """A workspace whose owner has words of their own."""
    folder = tmp_path_factory.mktemp("owned")
    (folder / "messages.yaml").write_text(OWN)
    settings = dataclasses.replace(
        slack_settings(stand_in, folder, guides_index),
        mattermost_command_tokens=(TOKEN,),
        messages=folder / "messages.yaml",
        contact="jobs@example.org",
    )
    with TestClient(create_app(settings)) as client:
        yield Workspace(client, stand_in)


def test_slack_shows_them_where_there_is_no_answer(owned: Workspace) -> None:
    owned.slack.clear()
    owned.event(event(f"<@UBOT> {FAR}"))
    (call,) = owned.settled(1)
    shown = texts(call.said["blocks"])
    assert "Nothing on that &lt;here&gt;. You can ask me" in shown
    assert "A person can help you: <mailto:jobs@example.org|jobs@example.org>" in shown
    owned.slack.clear()
    owned.event(direct("help"))
    (call,) = owned.settled(1)
    shown = texts(call.said["blocks"])
    assert "Ask away." in shown
    assert "jobs@example.org" not in shown
    owned.slack.clear()


def test_mattermost_shows_them_too(owned: Workspace) -> None:
    body = {"text": FAR, "trigger_id": "t", "channel_id": "c", "user_id": "u"}
    headers = {"Authorization": f"Token {TOKEN}"}
    said = owned.client.post("/mattermost/command", data=body, headers=headers).json()["text"]
    assert "You can ask me what stands in" in said
    assert "A person can help you: [jobs@example.org](mailto:jobs@example.org)\n" in said


def test_the_api_has_them_in_the_answer_and_speaks_as_it_is_asked(owned: Workspace) -> None:
    answer = owned.client.post("/api/ask", json={"question": FAR, "language": "de-AT"}).json()
    assert answer["language"] == "de"
    assert answer["message"].startswith("Meine Artikel beantworten das nicht.")
    assert answer["contact"] == {
        "text": "Ein Mensch kann Ihnen helfen: jobs@example.org",
        "address": "jobs@example.org",
        "url": "mailto:jobs@example.org",
    }
    assert owned.client.get("/api/suggestions").json()["greeting"] == "Ask away."
    french = owned.client.get("/api/suggestions", params={"language": "fr"}).json()
    assert french["greeting"].startswith("Posez-moi une question")
    wrong = owned.client.post("/api/ask", json={"question": FAR, "language": "fr\n"})
    assert wrong.status_code == 422


def test_what_would_mean_something_in_an_address_does_not() -> None:
    contact = Contact("Ask [us](x) at https://example.org/(a)_b", "https://example.org/(a)_b", None)
    for url in ("https://example.org/(a)_b", "javascript:alert(1)"):
        answer = Answer("1", "?", "no_answer", 0.0, contact=dataclasses.replace(contact, url=url))
        link = "(https://example.org/%28a%29_b)" if url.startswith("https") else ""
        shown = "https://example.org/(a)\\_b"
        assert markdown(answer, ROCKETCHAT).endswith(f"[{shown}]{link}" if link else shown)
