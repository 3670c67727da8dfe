"""The language of an article that doesn't say its own is told from its text."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, read_folder, read_text

GERMAN = "Das Museum ist am Sonntag von zehn bis siebzehn Uhr geöffnet, außer an Feiertagen."
FRENCH = "Le musée est ouvert le dimanche de dix heures à dix-sept heures, sauf les jours fériés."
SPANISH = "El museo está abierto los domingos de diez a cinco de la tarde, menos los días festivos."
ENGLISH = "The museum is open on Sundays from ten to five, except on public holidays."


def page(text: str, lang: str = "") -> Article:
    return read_text(f"<html {lang}><title>M</title><h1>M</h1><p>{text}</p>", Path("page.html"))


@pytest.mark.parametrize(
    ("text", "language"), [(GERMAN, "de"), (FRENCH, "fr"), (SPANISH, "es"), (ENGLISH, "en")]
)
def test_a_text_tells_its_language(text: str, language: str) -> None:
    for suffix in (".md", ".txt"):
        article = read_text(f"# M\n\n{text}\n", Path(f"m{suffix}"))
        assert (article.language, article.language_said) == (language, False)
    assert page(text).language == language
    pair = read_text(f"question,answer\nM?,{text.replace(',', ';')}\n", Path("m.csv"))
    assert pair.language == language


def test_a_few_words_tell_nothing() -> None:
    assert read_text("# Museum\n\nAm Sonntag von 10 bis 17 Uhr.\n", Path("m.md")).language == "en"
    assert read_text("# Turm\n\nTaxi, Hotel, Restaurant.\n", Path("m.md")).language == "en"


def test_names_and_code_in_an_english_text_tell_nothing() -> None:
    names = "We serve Käsespätzle, Maultaschen, Sauerbraten and Rote Grütze, from noon on Sundays."
    assert read_text(f"# M\n\n{names}\n", Path("m.md")).language == "en"
    code = f'# M\n\nTurn.\n\n```sh\necho "{GERMAN}" > text\ncat text\n```\n'
    assert read_text(code, Path("m.md")).language == "en"


def test_a_language_that_is_said_is_believed() -> None:
    assert (page(ENGLISH, "lang=de").language, page(ENGLISH, "lang=de").language_said) == (
        "de",
        True,
    )
    assert page(ENGLISH, "lang=en-GB").language == "en-GB"
    assert page(FRENCH, "lang=de").language == "de"


def test_english_that_a_template_says_of_a_page_is_not_where_the_text_is_plainly_another() -> None:
    assert page(GERMAN, "lang=en").language == "en"  # a dozen words are not enough
    article = page(f"{GERMAN} Der Eintritt kostet für Kinder nichts. {GERMAN}", "lang=en-US")
    assert (article.language, article.language_said) == ("de", False)
    two = page(f"{ENGLISH} {ENGLISH} {ENGLISH} {GERMAN}", "lang=en-US")
    assert two.language == "en-US"


def test_the_name_of_one_of_several_files_goes_before_the_text(tmp_path: Path) -> None:
    (tmp_path / "m.md").write_text(f"# M\n\n{ENGLISH}\n", "utf-8")
    (tmp_path / "m.fr.md").write_text(f"# M\n\n{GERMAN}\n", "utf-8")
    found = {each.path.rpartition("/")[2]: each for each in read_folder([tmp_path]).articles}
    assert (found["m.fr.md"].language, found["m.fr.md"].language_said) == ("fr", True)
    assert found["m.md"].language == "en"
