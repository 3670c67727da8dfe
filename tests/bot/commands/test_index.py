"""`careerbot index`: what it says of an index that it replaces; links; changes as they come."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
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


def test_every_file_has_its_link_and_every_heading_its_anchor(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = tmp_path / "articles" / "trades"
    articles.mkdir(parents=True)
    text = "# Baker\n\n## The hours\n\nA baker starts work at four in the morning.\n"
    (articles / "baker.md").write_text(text, "utf-8")
    index = ("--index", str(tmp_path / "index"))
    arguments = ["index", str(tmp_path / "articles"), *index, "--base-url"]
    assert main([*arguments, "https://example.org/{path}.html"]) == 0
    capsys.readouterr()
    assert main(["ask", "When does a baker start work?", "--json", *index]) == 0
    (source,) = json.loads(capsys.readouterr().out)["sources"]
    page, _, sentence = source["url"].partition(":~:text=")
    assert page == "https://example.org/trades/baker.html#the-hours"
    assert sentence.startswith("A%20baker%20starts")
    assert main(["ask", "When does a baker start work?", *index]) == 0
    assert "<https://example.org/trades/baker.html#the-hours>" in capsys.readouterr().out
    assert main([*arguments, "example.org"]) == 1
    said = capsys.readouterr().err
    assert said.startswith("careerbot: --base-url 'example.org' is no address of pages: ")
    assert said.count("\n") == 1


def test_a_file_that_cannot_be_read_just_now_stays_what_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    articles = tmp_path / "articles"
    (articles / "more").mkdir(parents=True)
    for name in ("baker.md", "cook.md", "more/cook.md"):
        (articles / name).write_text(BAKER.replace("aker", f"aker at {name}"), "utf-8")
    index = ("--index", str(tmp_path / "index"))
    assert main(["index", str(articles), *index]) == 0
    capsys.readouterr()
    (articles / "baker.md").write_bytes(b"")
    (articles / "cook.md").write_bytes(b"\0" * 100)
    (articles / "more" / "cook.md").write_text(BAKER.replace("four", "five"), "utf-8")
    (articles / "diver.md").write_bytes(b"")
    assert main(["index", str(articles), *index, "--base-url", "https://example.org/"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("3 articles, 3 passages: ")
    assert lines[2].startswith("3 changed (baker, cook, cook-2); ")
    stays = "until then it answers as it was read before; delete the file to take it out"
    said = {line.split(": ")[0].rpartition("/")[2]: line for line in lines if "articles/" in line}
    assert said["baker.md"].endswith(f"the file is empty: nothing to read ({stays})")
    assert stays in said["cook.md:1"]
    assert said["diver.md"].endswith("the file is empty: nothing to read")
    assert main(["ask", "When does a baker at cook.md start?", "--json", *index]) == 0
    urls = {
        each["url"].partition("#")[0] for each in json.loads(capsys.readouterr().out)["sources"]
    }
    assert urls <= {"https://example.org/cook", "https://example.org/more/cook"}
    # What was read, and has nothing to quote any more, was taken out by its author.
    (articles / "baker.md").write_text("# Baker\n", "utf-8")
    (articles / "cook.md").unlink()
    assert main(["index", str(articles), *index]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[2].endswith("2 removed (baker, cook-2); 0 of 1 passage encoded before")


def test_pages_are_not_watched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "baker.md").write_text(BAKER, "utf-8")
    named = [str(tmp_path / "baker.md"), "https://example.org/sitemap.xml"]
    assert main(["index", *named, "--watch", "--index", str(tmp_path / "index")]) == 2
    said = capsys.readouterr().err
    assert said.startswith("careerbot: --watch sees changes of files, and none of https://example")
    assert said.count("\n") == 1
    assert not (tmp_path / "index").exists()


def test_changes_are_taken_as_they_come(tmp_path: Path) -> None:
    articles, index = tmp_path / "articles", tmp_path / "index"
    articles.mkdir()
    (articles / "baker.md").write_text(BAKER, "utf-8")
    command = [
        sys.executable,
        "-m",
        "bot",
        "index",
        str(articles),
        "--watch",
        "--index",
        str(index),
    ]
    process = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, bufsize=1
    )
    assert process.stdout is not None
    assert process.stderr is not None
    try:
        assert process.stderr.readline() == "Watching for changes, until interrupted.\n"
        assert process.stdout.readline().startswith("1 article, 1 passage")
        (articles / "baker.md").write_text("", "utf-8")
        assert process.stdout.readline().startswith("1 article, 1 passage")
        assert process.stdout.readline().startswith("The same as before: ")
        assert process.stdout.readline() == "Skipped, or read in part:\n"
        assert "baker.md: the file is empty: nothing to read (until then it answers as it was" in (
            process.stdout.readline()
        )
        # As an editor does it.
        (articles / "new").write_text(BAKER.replace("four", "five"), "utf-8")
        (articles / "new").replace(articles / "baker.md")
        assert process.stdout.readline().startswith("1 article, 1 passage")
        assert process.stdout.readline().startswith("In the place of index ")
        assert process.stdout.readline().startswith("1 changed (baker)")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert process.returncode == 130
