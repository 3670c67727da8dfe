import dataclasses
import os
import subprocess
import sys
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from annotated_doc import Doc

from bot.answering.confidence import calibration
from bot.settings import PREFIX, Settings, SettingsError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(autouse=True)
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in os.environ:
        if variable.startswith(PREFIX):
            monkeypatch.delenv(variable)


def test_nothing_said_gives_the_defaults(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    settings = Settings.read()
    assert settings == Settings()
    assert settings.index_folder == tmp_path / "careerbot" / "index"


def test_what_is_given_stands_above_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERBOT_PORT", "9000")
    monkeypatch.setenv("CAREERBOT_WORKERS", "2")
    monkeypatch.setenv("CAREERBOT_INDEX", "/there")
    settings = Settings.read(port=9100, index=None)
    assert (settings.port, settings.workers, settings.index) == (9100, 2, Path("/there"))


@pytest.mark.parametrize("more", [{}, {"CAREERBOT_PORT": "9000"}])
def test_folders_are_the_same_with_and_without_pydantic(
    more: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in {
        "CAREERBOT_INDEX": "~/index",
        "CAREERBOT_CACHE_DIR": "",
        "CAREERBOT_MODEL": "a/model",
        **more,
    }.items():
        monkeypatch.setenv(variable, value)
    settings = Settings.read()
    assert settings.index == Path.home() / "index"
    assert settings.cache_dir == Settings().cache_dir, "an empty variable is as good as none"
    assert settings.model == "a/model"


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        (
            "CAREERBOT_PORT",
            "eight",
            "CAREERBOT_PORT='eight': give a whole number from 0 to 65535",
        ),
        ("CAREERBOT_PORT", "65536", "CAREERBOT_PORT='65536': give 65535 or less"),
        ("CAREERBOT_LOG_LEVEL", "Loud", "CAREERBOT_LOG_LEVEL='Loud': give 'debug', 'info', "),
        ("CAREERBOT_METRICS", "maybe", "CAREERBOT_METRICS='maybe': give true or false"),
        ("CAREERBOT_UNSURE_THRESHOLD", "2", "CAREERBOT_UNSURE_THRESHOLD='2': give 1.0 or less"),
        (
            "CAREERBOT_UNSURE_THRESHOLD",
            "some",
            "CAREERBOT_UNSURE_THRESHOLD='some': give a number from 0 to 1",
        ),
        (
            "CAREERBOT_DATA_DIR",
            "~nosuch/x",
            "CAREERBOT_DATA_DIR='~nosuch/x' begins in a home folder",
        ),
        (
            "CAREERBOT_SLACK_HOOKS_URL",
            "http://[::1",
            "CAREERBOT_SLACK_HOOKS_URL='http://[::1' is no",
        ),
        (
            "CAREERBOT_SLACK_HOOKS_URL",
            "127.0.0.1:80",
            "CAREERBOT_SLACK_HOOKS_URL='127.0.0.1:80' is",
        ),
        (
            "CAREERBOT_SLACK_HOOKS_URL",
            "hooks.slack.com",
            "CAREERBOT_SLACK_HOOKS_URL='hooks.slack.c",
        ),
        ("CAREERBOT_SLACK_HOOKS_URL", "https://", "CAREERBOT_SLACK_HOOKS_URL='https://' is no web"),
        (
            "CAREERBOT_SLACK_HOOKS_URL",
            "https://h:x",
            "CAREERBOT_SLACK_HOOKS_URL='https://h:x' is no",
        ),
        (
            "CAREERBOT_SLACK_HOOKS_URL",
            "https://H.com",
            "CAREERBOT_SLACK_HOOKS_URL='https://H.com' is",
        ),
        ("CAREERBOT_SLACK_API_URL", "nonsense", "CAREERBOT_SLACK_API_URL='nonsense' is no web"),
        (
            "CAREERBOT_SLACK_API_URL",
            "https://a b",
            "CAREERBOT_SLACK_API_URL='https://a b' is no web",
        ),
        ("CAREERBOT_INDXE", "x", "CAREERBOT_INDXE is no setting: did you mean CAREERBOT_INDEX?"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_line(
    variable: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert str(caught.value).startswith(said)
    assert "\n" not in str(caught.value)


def test_one_of_some_words_is_taken_in_capitals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CAREERBOT_LOG_LEVEL", "INFO")
    assert Settings.read(log_format="Json") == Settings(log_level="info", log_format="json")


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("REPORT_SLACK_URL", "b3k7", "is no web address: give one such as https://hooks.slack"),
        ("REPORT_SLACK_URL", "ftp://b3k7/x", "is no web address"),
        ("REPORT_SLACK_URL", "https://h/b3k7 x", "is no web address"),
        ("SMTP_URL", "b3k7", "is no mail server: give one such as smtp://USER"),
        ("SMTP_URL", "https://me:b3k7@mail.example.org", "is no mail server"),
        ("SMTP_URL", "smtp://me:b3k7@", "is no mail server"),
        ("SMTP_URL", "smtp://me:b3k7@mail.example.org:mail", "is no mail server"),
        ("SMTP_URL", "smtp://me:b3k7@mail.example.org:99999", "is no mail server"),
        ("SMTP_URL", "smtp://me:b3k7/9@mail.example.org", "is no mail server"),
        ("SMTP_URL", "smtp://[::1:b3k7", "is no mail server"),
    ],
)
def test_where_a_report_goes_is_checked_and_its_secret_isn_t_shown(
    variable: str, value: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PREFIX + variable, value)
    with pytest.raises(SettingsError) as caught:
        Settings.read()
    assert str(caught.value).startswith(f"{PREFIX}{variable}=… {said}")
    assert "b3k7" not in str(caught.value)


@pytest.mark.parametrize(
    "line", ["foo", "desk@", "@example.org", "a b@example.org", "<x@y", "a@b;c@d"]
)
def test_who_no_report_could_be_mailed_to_is_refused(
    line: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CAREERBOT_REPORT_MAIL", f"desk@example.org,{line}")
    with pytest.raises(SettingsError, match="is no mail address: give one such as") as caught:
        Settings.read()
    assert str(caught.value).startswith(f"CAREERBOT_REPORT_MAIL={line!r}")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("REPORT_SLACK_URL", "https://Hooks.slack.com/services/T0/B0/Xy"),
        ("REPORT_SLACK_URL", "http://127.0.0.1:8065/hooks/x"),
        ("SMTP_URL", "smtp://mail"),
        ("SMTP_URL", "smtps://me%40example.org:p%2Fw@mail.example.org:465"),
        ("REPORT_MAIL", "Careers desk <desk@example.org>, ö@example.org, root@localhost"),
    ],
)
def test_where_a_report_can_go_is_taken(
    variable: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PREFIX + variable, value)
    assert getattr(Settings.read(), variable.lower())


def test_thresholds_that_cross_are_refused() -> None:
    with pytest.raises(SettingsError, match=r"UNSURE_THRESHOLD=0\.8 is above"):
        Settings.read(answered_threshold=0.5, unsure_threshold=0.8)


def test_a_threshold_that_crosses_the_calibrated_one_is_refused() -> None:
    fitted = calibration().answered
    with pytest.raises(SettingsError, match=rf"UNSURE_THRESHOLD=0\.995 is above .*, {fitted}: "):
        Settings.read(unsure_threshold=0.995)
    assert Settings.read(unsure_threshold=fitted).unsure_threshold == fitted
    assert Settings.read(unsure_threshold=0.995, answered_threshold=1).unsure_threshold == 0.995


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080", "https://hooks.slack.com/", "http://[::1]"]
)
def test_an_address_that_requests_can_go_to_is_taken(url: str) -> None:
    assert Settings.read(slack_hooks_url=url, slack_api_url=url).slack_hooks_url == url


