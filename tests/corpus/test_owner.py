"""The owner's file: read, or refused in one line."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import BUNDLED, read_folder
from corpus.owner import OwnerFileError, read_owner_words


def owned(folder: Path, text: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "careerbot.yaml").write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def test_acronyms_and_phrasings_are_read(tmp_path: Path) -> None:
    text = "acronyms: {TPM: ' technical project manager '}\nphrasings:\n  How long?: [how soon]\n"
    words = read_owner_words([owned(tmp_path, text)])
    assert words.acronyms == {"TPM": "technical project manager"}
    assert words.phrasings == {"How long?": ["how soon"]}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "acronyms:\nphrasings:\n", "{}"])
def test_it_may_be_empty(text: str, tmp_path: Path) -> None:
    words = read_owner_words([owned(tmp_path, text)])
    assert (words.acronyms, words.phrasings) == ({}, {})


def test_the_publisher_has_one_name_or_several(tmp_path: Path) -> None:
    assert read_owner_words([owned(tmp_path, "publisher: Acme")]).publisher == ("Acme",)
    several = read_owner_words([owned(tmp_path, "publisher: [Acme, The Acme School]")])
    assert several.publisher == ("Acme", "The Acme School")


def test_there_may_be_none(tmp_path: Path) -> None:
    words = read_owner_words([tmp_path, tmp_path / "none" / "article.md"])
    assert (words.acronyms, words.phrasings) == ({}, {})


def test_it_is_read_beside_an_article_too_and_once(tmp_path: Path) -> None:
    owned(tmp_path, "phrasings: {Q: [a]}")
    words = read_owner_words([tmp_path, tmp_path / "one.md", tmp_path / "two.md"])
    assert words.phrasings == {"Q": ["a"]}


def test_those_of_several_folders_are_joined(tmp_path: Path) -> None:
    one = owned(tmp_path / "a", "{acronyms: {A: first, B: beta}, phrasings: {Q: [a]}}")
    other = owned(tmp_path / "b", "{acronyms: {A: second}, phrasings: {Q: [b], R: [c]}}")
    words = read_owner_words([other, one])
    assert words.acronyms == {"A": "second", "B": "beta"}
    assert words.phrasings == {"Q": ["a", "b"], "R": ["c"]}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("acronyms: [", ":1: not YAML"),
        ("a: b: c\n", ":1: not YAML"),
        ("- a\n", "expected the keys publisher, acronyms, phrasings, keep and ignore"),
        ("just text", "expected the keys publisher, acronyms, phrasings, keep and ignore"),
        (
            "synonyms: {}",
            "unknown key 'synonyms': only publisher, acronyms, phrasings, keep and ignore",
        ),
        ("1: {}", "unknown key 1"),
        ("acronyms: [TPM]", "acronyms must be lines of the form"),
        ("acronyms: {TPM: [a]}", "acronyms must be lines of the form"),
        ("acronyms: {TPM: ''}", "acronyms must be lines of the form"),
        ("acronyms: {'': a}", "acronyms must be lines of the form"),
        ("phrasings: {Q: a}", "phrasings must be a question with a list"),
        ("phrasings: {Q: [1]}", "phrasings must be a question with a list"),
        ("phrasings: [Q]", "phrasings must be a question with a list"),
        ("publisher: 12", "publisher must be a name, or a list of names"),
        ("publisher: [Acme, '!']", "publisher must be a name, or a list of names"),
        ("keep: Pay", "keep must be a list of headings or texts"),
        ("ignore: [1]", "ignore must be a list of headings or texts"),
        (b"acronyms: {\xff: a}", "not UTF-8 at byte 11: save it as UTF-8"),
        ("!!python/object/apply:os.system ['true']", ":1: not YAML"),
        ("a: \x00", "not YAML"),
        ("acronyms:\n  X: 2020-13-45", ":2: not YAML: '2020-13-45' is no timestamp: put it in"),
        ('acronyms: {X: "a\\ud800"}', r":1: not YAML: half of a \u pair"),
        ('acronyms: {X: "\\UFFFFFFFF"}', "not YAML: no such character"),
        ('acronyms: !!int "a"', ":1: not YAML: 'a' is no int"),
        ('acronyms: !!bool "a"', ":1: not YAML: 'a' is no bool"),
        ('acronyms: !!timestamp "a"', ":1: not YAML: 'a' is no timestamp"),
        ("acronyms: " + "[" * 3000, "not YAML: nested too deeply"),
    ],
)
def test_what_is_wrong_is_one_line(text: str | bytes, said: str, tmp_path: Path) -> None:
    with pytest.raises(OwnerFileError) as error:
        read_owner_words([owned(tmp_path, text)])
    assert str(error.value).startswith(str(tmp_path / "careerbot.yaml"))
    assert said in str(error.value)
    assert "\n" not in str(error.value)


def test_what_it_keeps_and_ignores_goes_for_all_articles(tmp_path: Path) -> None:
    owned(tmp_path, "keep: [Our newsletter]\nignore: [History, Ovens]\n")
    (tmp_path / "a.txt").write_text("Bakers\n\nSubscribe to our newsletter!\n\nIt pays.\n")
    (tmp_path / "b.md").write_text("# Bread\n\nIt rises.\n\n## History\n\nLong.\n")
    overrides = read_owner_words([tmp_path]).overrides
    folder = read_folder([tmp_path], overrides=overrides)
    texts = [passage.text for article in folder.articles for passage in article.passages]
    assert texts == ["Subscribe to our newsletter!", "It pays.", "It rises."]
    assert list(map(str, folder.skipped)) == [
        "careerbot.yaml: keep or ignore: no heading or text is 'Ovens'"
    ]


def test_that_of_the_bundled_guides_is_right() -> None:
    words = read_owner_words([BUNDLED])
    assert words.acronyms["TPM"] == "technical project manager"
    assert len(words.phrasings) > 5
