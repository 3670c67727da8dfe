"""What the bot says of itself: in whose language, and in whose words."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.contact import contact_in
from bot.answering.message_catalog import LABELS, MESSAGES, Voice, catalog_language, main_language
from bot.answering.messages import greeting_message
from bot.answering.model import Contact, Question
from bot.answering.owner_messages import read_messages
from bot.open_index import open_answerer
from bot.settings import PREFIX, Settings, SettingsError
from index.store.manifest import ArticleInfo

FAR = "pizza in chicago"
FRENCH = """\
---
title: Devenir boulanger
language: fr-CA
---

## Quelle formation faut-il ?

Un CAP en deux ans suffit.
"""


def written(folder: Path, text: str | bytes) -> Path:
    file = folder / "messages.yaml"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    return file


def test_every_language_fills_in_the_same() -> None:
    for catalog in (MESSAGES, LABELS):
        english = asdict(catalog["en"])
        for language in catalog:
            for name, text in asdict(catalog[language]).items():
                assert text
                usual = sorted(re.findall(r"\{\w+\}", english[name]))
                assert sorted(re.findall(r"\{\w+\}", text)) == usual, (language, name)


@pytest.mark.parametrize(
    ("tag", "language"),
    [("fr-CA", "fr"), ("DE", "de"), ("es_MX", "es"), ("it", None), ("", None), (None, None)],
)
def test_a_tag_is_taken_for_its_language(tag: str | None, language: str | None) -> None:
    assert catalog_language(tag) == language


def test_most_articles_say_the_language_and_none_says_english() -> None:
    assert main_language({"de": 1, "fr": 1, "fr-CA": 1, "it": 5}) == "fr"
    assert main_language({"it": 1}) == main_language({}) == "en"


@pytest.mark.parametrize("language", ["en", "es", "fr", "de"])
def test_it_speaks_the_language_of_the_askers_interface(
    language: str, guides_answerer: Answerer
) -> None:
    nothing, hello, no = (
        guides_answerer.answer_many([Question(said, language=f"{language}-XX")])[0]
        for said in (FAR, "hello!", "no")
    )
    messages = MESSAGES[language]
    assert {nothing.language, hello.language, no.language} == {language}
    assert str(nothing.message).startswith(f"{messages.no_answer} ")
    assert "Registered Nurse: A Career Guide" in str(nothing.message)
    assert str(hello.message).startswith(f"{messages.greeting} ")
    assert no.message == messages.rephrase
    assert "{" not in f"{nothing.message}{hello.message}"


def test_it_speaks_the_language_of_the_articles_otherwise(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of({"boulanger.md": FRENCH, "baker.md": "# Bakers\n\nThey bake.\n"})
    french = answerer.answer(FAR, articles=["boulanger"])
    assert french.message == f"{MESSAGES['fr'].no_answer} {french_topics()}"
    assert answerer.answer(FAR, articles=["baker"]).language == "en"
    asked = answerer.answer("Quelle formation faut-il ?")
    assert (asked.status, asked.language) == ("answered", "fr")


def french_topics() -> str:
    return "Vous pouvez me demander ce que disent « Devenir boulanger »."


def test_an_unsure_answer_says_so_in_that_language_also_for_two_questions(
    guides_answerer: Answerer,
) -> None:
    unsure = Answerer(guides_answerer.index, answered=1.0, unsure=0.0)
    asked = ("which skills matter?", "What does a nurse earn? And where do nurses work?")
    one, two = unsure.answer_many([Question(question, language="de") for question in asked])
    assert one.message == MESSAGES["de"].unsure
    assert two.message == " ".join(
        MESSAGES["de"].unsure_of.replace("{question}", question)
        for question in ("What does a nurse earn?", "And where do nurses work?")
    )


@pytest.mark.parametrize(
    ("contact", "shown"),
    [
        (
            "a@example.org",
            Contact(
                "A person can help you: a@example.org", "a@example.org", "mailto:a@example.org"
            ),
        ),
        (
            "Ask us (https://example.org/a?b=c).",
            Contact(
                "Ask us (https://example.org/a?b=c).",
                "https://example.org/a?b=c",
                "https://example.org/a?b=c",
            ),
        ),
        ("Ring 555 0100", Contact("Ring 555 0100", None, None)),
        ("javascript:alert(1)", Contact("javascript:alert(1)", None, None)),
    ],
)
def test_the_way_to_a_person_is_shown_where_there_is_no_answer(
    contact: str, shown: Contact, guides_answerer: Answerer
) -> None:
    answerer = Answerer(guides_answerer.index, voice=Voice(MESSAGES, contact))
    assert answerer.answer(FAR).contact == answerer.answer("no").contact == shown
    assert answerer.answer("hello!").contact is None
    assert answerer.answer("What does a nurse earn?").contact is None
    assert guides_answerer.answer(FAR).contact is None


@pytest.mark.parametrize(
    ("titles", "said"),
    [("ABC", "« A », « B » et « C »."), ("ABCD", "« A », « B », « C » et « D »."),
     ("ABCDE", "« A », « B », « C » et 2 autres.")],
)  # fmt: skip
def test_one_more_article_is_named(titles: str, said: str) -> None:
    articles = [
        ArticleInfo(each, each, "a.md", "", None, None, None, "fr", (), 1, 0) for each in titles
    ]
    assert greeting_message(MESSAGES["fr"], articles).endswith(said)


def test_an_address_ends_before_the_sentence_does() -> None:
    assert contact_in("See https://example.org/help.").address == "https://example.org/help"
    assert contact_in("Write to a.b@example.org!").address == "a.b@example.org"


@pytest.mark.parametrize(
    ("contact", "said"),
    [
        ("a\nb", "is more than one line of text"),
        ("   ", "is empty"),
        ("a" * 301, "has 301 characters, more than 300"),
        ("see https://", "has no address of the web in it"),
    ],
)
def test_a_contact_that_cannot_be_shown_is_one_line(contact: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said) as error:
        Settings(contact=contact)
    assert str(error.value).startswith(f"{PREFIX}CONTACT=")
    assert "\n" not in str(error.value)


def test_an_owner_says_it_in_other_words(guides_index: Path, tmp_path: Path) -> None:
    text = "en:\n  no_answer: Nothing on that.\n  topics: 'Ask about {titles}!'\nde:\n"
    file = written(tmp_path, text.removesuffix("de:\n"))
    answerer = open_answerer(Settings(index=guides_index, messages=file))
    assert str(answerer.answer(FAR).message).startswith("Nothing on that. Ask about “")
    assert answerer.messages("de") == MESSAGES["de"]
    assert read_messages(written(tmp_path, "# nothing yet\n")) == MESSAGES


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("en: [", ":1: not YAML"),
        ("- en", "expected languages with messages under them"),
        ("it: {thanks: Grazie}", "unknown language 'it': only en, es, fr, de"),
        ("no: {thanks: Takk}", "unknown language False"),
        ("en: thanks", "en: expected lines such as 'no_answer: …'"),
        ("en: {nothing: a}", "en: unknown message 'nothing': only greeting, "),
        ("en: {thanks: ''}", "en: thanks must be a text of 1 to 1,000 characters"),
        ("en: {thanks: yes}", "en: thanks must be a text of 1 to 1,000 characters"),
        ("en: {thanks: 'for {what}'}", "nothing is filled in for {what}: it has nothing to fill"),
        ("en: {topics: '{title}'}", "nothing is filled in for {title}: only {titles}"),
        (b"en: {thanks: \xff}", "not UTF-8 at byte 13"),
    ],
)
def test_what_is_wrong_with_the_words_is_one_line(
    text: str | bytes, said: str, tmp_path: Path
) -> None:
    file = written(tmp_path, text)
    with pytest.raises(SettingsError) as error:
        Settings(messages=file)
    assert str(error.value).startswith(f"CAREERBOT_MESSAGES={file}")
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_words_that_are_not_there_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"none\.yaml: can't be opened: No such file"):
        Settings(messages=tmp_path / "none.yaml")