def test_another_process_reads_the_same_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(
        index=Path("/some where"), port=0, answered_threshold=0.25, access_log=True, workers=3
    )
    for variable, value in settings.environment().items():
        monkeypatch.setenv(variable, value)
    assert Settings.read() == settings


def test_every_setting_has_a_description() -> None:
    kinds = get_type_hints(Settings, include_extras=True)
    for each in dataclasses.fields(Settings):
        docs = [part for part in get_args(kinds[each.name]) if isinstance(part, Doc)]
        assert docs, f"{each.name} has no description"
        assert docs[0].documentation.endswith(".")


def test_a_command_without_settings_to_validate_does_without_pydantic() -> None:
    code = (
        "import sys; from bot.settings import Settings; Settings.read(index='x');"
        "assert 'pydantic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT, env={"PATH": ""})


def test_a_user_without_a_home_is_told_what_to_set(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "CAREERBOT_DATA_DIR"):
        monkeypatch.delenv(name, raising=False)
    for name in ("DATA_DIR", "CACHE_DIR"):
        with pytest.raises(SettingsError, match=f"no home folder, and CAREERBOT_{name} is not set"):
            Settings.read()
        monkeypatch.setenv(f"CAREERBOT_{name}", str(tmp_path))
    assert Settings.read().cache_dir == tmp_path
