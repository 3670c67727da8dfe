"""Input that never ends, or that a terminal would obey, on the command line; and a quiet log."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import main
from bot.evaluation.question_sets import QuestionFileError, read_questions

ROOT = Path(__file__).resolve().parents[2]
ARTICLE = "# Baker\n\nBakers start work at three in the morning.\n"


@pytest.mark.timeout(120, func_only=True)
def test_a_question_that_never_ends_is_too_long(guides_index: Path) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            [sys.executable, "-m", "bot", "ask", "-", "--index", str(guides_index)],
            stdin=endless, capture_output=True, text=True, cwd=ROOT, check=False,
        )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr == "careerbot: the question has 65,536 characters: ask it in 2,000\n"


@pytest.mark.timeout(120, func_only=True)
def test_a_line_that_never_ends_is_answered_in_parts(guides_index: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "chat", "--index", str(guides_index)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT,
    ) as chat:  # fmt: skip
        assert chat.stdin
        assert chat.stdout
        chat.stdin.write(b"a" * 100_000)
        chat.stdin.flush()  # and it goes on
        said = chat.stdout.readline()
        while b"characters" not in said:
            assert said, "it ended without a word"
            said = chat.stdout.readline()
        chat.stdin.close()
        assert chat.wait() == 0


@pytest.mark.timeout(120, func_only=True)
def test_a_question_set_that_never_ends_is_one_line() -> None:
    with pytest.raises(QuestionFileError, match=r"^/dev/zero: over 32 MiB: split the set$"):
        read_questions(Path("/dev/zero"))


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('{"q": "\\ud800", "gold": ["a"]}', "half of a \\u pair is no character"),
        ('{"q": "a", "gold": ["a"], "history": ["\\ud800"]}', "half of a \\u pair"),
        (json.dumps({"q": "a", "gold": ["a"], "history": ["x" * 2_001]}), "has 2,001 characters"),
    ],
)
def test_what_is_no_question_is_one_line(line: str, said: str, tmp_path: Path) -> None:
    (tmp_path / "set.jsonl").write_text(line)
    with pytest.raises(QuestionFileError) as error:
        read_questions(tmp_path / "set.jsonl")
    assert str(error.value).startswith(f"{tmp_path / 'set.jsonl'}:1: ")
    assert said in str(error.value)


def test_names_are_printed_without_what_a_terminal_would_obey(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "a\x1b[31m"
    folder.mkdir()
    (folder / "good.md").write_text(ARTICLE)
    (folder / "b\x1b[31m\n.md").write_text(ARTICLE)
    (folder / "c\x1b[31m.jpg").touch()
    assert main(["index", str(folder), "--index", str(tmp_path / "index\x1b[31m")]) == 0
    said = capsys.readouterr()
    assert "\x1b" not in said.out + said.err
    assert len(said.out.splitlines()) == 4


def test_a_folder_that_was_named_by_mistake_is_no_million_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "good.md").write_text(ARTICLE)
    for n in range(1_005):
        (tmp_path / "articles" / f"{n}.jpg").touch()
        (tmp_path / "articles" / f"{n}.md").touch()
    assert main(["index", str(tmp_path / "articles"), "--index", str(tmp_path / "index")]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + 1 + 1_000 + 1
    # The pictures are one line, the empty articles one each.
    assert lines[-1] == "- and 6 more"
    assert sum(".jpg" in line for line in lines) == 1


def test_what_libraries_say_in_passing_is_not_logged(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ARTICLE)
    done = subprocess.run(
        [
            sys.executable, "-m", "bot", "index", str(tmp_path / "good.md"), "--index",
            str(tmp_path / "index"),
        ],
        capture_output=True, text=True, cwd=ROOT, check=True,
        env={**os.environ, "CAREERBOT_LOG_LEVEL": "info"},
    )  # fmt: skip
    assert " DEBUG " not in done.stderr
