"""`careerbot diff`: what another index would answer otherwise, before it answers."""

from __future__ import annotations

import asyncio
import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli import main
from bot.database.engine import Database
from bot.database.tables import FeedbackRow, KeptQuestionRow
from bot.settings import Settings
from index.load import FolderIndex

BAKER = """# Baker

## Frequently asked questions

### When does a baker start work?

A baker starts work at four in the morning.

### What does a baker wear?

A baker wears white.
"""


@pytest.fixture
def articles(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """Articles that have changed since they were indexed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "baker.md").write_text(BAKER, "utf-8")
    assert main(["index", str(folder), "--index", str(tmp_path / "index")]) == 0
    (folder / "baker.md").write_text(BAKER.replace("four", "five"), "utf-8")
    capsys.readouterr()
    return folder


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["diff", *arguments])
    return code, capsys.readouterr().out


def test_the_questions_of_the_articles_are_asked_of_both(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = tmp_path / "index"
    version = FolderIndex.open(index).version
    code, out = run(capsys, str(articles), "--index", str(index))
    lines = out.splitlines()
    assert (code, lines[0]) == (0, f"In the place of index {version} of 1 article (baker)")
    assert lines[2:] == [
        "1 of 2 questions get another answer:",
        "- When does a baker start work? (FAQ of baker)",
        "  before: answered, baker: A baker starts work at four in the morning.",
        "  after:  answered, baker: A baker starts work at five in the morning.",
    ]
    assert FolderIndex.open(index).version == version
    code, out = run(capsys, str(articles), "--index", str(index), "--publish")
    assert (code, "1 of 2" in out) == (0, True)
    assert FolderIndex.open(index).version != version
    assert run(capsys, str(articles), "--index", str(index))[1].splitlines() == [
        f"The same as before: index {FolderIndex.open(index).version} of 1 article",
        "0 of 2 questions get another answer.",
    ]
    assert main(["rollback", "--index", str(index)]) == 0
    assert FolderIndex.open(index).version == version


def test_what_could_not_be_read_is_said(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (articles / "cook.docx").write_bytes(b"PK\x03\x04 and no more")
    assert main(["diff", str(articles), "--index", str(tmp_path / "index"), "--json"]) == 0
    said = capsys.readouterr()
    assert json.loads(said.out)["asked"] == 2
    assert said.err.startswith(f"Skipped, or read in part:\n- {articles / 'cook.docx'}: ")


def test_files_of_questions_and_what_people_asked(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        FeedbackRow(answer_id="1", question="When do bakers begin to work?"),
        FeedbackRow(answer_id="2", helpful=True),
        KeptQuestionRow(
            answer_id="3",
            question="what does a baker wear",
            status="answered",
            confidence=1.0,
            asked_at=datetime(2020, 1, 1, tzinfo=UTC),
        ),
    ]
    database = Database(Settings.read())
    asyncio.run(database.run(lambda session: session.add_all(rows)))
    database.close()
    sets = tmp_path / "questions.jsonl"
    sets.write_text(
        '{"q": "At what hour do bakers start?", "gold": ["four"], "article": "baker"}\n'
        '{"q": "What does a cook earn?", "kind": "near", "article": "cook"}\n',
        "utf-8",
    )
    arguments = (str(articles), "--index", str(tmp_path / "index"))
    code, out = run(capsys, *arguments, "--questions", str(sets), "--json")
    found = json.loads(out)
    assert (code, found["asked"]) == (0, 5)
    assert [(each["question"], each["place"]) for each in found["differences"]] == [
        ("At what hour do bakers start?", f"{sets}:1"),
        ("When does a baker start work?", "FAQ of baker"),
        ("When do bakers begin to work?", "asked"),
    ]
    first = found["differences"][0]
    assert ("four" in first["before"]["answer"], "five" in first["after"]["answer"]) == (True, True)
    assert json.loads(run(capsys, *arguments, "--asked", "0", "--json")[1])["asked"] == 2


def test_what_is_wrong_is_one_line_and_changes_nothing(
    articles: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diff", str(articles), "--index", str(tmp_path / "none")]) == 1
    assert "careerbot index ARTICLES…" in capsys.readouterr().err
    sets = tmp_path / "questions.jsonl"
    sets.write_text('{"gold": ["four"]}\n', "utf-8")
    arguments = ["diff", str(articles), "--index", str(tmp_path / "index")]
    assert main([*arguments, "--questions", str(sets), "--publish"]) == 2
    said = capsys.readouterr()
    assert (said.out, said.err.count("\n")) == ("", 1)
    assert '"q" is missing' in said.err
    assert "starts work at four" in FolderIndex.open(tmp_path / "index").passage_at(0).text
