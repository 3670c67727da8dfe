"""Mattermost and Rocket.Chat: a token in, a message out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from fastapi.testclient import TestClient

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, List, Paragraph
from bot.api import create_app
from bot.channels.chat_markdown import MATTERMOST, ROCKETCHAT, Dialect, markdown
from bot.settings import Settings
from tests.bot.channels.conftest import FORM, NURSE

OUTGOING, SECOND, COMMAND, ROCKET = "1" * 26, "2" * 26, "3" * 26, "4" * 20
_numbers = itertools.count(1)
FAR = "What is the boiling point of mercury in London?"


@pytest.fixture(scope="module")
def client(guides_index: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    settings = Settings(
        index=guides_index,
        data_dir=tmp_path_factory.mktemp("data"),
        mattermost_outgoing_tokens=(OUTGOING, SECOND),
        mattermost_command_tokens=(COMMAND,),
        rocketchat_tokens=(ROCKET,),
    )
    with TestClient(create_app(settings), raise_server_exceptions=False) as client:
        yield client


def mattermost(**changes: object) -> dict[str, Any]:
    return {
        "token": OUTGOING,
        "team_id": "rdc9bgriktyx9p4kowh3dmgqyc",
        "channel_id": f"channel{next(_numbers)}",
        "channel_name": "testing",
        "timestamp": 1515449522000,
        "user_id": "rnina9994bde8mua79zqcg5hmo",
        "user_name": "somebody",
        "post_id": f"post{next(_numbers)}",
        "text": f"#careers {NURSE}",
        "trigger_word": "#careers",
    } | changes


def rocketchat(**changes: object) -> dict[str, Any]:
    return {
        "token": ROCKET,
        "bot": False,
        "channel_id": "DS9sbn27F7s4u4xLJ",
        "channel_name": "general",
        "message_id": f"message{next(_numbers)}",
        "timestamp": "2026-11-22T20:00:00.000Z",
        "user_id": "rocket.cat",
        "user_name": "rocket.cat",
        "text": f"careerbot {NURSE}",
        "trigger_word": "careerbot",
    } | changes


def said(response: httpx.Response) -> dict[str, Any]:
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    return dict(response.json())


@pytest.mark.parametrize("kind", [FORM, "application/json", "application/json; charset=utf-8"])
@pytest.mark.parametrize("token", [OUTGOING, SECOND])
def test_mattermost_is_answered_in_the_thread(kind: str, token: str, client: TestClient) -> None:
    body = mattermost(token=token)
    content = urlencode(body) if kind == FORM else json.dumps(body)
    headers = {"Content-Type": kind}
    answer = said(client.post("/mattermost/outgoing", content=content, headers=headers))
    assert answer["response_type"] == "comment"
    assert "**" in answer["text"]
    assert "Source: [Registered Nurse" in answer["text"]
    # The same post again, under whatever form.
    assert said(client.post("/mattermost/outgoing", json=body)) == {}


def test_mattermosts_command_is_answered_to_the_asker(client: TestClient) -> None:
    fields = {"command": "/careers", "text": NURSE, "user_id": "u", "channel_id": "c"}
    for token, headers in (
        ("", {"Authorization": f"Token {COMMAND}"}),
        ("other", {"Authorization": f"token {COMMAND}"}),
        (COMMAND, {}),
    ):
        response = client.post(
            "/mattermost/command", data=fields | {"token": token}, headers=headers
        )
        answer = said(response)
        assert answer["response_type"] == "ephemeral"
        assert "Registered Nurse" in answer["text"]


def test_a_command_that_fails_says_so(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.errors import IndexUnusableError

    def fail(*_: object) -> None:
        raise IndexUnusableError("the index is gone")

    monkeypatch.setattr(Answerer, "answer_many", fail)
    answer = said(client.post("/mattermost/command", data={"token": COMMAND, "text": NURSE}))
    assert "Something went wrong" in answer["text"]


def test_rocket_chat_is_answered_in_the_thread(client: TestClient) -> None:
    body = rocketchat()
    answer = said(client.post("/rocketchat/outgoing", json=body))
    assert answer["tmid"] == body["message_id"]
    assert "Source: [Registered Nurse" in answer["text"]
    assert said(client.post("/rocketchat/outgoing", json=body)) == {}
    assert said(client.post("/rocketchat/outgoing", json=rocketchat(tmid="t1")))["tmid"] == "t1"


@pytest.mark.parametrize("changes", [{"bot": True}, {"bot": {"i": "b"}}, {"isEdited": True}])
def test_rocket_chats_bots_and_edits_are_passed_over(
    changes: dict[str, object], client: TestClient
) -> None:
    assert said(client.post("/rocketchat/outgoing", json=rocketchat(**changes))) == {}


@pytest.mark.parametrize(
    ("path", "body"), [("/mattermost/outgoing", mattermost), ("/rocketchat/outgoing", rocketchat)]
)
def test_who_was_not_called_says_nothing_without_an_answer(
    path: str, body: Callable[..., dict[str, Any]], client: TestClient
) -> None:
    uncalled = {"trigger_word": "", "text": FAR}
    assert said(client.post(path, json=body(**uncalled))) == {}
    assert said(client.post(path, json=body(trigger_word="", text=""))) == {}
    assert "text" in said(client.post(path, json=body(text=f"x {FAR}", trigger_word="x")))
    assert "text" in said(client.post(path, json=body(trigger_word="", text=NURSE)))


def test_an_answer_that_failed_is_given_when_it_is_asked_for_again(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("gone")

    body = rocketchat()
    monkeypatch.setattr(Answerer, "answer_many", fail)
    assert client.post("/rocketchat/outgoing", json=body).status_code == 500
    monkeypatch.undo()
    assert "text" in said(client.post("/rocketchat/outgoing", json=body))


@pytest.mark.parametrize(
    "token", ["", "x", OUTGOING[:-1], OUTGOING + "1", None, 5, [OUTGOING], "ü"]
)
@pytest.mark.parametrize("kind", [FORM, "application/json"])
def test_another_token_is_refused(
    token: object, kind: str, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    for path, body in (
        ("/mattermost/outgoing", mattermost(token=token)),
        ("/mattermost/command", mattermost(token=token)),
        ("/mattermost/command", mattermost(token=OUTGOING)),
        ("/rocketchat/outgoing", rocketchat(token=token)),
        ("/mattermost/outgoing", rocketchat()),
        ("/rocketchat/outgoing", mattermost()),
    ):
        content = urlencode(body) if kind == FORM else json.dumps(body)
        response = client.post(path, content=content, headers={"Content-Type": kind})
        assert response.status_code == 401, path
    assert NURSE not in caplog.text
    assert "1111" not in caplog.text


def test_a_follow_up_in_a_channel_leans_on_the_same_persons_question(client: TestClient) -> None:
    place = {"channel_id": "one", "user_id": "me"}
    post = {"trigger_word": "#c"}
    client.post("/mattermost/outgoing", json=mattermost(text=f"#c {NURSE}", **place, **post))
    more = "#c and with a bachelor's degree?"
    leaning = said(client.post("/mattermost/outgoing", json=mattermost(text=more, **place, **post)))
    assert "Nurse" in leaning["text"]


def test_half_a_character_in_an_id_or_a_text_harms_nothing(client: TestClient) -> None:
    half = {"channel_id": "c\ud800", "user_id": "u\ud800", "text": f"#c {NURSE} \ud83d"}
    post = mattermost(post_id="p1\ud800", trigger_word="#c", **half)
    assert "Nurse" in said(sent(client, "/mattermost/outgoing", post))["text"]
    assert said(sent(client, "/mattermost/outgoing", post)) == {}
    more = {"post_id": "p2\ud800", "text": "#c and with a bachelor's degree?"}
    assert "Nurse" in said(sent(client, "/mattermost/outgoing", post | more))["text"]
    asked = mattermost(token=COMMAND, trigger_id="t\ud800", **half)
    assert "Nurse" in said(sent(client, "/mattermost/command", asked))["text"]
    body = rocketchat(message_id="m\ud800", tmid="\ud800t")
    assert said(sent(client, "/rocketchat/outgoing", body))["tmid"] == "?t"
    assert said(sent(client, "/rocketchat/outgoing", body)) == {}


def sent(client: TestClient, path: str, body: dict[str, Any]) -> httpx.Response:
    """Send what only JSON with its escapes can say."""
    headers = {"Content-Type": "application/json"}
    return client.post(path, content=json.dumps(body), headers=headers)


HOSTILE = "See @channel, @all and @here; <!channel> <@U1> *b* _i_ `c` [l](http://x) # a | b a@b.org"


@pytest.mark.parametrize("dialect", [MATTERMOST, ROCKETCHAT])
def test_what_an_article_says_calls_nobody_and_formats_nothing(dialect: Dialect) -> None:
    answer = Answer(
        "", HOSTILE, "answered", 1, HOSTILE, (Paragraph(HOSTILE),), None, None, (),
        related=(HOSTILE,), interpreted_as=HOSTILE,
    )  # fmt: skip
    text = markdown(answer, dialect)
    for call in ("@channel", "@all", "@here", "<!", "<@"):
        assert call not in text
    assert "a@b.org" in text
    assert "\\*b\\*" in text
    assert "\\_i\\_" in text


@pytest.mark.parametrize(
    ("numbers", "levels", "said"),
    [
        ((), (), "- a\n- b\n- c"),
        ((3, 4, 5), (), "3. a\n4. b\n5. c"),
        ((1, 3, 4), (), "- a\n- b\n- c"),
        ((1, None, 2), (), "- a\n- b\n- c"),
        ((), (0, 1, 0), "- a\n    - b\n- c"),
        ((1, None, 2), (0, 1, 0), "1. a\n    - b\n2. c"),
        ((1, 4, 2), (0, 1, 0), "1. a\n    4. b\n2. c"),
        ((1, 4, 3), (0, 1, 0), "- a\n    - b\n- c"),
    ],
)
def test_items_have_numbers_where_markdown_counts_the_same(
    numbers: tuple[int | None, ...], levels: tuple[int, ...], said: str
) -> None:
    blocks = (List("", ("a", "b", "c"), numbers=numbers, levels=levels),)
    assert markdown(Answer("", "", "answered", 1, "", blocks, None, None, ()), MATTERMOST) == said


@pytest.mark.parametrize("dialect", [MATTERMOST, ROCKETCHAT])
def test_a_message_is_never_longer_than_it_may_be(dialect: Dialect) -> None:
    answer = Answer("", "", "answered", 1, "", (Paragraph("*word* " * 9_000),), None, None, ())
    assert len(markdown(answer, dialect)) <= dialect.longest


@pytest.mark.parametrize("dialect", [MATTERMOST, ROCKETCHAT])
@pytest.mark.parametrize("left", range(6))
def test_a_part_that_no_longer_fits_makes_no_message_too_long(left: int, dialect: Dialect) -> None:
    blocks = (Paragraph("a" * (dialect.longest - left)), Paragraph("b" * 900))
    text = markdown(Answer("", "", "answered", 1, "", blocks, None, None, ()), dialect)
    assert len(text) <= dialect.longest
    assert text.startswith("aaaa")
    assert text.endswith("…")
