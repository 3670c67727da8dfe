"""`careerbot config` prints what is in force, and no secret."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from bot.cli import main
from bot.settings import Settings


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    monkeypatch.delenv("CAREERBOT_PORT", raising=False)
    return tmp_path


def test_it_prints_every_setting_and_where_it_is_from(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "careerbot.toml").write_text('cors_origins = ["https://a.example"]\n')
    monkeypatch.setenv("CAREERBOT_PORT", "9000")
    assert main(["config"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == f"# {here / 'careerbot.toml'}"
    assert 'cors_origins = ["https://a.example"]  # file' in lines
    assert "port = 9000  # environment" in lines
    assert "workers = 1  # default" in lines
    assert "# model is unset" in lines
    assert len(lines) == len(Settings.__dataclass_fields__)


def test_what_it_prints_is_a_file_of_settings_that_says_the_same(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAREERBOT_CONTACT", 'Ask "Jo" \\ at https://example.org/é')
    before = Settings.read()
    assert main(["config"]) == 0
    printed = capsys.readouterr().out
    assert tomllib.loads(printed)["contact"] == before.contact
    monkeypatch.delenv("CAREERBOT_CONTACT")
    (here / "careerbot.toml").write_text(printed)
    settings, origins = Settings.traced()
    assert settings.contact == before.contact
    assert settings.port == before.port
    assert origins["port"] == "file"


def test_it_says_what_the_service_refuses(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["config"]) == 0
    assert "refuses" not in capsys.readouterr().out
    for name, value in (("RATE_LIMIT", "lots"), ("CORS_ORIGINS", "www.example.org")):
        monkeypatch.setenv(f"CAREERBOT_{name}", value)
        assert main(["config"]) == 0
        printed = capsys.readouterr().out
        assert f"# careerbot serve refuses them: CAREERBOT_{name}='{value}'" in printed
        assert name.lower() in tomllib.loads(printed)
        monkeypatch.delenv(f"CAREERBOT_{name}")


def test_it_prints_no_secret(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (here / "careerbot.toml").write_text('slack_bot_token = "xoxb-a-secret"\n')
    monkeypatch.setenv("CAREERBOT_DATABASE_URL", "postgresql://me:a-secret@host/db")
    assert main(["config"]) == 0
    printed = capsys.readouterr().out
    assert "a-secret" not in printed
    assert "# slack_bot_token is set, and secret  # file" in printed
    assert "# database_url is set, and secret  # environment" in printed
