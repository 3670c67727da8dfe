"""The channels cost nothing where they aren't used, and never share a secret."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.settings import Settings

ROOT = Path(__file__).resolve().parents[3]


def modules_after(code: str, index: Path, **environment: str) -> set[str]:
    """Return the modules that a new process has imported after some code."""
    ended = subprocess.run(
        [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={**os.environ, "CAREERBOT_INDEX": str(index), **environment},
    )
    return set(ended.stdout.splitlines()[-1].split())


def test_a_question_on_the_command_line_imports_no_channel(guides_index: Path) -> None:
    code = "from bot.cli import main; sys.argv[1:] = ['ask', 'What does a nurse earn?']"
    run = f"{code}\ntry:\n    main()\nexcept SystemExit:\n    pass"
    found = modules_after(run, guides_index)
    assert "bot.answering.answerer" in found
    assert not [name for name in found if name.startswith(("bot.channels", "slack", "aiohttp"))]


def test_a_service_without_slack_imports_no_slack(guides_index: Path) -> None:
    found = modules_after("from bot.api import create_app; create_app()", guides_index)
    assert "bot.channels.responder" in found
    assert not [name for name in found if name.startswith(("slack_sdk", "aiohttp"))]
    with_slack = {"CAREERBOT_SLACK_SIGNING_SECRET": "s", "CAREERBOT_SLACK_BOT_TOKEN": "t"}
    code = "from bot.api import create_app; create_app()"
    assert "slack_sdk" in modules_after(code, guides_index, **with_slack)


@pytest.mark.parametrize(
    "name",
    ["slack_signing_secret", "slack_bot_token", "mattermost_outgoing_tokens", "rocketchat_tokens"],
)
def test_no_secret_shows_in_the_settings(name: str) -> None:
    value = ("hidden",) if name.endswith("tokens") else "hidden"
    settings = Settings(**{name: value})  # type: ignore[arg-type]
    assert "hidden" not in repr(settings)
    assert "hidden" in settings.environment()[f"CAREERBOT_{name.upper()}"]
