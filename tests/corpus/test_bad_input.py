"""What can't be read gets one line with the file, the line where it helps, and the way out."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import ArticleError, read_article, read_text
from corpus.source import MAX_BYTES, MAX_LINES


def refused(path: Path) -> ArticleError:
    with pytest.raises(ArticleError) as caught:
        read_article(path)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(str(path))
    return caught.value


@pytest.mark.parametrize(
    ("name", "data", "line", "reason"),
    [
        ("a.txt", b"", None, "the file is empty"),
        ("a.md", b" \r\n\t\n", None, "the file is empty"),
        # UTF-8 with a byte of another encoding in it
        (
            "a.txt",
            b"Title\n\nCaf\xc3\xa9, caf\xe9\n",
            3,
            "byte 0xe9 is not UTF-8: save the file as",
        ),
        ("a.md", b"# T\r\ntext\rmore \xff\r\n", 3, "byte 0xff is not UTF-8"),
        ("a.txt", b"\xff\xfeT\x00\n", 1, "byte 0x0a is not UTF-16-LE: save the file as UTF-8"),
        ("a.txt", "Title\nBody\n".encode("utf-16-le"), 1, "a NUL byte"),
        ("a.txt", b"Title\nBody\0\n", 2, "a NUL byte: this is a binary file"),
        ("a.txt", "Title\nBody\0\n".encode("utf-16"), 2, "a NUL byte"),
        ("a.odt", b"PK", None, "the suffix '.odt' isn't read: use one of .txt, .md, .markdown"),
        ("a", b"Title", None, "the suffix '' isn't read"),
        ("a.txt", b"\n\nTitle only\n", 3, "one line and nothing under it"),
        ("a.txt", b"-----\n*****\n", None, "no text but lines and rules"),
        ("a.md", b"# Title\n\n## Heading\n", None, "no paragraph, list or table under its title"),
        ("a.md", b"---\ntitle: T\nurl: [x\n---\ntext\n", 3, "bad front matter: "),
        ("a.md", b"---\ntitle: a: b\n---\ntext\n", 2, "bad front matter: mapping values are not"),
        ("a.md", b"---\n- title\n---\ntext\n", 1, "bad front matter: write it as lines of"),
        (
            "a.md",
            b"---\ntitle: T\n\ntext\n",
            1,
            "front matter that never ends: close it with a line `---`",
        ),
        ("a.md", b'+++\ntitle = "T"\n\ntext\n', 1, "front matter that never ends: close it with"),
        ("a.md", b"+++\ntitle = T\n+++\ntext\n", 1, "bad front matter: "),
    ],
)
def test_files_that_cannot_be_read(
    tmp_path: Path, name: str, data: bytes, line: int | None, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    error = refused(path)
    assert error.line == line
    assert error.reason.startswith(reason)
    place = f"{path}: " if line is None else f"{path}:{line}: "
    assert str(error).startswith(place + reason)


@pytest.mark.parametrize(
    ("name", "data", "line", "title", "reason"),
    [
        (
            "pay_of-bakers.txt",
            b"- item\n- item\n",
            1,
            "Pay of bakers",
            "the text begins with a list",
        ),
        ("a.txt", b"\n| a | b |\n| c | d |\n", 2, "A", "the text begins with a list or table"),
        ("a.txt", b"First one. Second one.\nThird.\n", 1, "A", "the first line is a paragraph"),
        ("a.txt", b"A single sentence.\n", 1, "A", "the first line is a paragraph"),
        ("a.txt", b"???\nBody.\n", 1, "A", "the first line has no words"),
        ("a.md", b"Just text.\n", 1, "A", "the file's name is taken for it; add a line `# Title`"),
        ("a.md", b"## One\n\ntext\n\n## Two\n\ntext\n", 1, "A", "the file's name is taken"),
        ("a.md", b"text\n\n## One\n\ntext\n", 1, "One", "its first heading is taken"),
        ("index.md", b"## One\n\nt\n\n## Two\n\nt\n", 1, "One", "its first heading is taken"),
    ],
)
def test_a_title_that_is_guessed_is_warned_of(
    tmp_path: Path, name: str, data: bytes, line: int, title: str, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    article = read_article(path)
    assert article.title == title
    (warning,) = article.warnings
    assert warning.line == line
    assert warning.reason.startswith(f"no title: {reason}")


def test_a_file_over_20_mib(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_bytes(b"Title\n" + b"x" * MAX_BYTES)
    assert refused(path).reason == "over 2 MiB: split the file"
    path.write_bytes(b"Title\n" + b"x\n" * MAX_LINES)
    assert refused(path).reason == "over 50,000 lines: split the file"


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert refused(tmp_path / "none.txt").reason == "can't be opened: No such file or directory"
    folder = tmp_path / "folder.md"
    folder.mkdir()
    assert refused(folder).reason == "can't be opened: Is a directory"


def test_deep_front_matter() -> None:
    with pytest.raises(ArticleError, match="nested too deeply"):
        read_text("---\na: " + "[" * 5000 + "\n---\ntext\n", Path("deep.md"))


def test_a_byte_order_mark_is_no_text(tmp_path: Path) -> None:
    path = tmp_path / "bom.txt"
    path.write_bytes(b"\xef\xbb\xbfThe Title\n\nA paragraph that says something.\n")
    article = read_article(path)
    assert article.source.startswith("The Title")
    assert article.passages[0].start == 11


@pytest.mark.parametrize("value", ["20261122", "2026-W47", "2026-W47-7", "2026-13-01", "soon"])
def test_what_is_no_date_is_left_out(value: str) -> None:
    article = read_text(f"---\ntitle: T\nupdated: {value}\n---\ntext\n", Path("a.md"))
    assert article.updated is None
    assert [str(one) for one in article.warnings] == [
        f"a.md:3: front matter 'updated' left out: {value!r} is no date such as 2026-11-22"
    ]


@pytest.mark.parametrize(
    ("written", "read"), [(r"\ud83d\ude80", "\U0001f680"), (r"\ud83d", "\ufffd")]
)
def test_halves_of_a_character_are_joined_or_replaced(written: str, read: str) -> None:
    article = read_text(f'---\ntitle: "Rocket {written}"\n---\ntext\n', Path("a.md"))
    assert article.title == f"Rocket {read}"


def test_a_character_that_is_none() -> None:
    with pytest.raises(ArticleError, match=r"^a\.md:1: bad front matter: no such character"):
        read_text('---\ntitle: "\\UFFFFFFFF"\n---\ntext\n', Path("a.md"))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_marked_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.md"
    mark = "\ufeff" if encoding == "utf-16-be" else ""
    path.write_bytes(f"{mark}# Café\n\nBread – “rye”, 4 €.\n".encode(encoding))
    article = read_article(path)
    assert (article.title, article.passages[0].text) == ("Café", "Bread – “rye”, 4 €.")
    assert article.warnings == ()


BAKERY = "Café work\n\nThe baker’s bread – “rye” – is 4 €.\n"
LOEHNE = "Bäcker werden\n\nDie Löhne steigen jährlich, und größere Öfen backen schöner.\n"
PEKAR = "Стать пекарем\n\nОбучение длится три года, и зарплата растет каждый год.\n"
PIEKARZ = "Zostań piekarzem\n\nPłace rosną, a większe piekarnie płacą więcej.\n"
PEKAŘ = "Jak být pekařem\n\nVyučení trvá tři roky, větší pekárny platí lépe, dřív i více.\n"


@pytest.mark.parametrize(
    ("encoding", "text", "said"),
    [
        ("cp1252", BAKERY, "Windows-1252"),
        ("cp1252", LOEHNE, "Windows-1252"),
        ("latin-1", LOEHNE, "Windows-1252"),
        ("cp1251", PEKAR, "cp1251"),
    ],
)
def test_another_encoding_is_read_and_said(
    tmp_path: Path, encoding: str, text: str, said: str
) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    article = read_article(path)
    assert article.source == text
    assert [each.reason for each in article.warnings] == [
        f"not UTF-8, and read as {said}: save the file as UTF-8 to be sure"
    ]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        *(("iso8859-2", PIEKARZ), ("cp1250", PIEKARZ), ("cp1250", PEKAŘ), ("mac-roman", LOEHNE)),
        *(("cp437", LOEHNE), ("mac-roman", BAKERY)),
    ],
)
def test_no_word_is_read_wrongly(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding, "replace"))
    assert "is not UTF-8: save the file as UTF-8" in refused(path).reason
