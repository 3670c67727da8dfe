"""`careerbot index`: what it says of an index that it replaces."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli import main

BAKER = "# Baker\n\nA baker starts at four.\n"


def test_it_says_what_it_replaces_and_what_is_other(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    for name in ("baker", "cook", "diver"):
        (articles / f"{name}.md").write_text(BAKER.replace("aker", name), "utf-8")

    def said() -> list[str]:
        assert main(["index", str(articles), "--index", str(tmp_path / "index")]) == 0
        return capsys.readouterr().out.splitlines()

    (first,) = said()
    assert first.startswith("3 articles, 3 passages: ")
    again = said()
    assert again[0] == first
    assert again[1].startswith("The same as before: index ")
    assert again[1].endswith(" of 3 articles")
    (articles / "baker.md").write_text(BAKER.replace("four", "five"), "utf-8")
    (articles / "cook.md").rename(articles / "miller.md")
    for number in range(6):
        (articles / f"new-{number}.md").write_text(f"# New {number}\n\nWork {number}.\n", "utf-8")
    _, replaces, other = said()
    assert replaces.startswith("In the place of index ")
    assert replaces.endswith(" of 3 articles (baker, cook, diver)")
    assert other.startswith(
        "7 added (miller, new-0, new-1, new-2, new-3, and 2 more), 1 changed (baker), "
        "1 removed (cook); "
    )
