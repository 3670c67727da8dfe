from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from bot.cli import main
from bot.open_index import open_answerer
from bot.settings import Settings
from index.build import build
from index.extras import to_install

if TYPE_CHECKING:
    from tests.conftest import Asked

ROOT = Path(__file__).resolve().parents[3]
ARTICLE = """\
---
title: Working as a baker
---

# Working as a baker

## Frequently asked questions

### When does a baker start work?

Most start between two and four in the morning [1]. The ovens need an hour to heat.

### What does a baker earn?

The median wage of a baker is $36,650 a year.

### Is there a certificate for bakers?

The guild offers a certificate of **bread baking** after a practical exam.

## Tools

- A dough scraper divides the dough.
- A lame scores the loaves before they go into the oven.
"""
QUESTIONS = [
    {"q": "When does a baker start work?", "gold": ["between two and four"]},
    {"q": "what is a baker's wage", "gold": ["$36,650"]},
    {"q": "What is a lame for?", "gold": ["scores the loaves"]},
    {"q": "What does a baker earn?", "gold": ["between two and four"]},  # the set is wrong
    {"q": "what is a baker paid", "gold": ["no such words"]},
]
UNANSWERABLE = [
    {"q": "How tall is Mount Everest?", "kind": "far"},
    {"q": "asdf qwer", "kind": "noise"},
    {"q": "What does a pilot in Norway earn?", "kind": "near"},
]
FOLLOW_UPS = [
    {"q": "and how much do they earn?", "history": ["What is a baker?"], "gold": ["$36,650"]}
]


def lines(path: Path, rows: list[dict[str, Any]]) -> str:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return str(path)


@pytest.fixture(scope="session")
def baker_index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("baker")
    (folder / "baker.md").write_text(ARTICLE, "utf-8")
    build([folder / "baker.md"], folder / "index", cache=Settings.read().cache_dir)
    return folder / "index"


@pytest.fixture
def arguments(baker_index: Path, tmp_path: Path) -> list[str]:
    questions = lines(tmp_path / "questions.jsonl", QUESTIONS)
    unanswerable = lines(tmp_path / "unanswerable.jsonl", UNANSWERABLE)
    follow_ups = lines(tmp_path / "follow_ups.jsonl", FOLLOW_UPS)
    sets = [questions, "--unanswerable", unanswerable, "--follow-ups", follow_ups]
    return ["eval", *sets, "--index", str(baker_index)]


