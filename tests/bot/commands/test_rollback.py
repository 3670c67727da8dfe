"""`careerbot rollback` and `careerbot articles`: what an index holds, and held before."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command: what it returns, and prints."""
    code = main(arguments)
    return code, *capsys.readouterr()


def test_from_one_index_to_another_and_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    article, index = tmp_path / "baker.md", ("--index", str(tmp_path / "index"))
    assert run(capsys, "rollback", *index)[0] == 2
    for hour in ("four", "five", "six"):
        article.write_text(f"# Baker\n\nA baker starts at {hour}.\n", "utf-8")
        assert run(capsys, "index", str(article), *index)[0] == 0

    def answer() -> str:
        return run(capsys, "ask", "When does a baker start?", *index)[1]

    assert "at six" in answer()
    code, out, _ = run(capsys, "rollback", "--list", *index)
    lines = out.splitlines()
    assert (code, [line[:3] for line in lines]) == (0, ["1  ", "2  "])
    assert all(line.endswith(": 1 article (baker)") and ", until 2" in line for line in lines)
    code, out, _ = run(capsys, "rollback", *index)
    version = lines[0].split()[1].rstrip(",")
    assert (code, out) == (0, f"{index[1]} is again: {version}: 1 article (baker)\n")
    assert "at five" in answer()
    assert run(capsys, "rollback", lines[1].split()[1].rstrip(","), *index)[0] == 0
    assert "at four" in answer()
    code, _, err = run(capsys, "rollback", "7", *index)
    assert code == 2
    assert err.startswith("careerbot: '7' is no earlier index: name a number from 1 to 2, ")
    assert run(capsys, "rollback", "1", "--list", *index)[0] == 2
    assert run(capsys, "rollback", "--forget", *index)[:2] == (0, "Deleted: 2 earlier indexes.\n")
    assert run(capsys, "rollback", "--list", *index)[1].startswith("No earlier index in ")
    assert "at four" in answer()


def test_articles_are_listed_and_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    index = ("--index", str(tmp_path / "index"))
    for name in ("baker", "diver"):
        text = f"---\nurl: https://example.org/{name}\n---\n\n# A {name}\n\nIt starts early.\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    assert run(capsys, "articles", *index)[0] == 1
    paths = (str(tmp_path / "baker.md"), str(tmp_path / "diver.md"))
    assert run(capsys, "index", *paths, *index)[0] == 0
    listed = run(capsys, "articles", *index)[1].splitlines()
    assert listed == [
        f"{name}: A {name} (1 passage, https://example.org/{name}, {name}.md)"
        for name in ("baker", "diver")
    ]
    code, out, _ = run(capsys, "articles", "--remove", "baker", *index)
    assert (code, out.splitlines()[2]) == (0, "1 removed (baker); 0 of 1 passage encoded before")
    (left,) = json.loads(run(capsys, "articles", "--json", *index)[1])
    assert left["id"] == "diver"
    code, _, err = run(capsys, "articles", "--remove", "baker", *index)
    assert (code, err.count("\n")) == (1, 1)
    assert "No article 'baker'" in err
