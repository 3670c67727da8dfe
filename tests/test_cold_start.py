"""The way to an answer is short: what it imports is counted, and it needs no network."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

QUESTION = "Do I need a degree?"
HEAVY = (
    "torch sentence_transformers transformers scipy sklearn onnx numba pandas symspellpy "
    "fastapi uvicorn sqlalchemy alembic limits markdown_it rich huggingface_hub httpx requests"
).split()
# Writes what was imported where the process ends, which the command line does in its own way.
SITE = """
import json, os, socket, sys

def said(code, leave=os._exit):
    with open(os.environ["IMPORTED"], "w") as file:
        json.dump(sorted(sys.modules), file)
    leave(code)

def refused(*_, **__):
    print("the network was asked for", file=sys.stderr)
    said(70)

os._exit = said
socket.socket = socket.create_connection = socket.getaddrinfo = refused
"""


def imported(folder: Path, *arguments: str) -> set[str]:
    """Run careerbot without a network, and return the modules that it imported."""
    (folder / "sitecustomize.py").write_text(SITE)
    names = folder / "imported.json"
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join([str(folder), str(Path(__file__).parent.parent)]),
        "IMPORTED": str(names),
    }
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    return set(json.loads(names.read_text()))


@pytest.fixture(scope="module")
def on_the_way(guides_index: Path, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    folder = tmp_path_factory.mktemp("site")
    return imported(folder, "ask", "--index", str(guides_index), QUESTION)


@pytest.mark.parametrize("library", HEAVY)
def test_a_question_is_answered_without(on_the_way: set[str], library: str) -> None:
    assert library not in on_the_way


def test_a_question_is_answered_with_four_libraries(on_the_way: set[str]) -> None:
    assert {"onnxruntime", "tokenizers", "faiss", "numpy"} <= on_the_way


def test_few_modules_are_imported_on_the_way(on_the_way: set[str]) -> None:
    own = {name for name in on_the_way if name.partition(".")[0] in ("bot", "index", "corpus")}
    assert len(own) < 109
    assert len(on_the_way) < 536


@pytest.mark.parametrize(
    "room",
    "bot.web bot.channels bot.database bot.evaluation bot.service bot.api index.build "
    "index.write_contents index.labels index.encoding.export index.encoding.torch corpus.folder "
    "corpus.readers corpus.passages corpus.furniture".split(),
)
def test_a_question_enters_no_room_that_it_does_not_need(on_the_way: set[str], room: str) -> None:
    assert [name for name in on_the_way if f"{name}.".startswith(f"{room}.")] == []


def test_help_needs_no_library(tmp_path: Path) -> None:
    libraries = {"numpy", "onnxruntime", "faiss", "tokenizers", *HEAVY}
    assert not libraries & imported(tmp_path, "--help")


def test_a_network_that_is_asked_for_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(SITE)
    done = subprocess.run(
        [sys.executable, "-c", "import socket; socket.create_connection(('127.0.0.1', 9))"],
        env={**os.environ, "PYTHONPATH": str(tmp_path), "IMPORTED": str(tmp_path / "imported")},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 70
    assert "the network was asked for" in done.stderr
