"""Questions that are such by their form: labelled, counted, or over several lines."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]


def answers(article: Article) -> dict[str, str]:
    """Return what stands under each question of an FAQ."""
    asked = [index for index, section in enumerate(article.sections) if section.faq]
    return {
        article.sections[index].heading: " / ".join(
            each.text for each in article.passages if each.section == index
        )
        for index in asked
    }


@pytest.mark.parametrize(
    ("asks", "says"), [("Q", "A"), ("Frage", "Antwort"), ("P", "R"), ("Guest", "Baker")]
)
def test_two_labels_that_take_turns(plain: Read, asks: str, says: str) -> None:
    article = plain(
        f"{asks}: The bread is hard. Is it\n   a brick?\n\n{says}: Soak it.\n\n   And eat.\n\n\n"
        f"{asks}: My oven is cold.\n{says}: Make fire.\n\nNote: not too much.\n\n"
        f"{asks}: Is that all?\n{says}: bake -f bread | eat -\n",
        "Bread\n\n",
    )
    assert answers(article) == {
        "The bread is hard. Is it a brick?": "Soak it. / And eat.",
        "My oven is cold.": "Make fire. / Note: not too much.",
        "Is that all?": "bake -f bread | eat -",
    }
    assert {section.level for section in article.sections} == {1}


def test_labels_may_stand_behind_bullets(plain: Read) -> None:
    article = plain("- Q: Is it hard?\n- A: It is.\n- Q: My oven is cold.\n- A: Make fire.\n")
    assert answers(article) == {"Is it hard?": "It is.", "My oven is cold.": "Make fire."}


@pytest.mark.parametrize("written", ["Flour: rye\nWater: warm\n\nFlour: wheat\nWater: cold\n"])
def test_labels_of_which_none_asks_stay(plain: Read, written: str) -> None:
    text = [each.text for each in plain(f"Two breads.\n\n{written}").passages]
    assert {"Flour: rye", "Water: cold"} <= {line for each in text for line in each.split("\n")}


@pytest.mark.parametrize("numbers", [("1.", "2.", "3."), (" 1)", " 2)", " 3)")])
def test_a_statement_among_counted_questions(plain: Read, numbers: tuple[str, str, str]) -> None:
    first, second, third = numbers
    article = plain(
        f"{first} Is there bread?\n\n    Yes.\n\n{second} My bread is hard.\n\n    No. See\n"
        f"      * the oven\n      * the soup\n\n{third} Where do I find the door of the\n"
        "    shop?\n\n    In front.\n"
    )
    assert answers(article) == {
        "Is there bread?": "Yes.",
        "My bread is hard.": "the oven / the soup",
        "Where do I find the door of the shop?": "In front.",
    }


def test_questions_counted_through_chapters(plain: Read) -> None:
    rule = "-" * 40
    article = plain(
        f"{rule}\n1. Bread\n{rule}\n\n1.1. Is it warm?\n\nYes.\n\n{rule}\n\n1.2. Mine is hard.\n\n"
        f"Soak it.\n\n{rule}\n2. Cake\n{rule}\n\n2.1. Is it sweet?\n\nVery.\n",
        "Shop FAQ\n\n",
    )
    assert [section.path for section in article.sections] == [
        ("Bread",),
        ("Bread", "1.1. Is it warm?"),
        ("Bread", "1.2. Mine is hard."),
        ("Cake",),
        ("Cake", "2.1. Is it sweet?"),
    ]


def test_counted_steps_are_no_questions(plain: Read) -> None:
    article = plain("Is it hard?\n\n1. Make fire.\n\n2. Bake.\n\nReally?\n\nYes.\n")
    assert [each.ordinal for each in article.passages] == [1, 2, None]


@pytest.mark.parametrize(
    "asked", ["What happens if I have lost my\nkey?", "1.1 May I read about it in\n    README?"]
)
def test_a_question_over_two_lines(plain: Read, asked: str) -> None:
    article = plain(f"{asked}\n\nAsk us.\n\nHow do I join?\n\nWrite.\n", "Club FAQ\n\n")
    assert answers(article) == {" ".join(asked.split()): "Ask us.", "How do I join?": "Write."}


def test_a_heading_above_a_question_is_no_part_of_it(plain: Read) -> None:
    article = plain("Payment\nDo you take cards?\n\nAll.\n\nHow do I join?\n\nWrite.\n")
    assert [section.heading for section in article.sections] == [
        *("Payment", "Do you take cards?", "How do I join?")
    ]


def test_a_line_with_an_address_heads_nothing(plain: Read) -> None:
    article = plain("The list is at http://list.example/now.html\n\nHours\n\nIt opens at nine.\n")
    assert [section.heading for section in article.sections] == ["Hours"]
    assert article.passages[0].text.endswith("now.html")
