"""The publisher's own name says nothing of which passage answers."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.answering.answerer import Answerer
from bot.answering.reading.publisher import spoken_to
from bot.cli import main
from index.load import FolderIndex

OWNER = "publisher: [PotHouse, The Kiln School, Monster, Work With Clay]\n"
POTTERY = """# Questions we get

## How much does it cost?

A course is 240 euros, clay and firing included.

## Who can join?

Whoever is 14 or older and wants to work with clay. Nobody needs to know anything of it.

## Where do we meet?

In the yard behind the old brewery, on Mondays and Thursdays at seven. Write to us@pothouse.example
or see pothouse.example/yard.
"""
Build = Callable[[dict[str, str]], Answerer]


@pytest.fixture(scope="module")
def pottery(answerer_of: Build) -> Answerer:
    return answerer_of({"faq.md": POTTERY, "careerbot.yaml": OWNER})


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("How much does PotHouse cost?", "How much does you cost?"),
        ("how much does pot house cost", "how much does you cost"),
        ("what is the pothouse's age limit", "what is you age limit"),
        ("when does the kiln school meet", "when does you meet"),
        ("does Monster take kids", "does you take kids"),
        ("do you make monster mugs", "do you make monster mugs"),
        ("how old must I be to work with clay", "how old must I be to work with clay"),
        ("what is PotHouse?", "what is PotHouse?"),
        ("pothouse", "pothouse"),
        ("is there a pothouse-like course", "is there a pothouse-like course"),
    ],
)
def test_who_publishes_is_spoken_to(asked: str, read: str, pottery: Answerer) -> None:
    assert spoken_to(asked, pottery.index) == read


def test_a_question_with_the_name_is_answered_as_one_without(
    answerer_of: Build, pottery: Answerer
) -> None:
    nameless = answerer_of({"faq.md": POTTERY})
    for asked, answer in (
        ("how much does pothouse cost", "240 euros"),
        ("can my son join the kiln school at 12", "14 or older"),
    ):
        found = pottery.answer(asked)
        assert (found.status, found.interpreted_as) == ("answered", None)
        assert answer in found.answer
        assert found.confidence > nameless.answer(asked).confidence
    assert pottery.answer("does pothouse sell kilns").status == "no_answer"


@pytest.mark.parametrize(
    ("sites", "publishers"),
    [(("Pot House", "Pot House", None), ("Pot House",)), (("Pot House", "Tile House"), ())],
)
def test_pages_say_whose_they_are(
    sites: tuple[str | None, ...], publishers: tuple[str, ...], answerer_of: Build
) -> None:
    pages = {
        f"{number}.html": (f'<meta property="og:site_name" content="{site}">' if site else "")
        + f"<title>Page {number}</title><h1>Page {number}</h1><p>It holds {number} pots.</p>"
        for number, site in enumerate(sites)
    }
    assert answerer_of(pages).index.manifest.publishers == publishers


def test_front_matter_does_too_and_an_article_less_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("pots", "tiles"):
        text = f"---\npublisher: Pot House\n---\n\n# Of {name}\n\nWe make {name} here.\n"
        (tmp_path / f"{name}.md").write_text(text, "utf-8")
    (tmp_path / "careerbot.yaml").write_text("publisher: Kiln School\n", "utf-8")
    index = tmp_path / "index"
    assert main(["index", str(tmp_path), "--index", str(index)]) == 0
    assert main(["articles", "--remove", "tiles", "--index", str(index)]) == 0
    capsys.readouterr()
    assert FolderIndex.open(index).manifest.publishers == ("Kiln School", "Pot House")
