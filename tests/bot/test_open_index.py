"""The index that answers, as the settings say."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bot.open_index import open_answerer, threads
from bot.settings import Settings
from index.build import build
from index.encoding.onnx import cores
from tests.model_cache import MODEL_CACHE


def test_an_index_answers_wherever_it_is_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    article = tmp_path / "baker.md"
    article.write_text(
        "# How to become a baker\n\n## Frequently asked questions\n\n"
        "### What does a baker earn?\n\nThe median wage of a baker is $36,650 a year.\n",
        "utf-8",
    )
    build([article], tmp_path / "built", cache=MODEL_CACHE)
    shutil.move(tmp_path / "built", tmp_path / "index")
    monkeypatch.setenv("CAREERBOT_CACHE_DIR", str(tmp_path / "cache"))
    answers = open_answerer(Settings.read(index=tmp_path / "index"))
    answer = answers.answer("What does a baker earn?")
    assert answer.answer == "The median wage of a baker is $36,650 a year."
    assert not (tmp_path / "cache").exists()


def test_workers_divide_the_cores_among_them() -> None:
    assert threads(Settings(workers=1)) is None
    assert threads(Settings(workers=64)) == max(1, cores() // 64)
    assert threads(Settings(workers=2)) == max(1, cores() // 2)
    assert threads(Settings(workers=64, threads=3)) == 3
