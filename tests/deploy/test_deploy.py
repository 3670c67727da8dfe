"""What starts careerbot as a service names what there is."""

from __future__ import annotations

import dataclasses
import re
import runpy
import subprocess
import sys
import sysconfig
from configparser import ConfigParser
from pathlib import Path

import pytest
import yaml
from fastapi.testclient import TestClient

from bot.api import create_app
from bot.cli import app
from bot.settings import PREFIX, Settings

ROOT = Path(__file__).resolve().parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
UNIT = ROOT / "deploy" / "careerbot.service"
COMMANDS = {
    each.name or each.callback.__name__ for each in app.registered_commands if each.callback
}


def unit() -> ConfigParser:
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, "utf-8")
    return parser


@pytest.mark.parametrize("path", [ROOT / "Dockerfile", ROOT / "compose.yaml", UNIT])
def test_the_settings_it_names_are_settings(path: Path) -> None:
    known = {PREFIX + each.name.upper() for each in dataclasses.fields(Settings)}
    named = set(
        re.findall(r"^\s*(?:#   |Environment=)?(CAREERBOT_[A-Z_]+)[:=]", path.read_text(), re.M)
    )
    assert named
    assert named <= known


def test_the_image_takes_what_is_there_and_is_let_through() -> None:
    let_through = {
        line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line[0] == "!"
    }
    taken = {
        name
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", DOCKERFILE, re.MULTILINE)
        for name in line.split()
    }
    assert taken == let_through
    assert [name for name in taken if not (ROOT / name).exists()] == []


def test_the_image_runs_as_nobody_in_particular_and_says_how_it_is(guides_index: Path) -> None:
    last = DOCKERFILE.split("\nFROM ")[-1]
    assert re.search(r"^USER (?!root|0)\w+$", last, re.MULTILINE)
    assert last.index("\nUSER ") < last.index("\nENTRYPOINT ")
    (asked,) = re.findall(r"http://127\.0\.0\.1:8000(/\w+)", last)
    with TestClient(create_app(Settings(index=guides_index))) as client:
        assert client.get(asked).status_code == 200
    (command,) = re.findall(r'^CMD \["(\w+)"\]$', last, re.MULTILINE)
    assert command in COMMANDS
    assert "EXPOSE 8000" in last
    assert Settings().port == 8000


def test_compose_lets_it_write_nowhere_but_to_its_volume() -> None:
    composed = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
    service = composed["services"]["careerbot"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["ports"] == ["127.0.0.1:8000:8000"]
    written = [each for each in service["volumes"] if not each.endswith(":ro")]
    assert written == ["data:/data"]
    assert set(composed["volumes"]) == {"data"}


@pytest.mark.parametrize("path", [ROOT / "compose.yaml", ROOT / "deploy" / "compose.yaml"])
def test_compose_takes_every_setting_from_a_file_that_need_not_be_there(path: Path) -> None:
    services = yaml.safe_load(path.read_text("utf-8"))["services"]
    asked = {name: each for name, each in services.items() if name.startswith("careerbot")}
    assert asked
    for each in asked.values():
        assert each["env_file"] == [{"path": "careerbot.env", "required": False}]
        # What is empty there would stand above what the file says.
        assert [
            value for value in each.get("environment", {}).values() if ":-}" in str(value)
        ] == []
    assert "careerbot.env" in (ROOT / ".gitignore").read_text().splitlines()


def test_the_unit_runs_a_command_for_a_user_of_its_own() -> None:
    service = unit()["Service"]
    program, command = service["ExecStart"].split()
    assert Path(program).name == "careerbot"
    assert command in COMMANDS
    assert service["DynamicUser"] == service["NoNewPrivileges"] == "yes"
    assert service["ProtectSystem"] == "strict"


@pytest.mark.parametrize("path", sorted((ROOT / ".github" / "workflows").glob("*.yml")))
def test_a_workflow_names_what_is_there(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text("utf-8"))
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    assert all(("run" in step) != ("uses" in step) for step in steps)
    said = "\n".join(step.get("run", "") for step in steps)
    for command in re.findall(r"careerbot[\"']? (\w+) ", said):
        assert command in COMMANDS | {"bot"}
    for name in re.findall(r"-r (\S+\.txt)|^(\.ci/run)$", said, re.MULTILINE):
        assert (ROOT / "".join(name)).exists()


LOADED = """
import sys
import numpy.testing, onnx.helper, onnxruntime
print(*(getattr(each, "__file__", None) for each in sys.modules.values()), sep="\\n")
print(open("/proc/self/maps").read())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="tells what is loaded by Linux' own list")
def test_what_is_taken_out_of_an_environment_is_not_loaded() -> None:
    program = [sys.executable, "-c", LOADED]
    loaded = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    libraries = Path(sysconfig.get_path("platlib"))
    assert str(libraries / "onnxruntime") in loaded
    for pattern in runpy.run_path(str(ROOT / "deploy" / "trim.py"))["UNUSED"]:
        assert not [path for path in libraries.glob(pattern) if str(path) in loaded]
