"""What nobody has filled in yet is no answer, and is said to the owner."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus import Article, read_text
from corpus.doubtful import doubtful
from corpus.overrides import Overrides

AROUND = "# Bakery\n\nBread is sold from six.\n\n## Cakes\n\n{}\n"


def page(text: str) -> Article:
    return read_text(AROUND.format(text), Path("bakery.md"))


@pytest.mark.parametrize(
    "answer",
    [
        *(
            "tbd",
            "TBA.",
            "**To be confirmed**",
            "TODO",
            "TKTK",
            "Coming soon!",
            "Details to follow.",
            "???",
        ),
        *("xxx", "XX:XX - XX:XX", "(link to the cake list)", "- tbc"),
        *("Folgt in Kürze.", "Wird noch bekannt gegeben.", "À venir", "Próximamente."),
        *("Lorem ipsum dolor sit amet, consectetur.", "[Price of a Wedding Cake]"),
    ],
)
def test_an_answer_that_is_still_to_come_is_none(answer: str) -> None:
    article = page(answer)
    assert [each.text for each in article.passages] == ["Bread is sold from six."]
    ((place, reason),) = [(each.place.line, each.reason) for each in doubtful(article)]
    assert (place, reason[:33]) == (7, "can't be quoted before it is fill")


@pytest.mark.parametrize(
    "sentence",
    [
        "A cake costs …€ a slice.",
        "A slice is £___ at the counter.",
        "Price: [Wedding Cake Price per tier]",
        "Baker: Click or tap here to enter text.",
        "REPLACE WITH TEXT ABOUT OUR CAKES",
        "A slice costs `r slice` euros.",
    ],
)
def test_a_sentence_with_a_hole_is_set_aside_alone(sentence: str) -> None:
    article = page(f"Cakes are cut to order.\n\n{sentence}")
    assert [each.text for each in article.passages[1:]] == ["Cakes are cut to order."]
    assert [each.text for each in article.set_aside] == [sentence]


@pytest.mark.parametrize(
    "text",
    [
        "We bake, we rest... 5% of it is sold.",
        "Bring the form: [signed or stamped]",
        "Write to [Your Name]",
        "All of it is still to be decided by the baker.",
        "Put the coin in. INSERT THE KEY.",
        "Todo",
    ],
)
def test_what_looks_alike_is_text(text: str) -> None:
    assert page(text).set_aside == ()


def test_a_list_of_states_is_a_list() -> None:
    article = page("- Done\n- Coming soon\n- Sold out")
    assert [each.text for each in article.passages[1:]] == ["Done", "Coming soon", "Sold out"]


def test_what_the_owner_keeps_stays() -> None:
    text, kept = AROUND.format("Coming soon."), Overrides(keep=("Cakes",))
    assert read_text(text, Path("bakery.md"), None, kept).set_aside == ()


def test_a_heading_in_bold_that_is_a_placeholder_heads_nothing() -> None:
    article = page("**[Price of a Cake]**\n\nPaid on the day.")
    assert article.passages[-1].heading == ("Cakes",)


def test_a_tag_of_the_sites_own_leaves_a_gap_that_is_seen() -> None:
    article = page("Call {% bakeryPhone %} before six. {% icon %} Or {% b %}knock{% endb %}.")
    assert article.passages[-1].text == "Call … before six. Or knock."
    assert "{% bakeryPhone %}" in str(article.warnings[0])
