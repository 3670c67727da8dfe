"""What was voted up and repaired becomes a question set."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main
from bot.database.tables import FeedbackRow
from bot.open_index import open_answerer
from bot.settings import Settings
from tests.bot.commands.test_inbox import in_both, own, passage, run
from tests.bot.learning.asked_rows import keep, kept

__all__ = ["own"]


@in_both
@pytest.mark.usefixtures("own")
def test_the_bar_is_made_of_what_was_voted_up_and_repaired(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    index = open_answerer(Settings.read()).index
    paid = next(each for each in map(index.passage_at, range(len(index))) if "Sat" in each.text)
    answered = {"status": "answered", "passage": paid.id}
    keep(
        Settings.read(),
        kept("u-1", "Is there work on saturdays", **answered),
        kept("u-2", "Is there work on Saturdays?", **answered),
        kept("u-3", "mail [e-mail] on saturdays", **answered),
        kept("u-4", "gone?", status="answered", passage="0" * 16),
        *(FeedbackRow(answer_id=f"u-{n}", helpful=True) for n in range(1, 5)),
    )
    set_file = tmp_path / "set.jsonl"
    command = ["eval", "--from-feedback", "--save", str(set_file), "--json"]
    assert main(command) == 0
    assert asked(set_file) == ["Is there work on saturdays"]
    published = run(capsys, "1", "--passage", passage(capsys), "--publish")
    assert main([*command, "--fail-under", "hit1=1"]) == 0
    assert asked(set_file) == ["zqx money", "Is there work on saturdays"]
    assert main(["eval", str(set_file), "--fail-under", "hit1=1"]) == 0
    run(capsys, "--undo", published.split("--undo ")[1].split()[0])
    assert main(command) == 0
    assert asked(set_file) == ["Is there work on saturdays"]


def asked(file: Path) -> list[str]:
    return [json.loads(line)["q"] for line in file.read_text().splitlines()]


def test_without_any_it_says_so(guides_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["eval", "--from-feedback", "--index", str(guides_index)]) == 2
    assert "nothing was voted up or repaired yet" in capsys.readouterr().err
    assert main(["eval", "--index", str(guides_index)]) == 2
    assert "name a question set, or --from-feedback" in capsys.readouterr().err
