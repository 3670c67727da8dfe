"""`action.yml`: what it runs on a pull request, and what it says of that."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import yaml

from tests.bot.commands.test_inbox import GUIDE

ROOT = Path(__file__).resolve().parents[2]


def checked(folder: Path, **given: str) -> tuple[int, str]:
    """Run what the action runs; return how it ended, and its comment."""
    careerbot = folder / "careerbot"
    careerbot.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n')
    careerbot.chmod(0o755)
    comment = folder / "comment.md"
    environment = {
        **os.environ, "PYTHONPATH": str(ROOT), "CAREERBOT": str(careerbot),
        "COMMENT": str(comment), "ARTICLES": str(folder / "new"), **given,
    }  # fmt: skip
    command = [str(ROOT / "deploy" / "check-articles")]
    ended = subprocess.run(command, env=environment, cwd=folder, check=False, capture_output=True)
    return ended.returncode, comment.read_text()


def test_the_comment_says_what_changes_and_what_isnt_kept(tmp_path: Path) -> None:
    for name, pay in (("old", "20"), ("new", "25")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "dogs.md").write_text(GUIDE.replace("20", pay))
    questions = tmp_path / "set.jsonl"
    questions.write_text('{"q": "What does grooming pay?", "gold": ["25 dollars"]}\n')
    given = {"BEFORE": str(tmp_path / "old"), "QUESTIONS": str(questions)}
    ended, comment = checked(tmp_path, **given, FAIL_UNDER="hit1=1 right=1")
    assert ended == 0, comment
    assert comment.count("✅") == 3
    assert "before: answered, dogs: Grooming pays 20 dollars an hour." in comment
    (tmp_path / "new" / "broken.docx").write_text("no document")
    questions.write_text('{"q": "What does grooming pay?", "gold": ["99 dollars"]}\n')
    ended, comment = checked(tmp_path, QUESTIONS=str(questions), FAIL_UNDER="hit1=1")
    assert ended == 1
    assert comment.count("❌") == 2
    assert "broken.docx" in comment
    assert "hit1 is 0, under the bar of 1" in comment


def test_a_pull_request_is_compared_with_the_branch_it_is_merged_into(tmp_path: Path) -> None:
    def git(*command: str, at: Path) -> None:
        named = ("-c", "user.name=a", "-c", "user.email=a@example.org")
        subprocess.run(["git", *named, *command], cwd=at, check=True, capture_output=True)

    upstream, clone = tmp_path / "upstream", tmp_path / "clone"
    (upstream / "articles").mkdir(parents=True)
    (upstream / "articles" / "dogs.md").write_text(GUIDE)
    git("init", "--initial-branch=main", at=upstream)
    git("add", ".", at=upstream)
    git("commit", "--message=Dogs", at=upstream)
    git("clone", str(upstream), str(clone), at=tmp_path)
    (clone / "articles" / "dogs.md").write_text(GUIDE.replace("20", "25"))
    # The step as GitHub runs it: its own text, in the checkout, with the inputs of a workflow.
    check = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"][-1]
    careerbot, output = tmp_path / "careerbot", tmp_path / "output"
    careerbot.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m bot "$@"\n')
    careerbot.chmod(0o755)
    given = {
        "ACTION": str(ROOT), "ARTICLES": "articles", "QUESTIONS": "", "FAIL_UNDER": "",
        "BEFORE": "", "CAREERBOT": str(careerbot), "COMMENT": str(tmp_path / "comment.md"),
    }  # fmt: skip
    assert given.keys() == check["env"].keys()
    runner = {"GITHUB_BASE_REF": "main", "GITHUB_OUTPUT": str(output), "PYTHONPATH": str(ROOT)}
    command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", check["run"]]
    subprocess.run(command, cwd=clone, env={**os.environ, **given, **runner}, check=True)
    assert output.read_text() == f"comment={given['COMMENT']}\n"
    comment = Path(given["COMMENT"]).read_text()
    assert "Which answers change" in comment
    assert "1 changed (dogs)" in comment


def test_the_action_runs_it_and_puts_no_input_into_a_script() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    steps = action["runs"]["steps"]
    assert all("${{" not in step["run"] for step in steps)
    given = {value for step in steps for value in step["env"].values()}
    assert {f"${{{{ inputs.{name} }}}}" for name in action["inputs"]} <= given
    assert steps[-1]["run"].split()[-1] == '"$ACTION/deploy/check-articles"'
    assert os.access(ROOT / "deploy" / "check-articles", os.X_OK)
