"""A folder is read as far as it can be, and says what it left out."""

from __future__ import annotations

from pathlib import Path

from corpus import BUNDLED, SUFFIXES, read_folder

TEXT = "How to Become a {0}\n\nA {0} works by day, and sleeps by night.\n"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_all_articles_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("b.txt", "a/Zoo Keeper_2.md", "c.markdown"):
        write(tmp_path / name, f"# {name}\n\nText of {name}.\n")
    write(tmp_path / ".git" / "hidden.md", "# Hidden\n\nText.\n")
    write(tmp_path / "a" / "~$keeper.docx", "Somebody")
    write(tmp_path / "careerbot.yaml", "acronyms: {}\n")
    calls: list[tuple[int, int, str]] = []
    folder = read_folder([tmp_path], lambda done, of, path: calls.append((done, of, path.name)))
    assert [article.id for article in folder.articles] == ["zoo-keeper-2", "b", "c"]
    assert folder.skipped == ()
    assert calls == [(1, 3, "Zoo Keeper_2.md"), (2, 3, "b.txt"), (3, 3, "c.markdown")]


def test_what_cannot_be_read_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path / "good.txt", TEXT.format("baker"))
    write(tmp_path / "empty.md", "")
    write(tmp_path / "photo.jpg", "x")
    write(tmp_path / "table.md", "# T\n\n| a | b |\n|---|---|\n| 1 | 2 | 3 |\n")
    (tmp_path / "latin.txt").write_bytes(b"Title\n\nCaf\x8d.\n")
    (tmp_path / "none").mkdir()
    folder = read_folder([tmp_path, tmp_path / "none", tmp_path / "gone.txt"])
    assert [article.id for article in folder.articles] == ["good", "table"]
    report = {Path(skip.path).name: (skip.line, str(skip)) for skip in folder.skipped}
    assert report.keys() == {"empty.md", "photo.jpg", "table.md", "latin.txt", "none", "gone.txt"}
    assert report["latin.txt"][0] == 3
    assert report["table.md"][0] == 5
    assert report["table.md"][1].startswith(
        f"{tmp_path / 'table.md'}:5: the table's row has 3 cells"
    )
    assert "folder without articles" in report["none"][1]
    assert "no such file" in report["gone.txt"][1]


def test_files_of_suffixes_that_are_not_read_are_one_line(tmp_path: Path) -> None:
    for name in ("a.odt", "b.odt", "sub/c.png", "sub/d", "e.odt", "f.odt", "g.odt"):
        write(tmp_path / name, "x")
    suffixes = ", ".join(SUFFIXES)
    (skipped,) = read_folder([tmp_path]).skipped
    assert skipped.path == str(tmp_path)
    listed = f"a.odt, b.odt, e.odt, f.odt, g.odt and 2 more): use one of {suffixes}"
    assert skipped.reason == f"7 files aren't read ({listed}"
    (skipped,) = read_folder([tmp_path / "a.odt", tmp_path / "b.odt"]).skipped
    assert str(skipped) == f"{tmp_path}: 2 files aren't read (a.odt, b.odt): use one of {suffixes}"
    (skipped,) = read_folder([tmp_path / "a.odt"]).skipped
    one = f"{tmp_path / 'a.odt'}: the suffix '.odt' isn't read: use one of {suffixes}"
    assert str(skipped) == one


def test_a_folder_of_nothing_but_links_out_of_it_is_said_by_these(tmp_path: Path) -> None:
    write(tmp_path / "baker.md", "# Baker\n\nBakers bake.\n")
    (tmp_path / "links").mkdir()
    (tmp_path / "links" / "baker.md").symlink_to(tmp_path / "baker.md")
    (skipped,) = read_folder([tmp_path / "links"]).skipped
    assert skipped.reason.startswith("a link out of ")


def test_ids_are_unique_and_said(tmp_path: Path) -> None:
    write(tmp_path / "a" / "nurse.txt", TEXT.format("nurse"))
    write(tmp_path / "b" / "Nurse.md", "# Nursing\n\nNurses nurse.\n")
    write(tmp_path / "c" / "nurse.txt", TEXT.format("nurse at night"))
    folder = read_folder([tmp_path])
    assert [article.id for article in folder.articles] == ["nurse", "nurse-2", "nurse-3"]
    assert [skip.reason.split(":")[1][:10] for skip in folder.skipped] == [" read as '"] * 2
    ids = [passage.id for article in folder.articles for passage in article.passages]
    assert len(set(ids)) == len(ids)


def test_the_same_text_is_read_once(tmp_path: Path) -> None:
    first = write(tmp_path / "a.txt", TEXT.format("nurse"))
    write(tmp_path / "b.txt", TEXT.format("nurse"))
    folder = read_folder([tmp_path, first, tmp_path])
    assert [article.id for article in folder.articles] == ["a"]
    assert [str(skip) for skip in folder.skipped] == [
        f"{tmp_path / 'b.txt'}: the same text as {first}: not read twice"
    ]


def test_the_guides_that_ship_are_read_whole() -> None:
    folder = read_folder([BUNDLED])
    assert len(folder.articles) >= 2
    assert folder.skipped == ()
