"""The manifest that a person pastes, against what Slack takes."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator, ValidationError

from bot.channels.slack.routes import slack

ROOT = Path(__file__).resolve().parents[4]
MANIFEST = json.loads((ROOT / "slack-manifest.json").read_text("utf-8"))


def text(most: int, **more: object) -> dict[str, Any]:
    """Return the schema of a text of one to `most` characters."""
    return {"type": "string", "minLength": 1, "maxLength": most} | more


def closed(required: tuple[str, ...] = (), **properties: object) -> dict[str, Any]:
    """Return the schema of an object without other keys."""
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(required),
        "properties": properties,
    }


def names(most: int) -> dict[str, Any]:
    """Return the schema of a list of names."""
    return {"type": "array", "items": text(50), "maxItems": most, "uniqueItems": True}


FLAG = {"type": "boolean"}
URL = text(3_000, pattern="^https?://")
# What Slack's published schema (github.com/slackapi/manifest-schema, version 1) says of the keys
# that are used here; keys that it doesn't know, it refuses.
SCHEMA = closed(
    ("display_information",),
    display_information=closed(
        ("name",),
        name=text(35),
        description=text(140),
        background_color=text(7, minLength=4),
        long_description=text(4_000, minLength=175),
    ),
    features=closed(
        app_home=closed(
            home_tab_enabled=FLAG, messages_tab_enabled=FLAG, messages_tab_read_only_enabled=FLAG
        ),
        bot_user=closed(("display_name",), display_name=text(80), always_online=FLAG),
        slash_commands={
            "type": "array",
            "minItems": 1,
            "maxItems": 50,
            "items": closed(
                ("command", "description"),
                command=text(32, minLength=2, pattern="^/"),
                url=URL,
                description=text(2_000),
                usage_hint=text(1_000),
                should_escape=FLAG,
            ),
        },
    ),
    oauth_config=closed(scopes=closed(bot=names(255), user=names(255))),
    settings=closed(
        event_subscriptions=closed(request_url=URL, bot_events=names(100), user_events=names(100)),
        interactivity=closed(("is_enabled",), is_enabled=FLAG, request_url=URL),
        org_deploy_enabled=FLAG,
        socket_mode_enabled=FLAG,
        token_rotation_enabled=FLAG,
    ),
)


def test_slack_takes_the_manifest() -> None:
    Draft7Validator.check_schema(SCHEMA)
    Draft7Validator(SCHEMA).validate(MANIFEST)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda manifest: manifest.pop("display_information"),
        lambda manifest: manifest.update(extra=1),
        lambda manifest: manifest["display_information"].update(name="x" * 36),
        lambda manifest: manifest["features"]["slash_commands"][0].update(command="careers"),
        lambda manifest: manifest["settings"]["interactivity"].pop("is_enabled"),
        lambda manifest: manifest["settings"]["event_subscriptions"].update(request_url="no"),
    ],
)
def test_a_manifest_that_slack_refuses_is_refused(spoil: Callable[[Any], object]) -> None:
    manifest = copy.deepcopy(MANIFEST)
    spoil(manifest)
    with pytest.raises(ValidationError):
        Draft7Validator(SCHEMA).validate(manifest)


def test_the_manifest_names_the_routes_that_there_are() -> None:
    settings, features = MANIFEST["settings"], MANIFEST["features"]
    urls = [
        settings["event_subscriptions"]["request_url"],
        settings["interactivity"]["request_url"],
        *(command["url"] for command in features["slash_commands"]),
    ]
    routes = {route.path for route in slack.routes}  # type: ignore[attr-defined]
    assert {url.removeprefix("https://careerbot.example.org") for url in urls} == routes
    assert set(settings["event_subscriptions"]["bot_events"]) == {"app_mention", "message.im"}
    assert features["app_home"]["messages_tab_read_only_enabled"] is False


def test_the_manifest_lets_the_bot_look_for_its_answer_wherever_it_answers() -> None:
    scopes = set(MANIFEST["oauth_config"]["scopes"]["bot"])
    # Channels, private channels and direct messages, as conversations.replies wants each.
    looks = {"channels:history", "groups:history", "im:history"}
    assert scopes == looks | {"app_mentions:read", "chat:write", "commands"}
