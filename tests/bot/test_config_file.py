"""A file of settings: its names are the settings', and the environment stands above it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.config_file import ConfigFileError
from bot.settings import PREFIX, Settings, SettingsError


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to stand in, of a user without any settings."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    for name in ("PORT", "HOST", "WORKERS", "CONFIG"):
        monkeypatch.delenv(PREFIX + name, raising=False)
    return tmp_path


def test_a_byte_order_mark_is_passed_over(here: Path) -> None:
    (here / "careerbot.toml").write_text("port = 9000\n", "utf-8-sig")
    assert Settings.read().port == 9000


def test_every_kind_of_value_is_read(here: Path) -> None:
    (here / "careerbot.toml").write_text(
        'port = 9000\naccess_log = true\nunsure_threshold = 0.1\nhost = "0.0.0.0"\n'
        'cors_origins = ["https://a.example", "https://b.example"]\n'
    )
    settings = Settings.read()
    assert (settings.port, settings.access_log, settings.unsure_threshold) == (9000, True, 0.1)
    assert settings.cors_origins == ("https://a.example", "https://b.example")
    assert settings.config == here / "careerbot.toml"


def test_the_environment_stands_above_it_and_the_command_line_above_both(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (here / "careerbot.toml").write_text('port = 1\nworkers = 1\nhost = "file"\n')
    monkeypatch.setenv("CAREERBOT_PORT", "2")
    monkeypatch.setenv("CAREERBOT_WORKERS", "2")
    settings, origins = Settings.traced(workers=3)
    assert (settings.host, settings.port, settings.workers) == ("file", 2, 3)
    assert [origins[name] for name in ("host", "port", "workers", "model")] == [
        "file",
        "environment",
        "command line",
        "default",
    ]


def test_the_one_that_is_named_is_read_then_the_one_here_then_the_user_s(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = here / "own" / "careerbot"
    own.mkdir(parents=True)
    (own / "careerbot.toml").write_text("port = 1\n")
    assert Settings.read().port == 1
    (here / "careerbot.toml").write_text("port = 2\n")
    assert Settings.read().port == 2
    (here / "other.toml").write_text("port = 3\n")
    monkeypatch.setenv("CAREERBOT_CONFIG", "other.toml")
    assert Settings.read().port == 3


def test_a_folder_in_it_is_one_beside_it(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "there").mkdir()
    (here / "there" / "some.toml").write_text('index = "index"\ncache_dir = "/cache"\n')
    monkeypatch.setenv("CAREERBOT_CONFIG", str(here / "there" / "some.toml"))
    settings = Settings.read()
    assert settings.index == here / "there" / "index"
    assert settings.cache_dir == Path("/cache")


def test_another_process_reads_the_same(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (here / "careerbot.toml").write_text('port = 9000\ncors_origins = ["https://a.example"]\n')
    settings = Settings.read(workers=2)
    for variable, value in settings.environment().items():
        monkeypatch.setenv(variable, value)
    (here / "elsewhere").mkdir()
    monkeypatch.chdir(here / "elsewhere")
    assert Settings.read() == settings


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("prot = 1", "careerbot.toml: prot is no setting: did you mean port?"),
        ('config = "x"', "careerbot.toml: config is no setting"),
        ("port = 70000", "careerbot.toml: port = 70000: give 65535 or less"),
        ('port = "eight"', "careerbot.toml: port = 'eight': give a whole number from 0"),
        ("host = 5", "careerbot.toml: host = 5: give a text"),
        ("slack_bot_token = 5", "careerbot.toml: slack_bot_token = …: give a text"),
    ],
)
def test_what_can_t_be_used_is_one_line_that_names_the_file(
    here: Path, text: str, said: str
) -> None:
    (here / "careerbot.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert str(caught.value).startswith(f"{here}/{said}")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["port = ", "[port]\na = 1", "port = 1979-05-27", "port = [1]"])
def test_a_file_that_is_none_is_one_line(here: Path, text: str) -> None:
    (here / "careerbot.toml").write_text(text)
    with pytest.raises(ConfigFileError) as caught:
        Settings.read()
    assert str(caught.value).startswith(f"{here}/careerbot.toml: ")
    assert "\n" not in str(caught.value)


def test_one_that_is_named_must_be_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERBOT_CONFIG", "/no/such.toml")
    said = r"^CAREERBOT_CONFIG=/no/such\.toml: the settings can't be read: No such"
    with pytest.raises(ConfigFileError, match=said):
        Settings.read()


@contextmanager
def as_another_user() -> Iterator[None]:
    """Have the rights of one who may go into no other user's folders, whoever runs the tests."""
    if os.geteuid():
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_home_folder_of_another_user_s_is_one_line_with_the_way_out(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = here / "closed"
    closed.mkdir(mode=0o000)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(closed / ".config"))
    monkeypatch.chdir("/")  # which everybody can read
    with as_another_user(), pytest.raises(ConfigFileError) as caught:
        Settings.read()
    assert str(caught.value) == (
        f"{closed}/.config/careerbot/careerbot.toml: whether it is there can't be seen "
        "(Permission denied): set HOME to this user's own folder, "
        "or set CAREERBOT_CONFIG to a file that can be read"
    )


def test_a_folder_to_stand_in_of_another_user_s_is_one_line_with_the_way_out(
    here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = here / "closed"
    closed.mkdir()
    monkeypatch.chdir(closed)
    closed.chmod(0o000)
    with as_another_user(), pytest.raises(ConfigFileError, match="go to a folder that this user"):
        Settings.read()