def evaluated(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    assert main([*arguments, "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    found: dict[str, Any] = json.loads(said.out)
    return found


def test_json_is_the_report_and_nothing_else(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    found = evaluated(arguments, capsys)
    assert found["questions"] == {
        "answerable": 5, "far": 1, "noise": 1, "near": 1, "follow_ups": 1,
    }  # fmt: skip
    assert found["scores"]["hit1"] == pytest.approx(3 / 5)
    assert found["scores"]["citations"] == 1
    assert found["scores"]["refused_far"] == 1
    assert found["scores"]["follow_ups"] == 1
    assert all(value is not None for value in found["scores"].values())
    wrong_gold, nowhere = found["misses"]
    assert wrong_gold["question"] == "What does a baker earn?"
    assert wrong_gold["place"].endswith("questions.jsonl:4")
    assert wrong_gold["status"] == "answered"
    assert wrong_gold["wanted"]["text"].startswith(
        "Most start between two and four in the morning."
    )
    assert wrong_gold["given"]["place"] == "Frequently asked questions › What does a baker earn?"
    assert wrong_gold["given"]["text"] == "The median wage of a baker is $36,650 a year."
    assert wrong_gold["rank"] in (2, 3, 4, 5)
    assert nowhere["wanted"] is None
    assert found["nowhere"] == [nowhere["place"]]
    assert found["uncited"] == []
    marked = {row["threshold"] for row in found["trade_off"]}
    assert set(found["thresholds"].values()) <= marked
    shares = [row["answered"] for row in found["trade_off"]]
    assert shares == sorted(shares, reverse=True)


def test_the_report_is_plain_text_where_no_terminal_is(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 0
    said = capsys.readouterr().out
    assert "\x1b" not in said
    assert said.startswith("Scores (5 answerable, 1 far, 1 noise, 1 near, 1 follow-ups)\n")
    assert "\nhit1          0.600  the answer is right\n" in said
    assert "- question: What does a baker earn?\n    (questions.jsonl:4)\n  wanted: " in said
    assert "given: Frequently asked questions › What does a baker earn?\n    The median" in said
    assert "No passage has what these want: look at the set\n- place: " in said


def test_pairs_that_are_confused_several_times_are_named(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [QUESTIONS[3], {"q": "what do bakers earn", "gold": ["between two and four"]}]
    arguments[1] = lines(tmp_path / "wrong.jsonl", rows)
    (pair,) = evaluated(arguments, capsys)["confused"]
    assert pair["times"] == 2
    assert pair["wanted"]["place"].endswith("When does a baker start work?")
    assert pair["given"]["place"].endswith("What does a baker earn?")
    assert main(arguments) == 0
    assert "Confused more than once\n- times: 2\n" in capsys.readouterr().out


def test_the_exit_code_says_whether_a_bar_is_reached(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, "--fail-under", "hit1=0.6", "--fail-under", "length=600"]) == 0
    assert capsys.readouterr().err == ""
    bars = ["--fail-under", "hit1=0.9", "--fail-under", "length=5", "--fail-under", "mrr=0"]
    assert main([*arguments, "--json", *bars]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["scores"]["hit1"] == pytest.approx(0.6)
    first, second = said.err.splitlines()
    assert first == "careerbot: hit1 is 0.6, under the bar of 0.9"
    assert second.startswith("careerbot: length is ")
    assert second.endswith(", over the bar of 5")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["--fail-under", "hit2=0.9"], "no score 'hit2': lead1, hit1, hit3"),
        (["--fail-under", "hit1"], "'' is no number: hit1=0.9"),
        (["--fail-under", "hit1=high"], "'high' is no number"),
        (["--fail-under", "hit1=90"], "hit1 is between 0 and 1"),
        (["--fail-under", "hit1=nan"], "hit1 is between 0 and 1"),
        (["--unanswerable", "nowhere.jsonl"], "nowhere.jsonl: can't be read"),
        (["--follow-ups", "nowhere.jsonl"], "nowhere.jsonl: can't be read"),
        (["--jsn"], "--jsn"),
    ],
)
def test_wrong_use_is_one_line_and_exit_code_2(
    arguments: list[str], given: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([*arguments, *given]) == 2
    output = capsys.readouterr()
    assert output.out == ""
    assert output.err.startswith("careerbot: ")
    assert output.err.count("\n") == 1
    assert said in output.err


def test_a_bar_for_what_is_not_measured_is_wrong_use(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    without = [arguments[0], arguments[1], *arguments[-2:]]
    assert main([*without, "--fail-under", "auroc=0.9"]) == 2
    assert "auroc=0.9 needs --unanswerable" in capsys.readouterr().err


def test_a_line_that_is_no_question_is_named(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "questions.jsonl"
    path.write_text(path.read_text() + "{oops\n")
    assert main(arguments) == 2
    assert f"{path}:6: no JSON" in capsys.readouterr().err


def test_an_article_that_the_index_has_not_is_named(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments[1] = lines(tmp_path / "of.jsonl", [{**QUESTIONS[0], "article": "bakery"}])
    assert main(arguments) == 2
    assert "of.jsonl:1: the index has no article 'bakery': it has baker" in capsys.readouterr().err


def test_figures_are_drawn_where_they_are_asked_for(
    arguments: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "figures" / "new"
    assert main([*arguments, "--json", "--plots", str(folder)]) == 0
    said = capsys.readouterr()
    json.loads(said.out)
    for name in ("reliability.png", "answered-right.png"):
        assert (folder / name).read_bytes().startswith(b"\x89PNG")
        assert f"Drawn: {folder / name}" in said.err
    assert main([*arguments, "--plots", str(tmp_path / "questions.jsonl")]) == 2
    assert "--plots" in capsys.readouterr().err


def without(library: str, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run the command where a library isn't installed; it says so where it was imported."""
    code = (
        f"import sys; sys.modules[{library!r}] = None; from bot.cli import main;"
        f"code = main({arguments!r}); sys.exit(code)"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "PYTHONWARNINGS": "error"},
        check=False,
    )


def test_matplotlib_is_needed_only_for_figures(arguments: list[str], tmp_path: Path) -> None:
    assert without("matplotlib", arguments).returncode == 0
    ended = without("matplotlib", [*arguments, "--plots", str(tmp_path / "figures")])
    assert ended.returncode == 1
    assert ended.stdout == ""
    assert ended.stderr == f"careerbot: eval needs matplotlib: {to_install('eval')}\n"
    assert not (tmp_path / "figures").exists()


def test_a_missing_extra_is_one_line_with_the_command(arguments: list[str]) -> None:
    ended = without("ir_measures", arguments)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert ended.stderr == f"careerbot: eval needs ir_measures: {to_install('eval')}\n"


@pytest.mark.sets
def test_the_scores_are_those_of_an_article_by_their_definitions(
    asked: Asked, asked_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    questions, unanswerable = asked.questions, asked.unanswerable
    command = ["eval", str(questions), "--unanswerable", str(unanswerable)]
    scores = evaluated([*command, "--index", str(asked_index)], capsys)["scores"]
    answerer = open_answerer(Settings(index=asked_index))
    hits = three = sure = sure_right = 0
    rows = [json.loads(line) for line in questions.read_text("utf-8").splitlines()]
    for row in rows:
        answer = answerer.answer(row["q"], top=3)
        texts = [answer.answer, *(one.text for one in (answer.candidates or ())[1:])]
        right = [any(gold in text for gold in row["gold"]) for text in texts]
        hits += right[0]
        three += any(right)
        sure += answer.status == "answered"
        sure_right += right[0] and answer.status == "answered"
    refused = 0.0
    others = [json.loads(line) for line in unanswerable.read_text("utf-8").splitlines()]
    near = [row for row in others if row["kind"] == "near"]
    for row in near:
        refused += {"no_answer": 1, "unsure": 0.5, "answered": 0}[answerer.answer(row["q"]).status]
    assert scores["hit1"] == pytest.approx(hits / len(rows))
    assert scores["hit3"] == pytest.approx(three / len(rows))
    assert scores["answered"] == pytest.approx(sure / len(rows))
    assert scores["right"] == pytest.approx(sure_right / sure)
    assert scores["refused_near"] == pytest.approx(refused / len(near))
    assert scores["citations"] == 1
