"""What the doctor finds, on installations that are well and on ones that aren't."""

from __future__ import annotations

import dataclasses
import os
import shutil
import socket
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from bot.cli import main
from bot.doctor import State, examined
from bot.doctor.exposure import exposure
from bot.doctor.installation import installation
from bot.doctor.kept import kept
from bot.settings import Settings

SECRET = "8f742231b10e8888abcd99yyyzzz85a5"


@pytest.fixture
def settings(guides_index: Path, tmp_path: Path) -> Settings:
    """Those of an installation where all is well."""
    return Settings(index=guides_index, data_dir=tmp_path / "data", port=0)


def states(settings: Settings, about: str) -> list[tuple[State, str]]:
    return [(each.state, each.text) for each in examined(settings) if each.about == about]


def test_an_installation_that_is_well_is_said_to_be(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = list(examined(settings))
    assert [each for each in found if each.state == "wrong"] == []
    said = {each.about for each in found}
    assert {"libraries", "model", "index", "database", "port", "origins"} <= said
    for name, value in settings.environment().items():
        monkeypatch.setenv(name, value)
    assert main(["doctor"]) == 0
    assert all(line[:6] in ("ok    ", "better") for line in capsys.readouterr().out.splitlines())


def test_what_is_wrong_is_an_exit_code(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CAREERBOT_DATA_DIR", str(settings.data_dir))
    assert main(["doctor", "--index", "/no/such/index"]) == 1
    assert "wrong  index: No index in /no/such/index: build one with: careerbot index" in (
        capsys.readouterr().out
    )


def test_an_index_that_was_never_built_is_no_fault(settings: Settings) -> None:
    ((state, said),) = states(dataclasses.replace(settings, index=None), "index")
    assert state == "ok"
    assert "the first question builds" in said


def test_a_damaged_index_is_wrong(settings: Settings, guides_index: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(guides_index, damaged)
    largest = max((path for path in damaged.rglob("*") if path.is_file()), key=os.path.getsize)
    largest.write_bytes(largest.read_bytes()[:-9])
    ((state, said),) = states(dataclasses.replace(settings, index=damaged), "index")
    assert state == "wrong"
    assert "careerbot index" in said


def test_an_old_index_could_be_newer(
    settings: Settings, guides_index: Path, tmp_path: Path
) -> None:
    old = tmp_path / "old"
    shutil.copytree(guides_index, old)
    os.utime(old / "manifest.json", (1e9, 1e9))
    found = states(dataclasses.replace(settings, index=old), "index")
    assert [state for state, _ in found] == ["ok", "better"]
    assert "built 2001-09-09" in found[0][1]


def test_what_another_model_lacks_is_not_said_to_be_in_the_light_set(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def light(name: str) -> str:
        if name == "torch":
            raise PackageNotFoundError(name)
        return version(name)

    monkeypatch.setattr("bot.doctor.installation.version", light)
    assert states(settings, "libraries") == [("ok", "all that the settings need")]
    ((state, said),) = states(dataclasses.replace(settings, model="some/model"), "libraries")
    assert (state, said) == ("wrong", "torch is missing: pip install -c constraints.txt .")


def test_a_model_that_is_none_is_wrong(settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    found = list(installation(dataclasses.replace(settings, model=str(tmp_path / "none"))))
    assert [(each.about, each.state) for each in found][-1] == ("model", "wrong")


def test_a_folder_that_nobody_can_write_to_is_wrong(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    for folder in (Path("/proc/careerbot/data"), Path("/proc"), file, file / "data"):
        ((state, said),) = states(dataclasses.replace(settings, data_dir=folder), "data folder")
        assert state == "wrong"
        assert said.startswith(f"{folder} can't be written to (")
        assert said.endswith("set CAREERBOT_DATA_DIR to one that can")


def test_a_folder_that_can_t_even_be_looked_into_is_wrong(settings: Settings) -> None:
    nowhere = Path("/", "x" * 300)  # no name of a file, which the system says as of one it guards
    found = list(kept(dataclasses.replace(settings, data_dir=nowhere, index=None)))
    wrong = {each.about: each.text for each in found if each.state == "wrong"}
    assert set(wrong) == {"data folder", "kept"}
    assert wrong["kept"].startswith(f"{nowhere}/")
    assert "or set CAREERBOT_DATA_DIR to a folder of this user's" in wrong["kept"]


def test_nothing_is_left_of_what_was_tried_in_a_folder(settings: Settings, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.mkdir()
    for folder in (tmp_path / "one" / "two", there):
        ((state, said),) = states(dataclasses.replace(settings, cache_dir=folder), "cache folder")
        assert (state, said) == ("ok", str(folder))
    assert [each for each in tmp_path.rglob("*") if each.name != "data"] == [there]


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("mysql://host/db", "isn't kept"),
        ("postgresql://me@127.0.0.1:1/db", "can't be used now"),
    ],
)
def test_a_database_that_can_t_be_used_is_wrong(settings: Settings, url: str, said: str) -> None:
    found = [
        each
        for each in kept(dataclasses.replace(settings, database_url=url))
        if each.about == "database"
    ]
    assert [each.state for each in found] == ["wrong"]
    assert said in found[0].text


@pytest.mark.parametrize(
    ("change", "about", "said"),
    [
        ({"articles": Path("/no/such")}, "repairs", "CAREERBOT_ARTICLES=/no/such is no folder"),
        ({"bar": ("hit1=0.5",)}, "bar", "CAREERBOT_BAR_QUESTIONS belong together: set both"),
        (
            {"bar": ("hit7=0.5",), "bar_questions": Path("/no/such")},
            "bar",
            "CAREERBOT_BAR=hit7=0.5: there is no score 'hit7'",
        ),
        (
            {"bar": ("hit1=0.5",), "bar_questions": Path("/no/such")},
            "bar",
            "CAREERBOT_BAR_QUESTIONS=/no/such: can't be read",
        ),
    ],
)
def test_repairs_that_could_not_be_made_are_wrong(
    settings: Settings, change: dict[str, object], about: str, said: str
) -> None:
    ((state, text),) = states(dataclasses.replace(settings, **change), about)
    assert state == "wrong"
    assert said in text


def found_in_exposure(settings: Settings, **change: object) -> dict[str, list[tuple[str, str]]]:
    found: dict[str, list[tuple[str, str]]] = {}
    for each in exposure(dataclasses.replace(settings, **change)):
        found.setdefault(each.about, []).append((each.state, each.text))
    return found


@pytest.mark.parametrize("secret", ["changeme", "changeme-please-now-really", "a" * 32, "xoxb-…"])
def test_a_secret_that_can_be_guessed_is_wrong_and_not_shown(
    settings: Settings, secret: str
) -> None:
    ((state, said),) = found_in_exposure(settings, rocketchat_tokens=(SECRET, secret))["secrets"]
    assert state == "wrong"
    assert "CAREERBOT_ROCKETCHAT_TOKENS" in said
    assert secret not in said


def test_a_token_of_the_owner_s_own_is_made(settings: Settings) -> None:
    ((_, said),) = found_in_exposure(settings, admin_token="a" * 32)["secrets"]
    assert said == "CAREERBOT_ADMIN_TOKEN can be guessed: openssl rand -hex 16 makes one"


def test_a_token_that_the_service_refuses_is_said_once(settings: Settings) -> None:
    found = found_in_exposure(settings, admin_token="abc")
    ((state, said),) = found["service"]
    assert state == "wrong"
    assert said.startswith("CAREERBOT_ADMIN_TOKEN has 3 characters, and can be guessed: ")
    assert "secrets" not in found


def test_a_secret_that_can_t_be_is_nothing_to_say(settings: Settings) -> None:
    assert "secrets" not in found_in_exposure(settings, rocketchat_tokens=(SECRET,))


def test_a_file_with_secrets_is_its_owner_s_alone(settings: Settings, tmp_path: Path) -> None:
    file = tmp_path / "careerbot.toml"
    file.touch(0o644)
    given = {"config": file, "rocketchat_tokens": (SECRET,)}
    ((state, said),) = found_in_exposure(settings, **given)["secrets"]
    assert (state, said) == ("wrong", f"{file} can be read by others: chmod 600 {file}")
    file.chmod(0o600)
    assert "secrets" not in found_in_exposure(settings, **given)


def test_a_port_that_is_taken_is_wrong(settings: Settings) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        taken.settimeout(5)
        port = taken.getsockname()[1]
        ((state, said),) = found_in_exposure(settings, port=port)["port"]
    assert state == "wrong"
    assert f"127.0.0.1:{port} (" in said


def test_origins_and_limits_that_let_anybody_in_could_be_better(settings: Settings) -> None:
    found = found_in_exposure(
        settings, host="0.0.0.0", cors_origins=("*",), rate_limit="off", workers=2
    )
    assert [state for state, _ in found["origins"]] == ["better"]
    assert [state for state, _ in found["limits"]] == ["better"]
    assert [state for state, _ in found["proxies"]] == ["better"]
    found = found_in_exposure(settings, cors_origins=("http://a.example", "http://localhost:3000"))
    assert [state for state, _ in found["origins"]] == ["ok", "better"]
    assert "localhost" not in found["origins"][1][1]
    assert "limits" not in found


def test_pages_that_may_ask_and_have_no_key_are_told_of(settings: Settings) -> None:
    keys = {"api_keys": (f"intranet:{'0' * 64}",)}
    found = found_in_exposure(settings, cors_origins=("https://a.example",), **keys)
    assert [state for state, _ in found["origins"]] == ["ok", "better"]
    assert "CAREERBOT_API_KEYS" in found["origins"][1][1]
    assert [state for state, _ in found_in_exposure(settings, **keys)["origins"]] == ["ok"]


def test_origins_that_are_none_are_wrong(settings: Settings) -> None:
    found = found_in_exposure(settings, cors_origins=("www.example.org",))
    ((state, said),) = found["service"]
    assert state == "wrong"
    assert "CAREERBOT_CORS_ORIGINS" in said
    assert "origins" not in found


def test_what_is_handed_on_should_not_be_read_on_the_way(settings: Settings) -> None:
    way = {"handoff_secret": SECRET, "handoff_url": "http://desk.example.org/"}
    ((state, said),) = found_in_exposure(settings, **way)["handoff"]
    assert state == "better"
    assert "https://" in said
    assert "handoff" not in found_in_exposure(settings, **way, handoff_private=True)
