"""A table of contents whose entries are numbered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from corpus import Article
from corpus.overrides import Overrides
from corpus.readers import read_text

Read = Callable[..., Article]
ENTRIES = (
    "1. THE MILL\n1.1. Who may come in, and\n     when?\n1.2. Flour\n\n2. THE OVEN\n2.1. Bread\n"
)
TOLD = [
    "It turns all day long, and in a storm at night as well.",
    "All may come in who take their shoes off at the door.",
    "It is white, but for that of rye, which is nearly black.",
    "It is hot from six in the morning until the bread is done.",
    "It is of rye, of oat and of whatever else we have milled.",
]
HEADINGS = ["1. THE MILL", "1.1. Who may come in?", "1.2. Flour", "2. THE OVEN", "2.1. Bread"]
BODY = "".join(f"{a}\n\n{b}\n\n" for a, b in zip(HEADINGS, TOLD, strict=True))


@pytest.mark.parametrize("above", ["", "CONTENTS\n\n", "What follows is long.\n\n"])
@pytest.mark.parametrize("rule", ["", "----------\n\n"])
def test_numbered_lines_that_come_again_are_contents(plain: Read, above: str, rule: str) -> None:
    article = plain(f"{above}{ENTRIES}\n{rule}{BODY}")
    assert [each.text for each in article.passages][-5:] == TOLD
    assert len(article.passages) == 5 + above.startswith("What")
    aside = [each.text for each in article.set_aside if each.reason == "table of contents"]
    assert aside == [("CONTENTS\n\n" if above.startswith("CON") else "") + ENTRIES.rstrip()]


@pytest.mark.parametrize(
    "text",
    [
        "1. Mill\n2. Sift\n3. Bake\n\nAnd again:\n\n1. Mill\n2. Sift\n3. Bake\n",
        "1. Mill\n- by day\n- by night\n2. Sift\n- twice\n- thrice\n3. Bake\n- hot\n- long\n\n"
        "1. Mill\n\nAll day.\n\n2. Sift\n\nThrice.\n\n3. Bake\n\nAt night.\n",
        "1. Mill\n2. Sift\n3. Bake\n\n1. Mill\n\nAll day.\n\n4. Eat\n\nAll of it.\n",
    ],
)
def test_a_list_that_is_told_twice_is_no_contents(plain: Read, text: str) -> None:
    article = plain(f"What to do.\n\n{text}")
    assert not any(each.reason == "table of contents" for each in article.set_aside)


def test_contents_are_kept_where_the_owner_says() -> None:
    text = f"The Title\n\n{ENTRIES}\n{BODY}"
    article = read_text(text, Path("a.txt"), overrides=Overrides(keep=("2.1. Bread",)))
    assert not any(each.reason == "table of contents" for each in article.set_aside)
