"""Where the files of a folder stand on their owner's site."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import read_folder, read_text
from corpus.page_links import BaseUrlError, on_site

FOLDERS = [Path("site"), Path("site/docs"), Path("one.md")]


def link(path: str, base: str, front: str = "") -> str | None:
    article = read_text(f"{front}# A\n\nSome text.\n", Path(path))
    return next(on_site([article], FOLDERS, base)).url


@pytest.mark.parametrize(
    ("path", "base", "expected"),
    [
        ("site/pay.md", "https://e.org", "https://e.org/pay"),
        ("site/a b/é.md", "https://e.org/x/", "https://e.org/x/a%20b/%C3%A9"),
        ("site/docs/pay.md", "https://e.org/{path}/", "https://e.org/pay/"),
        ("site/pay.v2.md", "https://e.org/{path}.html?p=1", "https://e.org/pay.v2.html?p=1"),
        ("site/team/README.md", "https://e.org/", "https://e.org/team/"),
        ("site/index.md", "https://e.org", "https://e.org/"),
        ("one.md", "https://e.org", "https://e.org/one"),
    ],
)
def test_a_file_has_the_link_of_its_path(path: str, base: str, expected: str) -> None:
    assert link(path, base) == expected


def test_a_page_in_several_languages_has_a_link_for_each() -> None:
    names = ("site/pay.md", "site/pay.de.md", "site/a/job.fr.md", "site/a/job.pt-BR.md")
    folders = [*names, "site/de/leave.md", "site/no.js.md"]
    read = [read_text("# A\n\nSome text.\n", Path(name)) for name in folders]
    assert [each.url for each in on_site(read, [Path("site")], "https://e.org/{path}/")] == [
        "https://e.org/pay/",
        "https://e.org/de/pay/",
        "https://e.org/fr/a/job/",
        "https://e.org/pt-BR/a/job/",
        "https://e.org/de/leave/",
        "https://e.org/no.js/",
    ]


def test_files_of_one_page_are_in_the_languages_of_their_names(tmp_path: Path) -> None:
    for name, front in (
        ("pay.md", ""),
        ("pay.de.md", ""),
        ("pay.pt-BR.md", "---\nlanguage: pt\n---\n"),
        ("no.js.md", ""),
    ):
        (tmp_path / name).write_text(f"{front}# A\n\nSome text in {name}.\n", "utf-8")
    read = {Path(each.path).name: each.language for each in read_folder([tmp_path]).articles}
    assert read == {"pay.md": "en", "pay.de.md": "de", "pay.pt-BR.md": "pt", "no.js.md": "en"}


TRANSLATIONS = "translations:\n  en: https://e.org/pay\n  de: https://e.org/lohn\n"


@pytest.mark.parametrize(
    ("path", "front", "expected"),
    [
        ("site/pay.md", TRANSLATIONS, "https://e.org/pay"),
        ("site/pay.de.md", TRANSLATIONS, "https://e.org/lohn"),
        ("site/lohn.md", f"language: de\n{TRANSLATIONS}", "https://e.org/lohn"),
        ("site/pay.md", f"url: https://e.org/own\n{TRANSLATIONS}", "https://e.org/own"),
        ("site/pay.fr.md", TRANSLATIONS, "https://e.org/base/pay.fr"),
    ],
)
def test_an_article_has_the_address_of_its_language(path: str, front: str, expected: str) -> None:
    assert link(path, "https://e.org/base", f"---\n{front}---\n\n") == expected


def test_a_page_of_the_web_has_the_address_of_its_language() -> None:
    links = "".join(
        f"<link rel=alternate hreflang={tag} href=https://e.org/{tag}>" for tag in ("en", "de")
    )
    page = f"<html lang=de><title>A</title>{links}<p>Text."
    assert read_text(page, Path("a.html")).url == "https://e.org/de"


def test_what_a_file_says_itself_stands() -> None:
    front = "---\nurl: https://e.org/own\n---\n\n"
    assert link("site/pay.md", "https://e.org", front) == "https://e.org/own"


@pytest.mark.parametrize(
    "base", ["", "e.org", "file:///x", "javascript:alert(1)", "https://", "https://e.org/#x",
             "https://e.org/{path}/{path}"],
)  # fmt: skip
def test_what_is_no_address_of_pages_is_one_line(base: str) -> None:
    with pytest.raises(BaseUrlError, match="is no address of pages: begin it with https://") as e:
        link("site/pay.md", base)
    assert "\n" not in str(e.value)


def test_a_path_that_a_file_says_is_that_on_the_site() -> None:
    front = "---\nurl: /help/faq/\n---\n"
    article = read_text(f"{front}# A\n\nSome text.\n", Path("site/a.md"))
    assert (article.url, article.warnings) == (None, ())
    assert link("site/a.md", "https://e.org/x/{path}.html", front) == "https://e.org/help/faq/"
    other = "---\nurl: //e.com/faq/\n---\n"
    assert link("site/a.md", "https://e.org/x", other) == "https://e.org/x/a"
