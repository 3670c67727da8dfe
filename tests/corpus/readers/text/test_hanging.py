"""Plain text as text browsers and man lay it out: what is a heading stands to the left of it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]

RULES = """\
                          Rules of the Bakers' Guild

1. Introduction

   The guild is an association of bakers who have made common cause to
   bake better bread. This text says how it decides, and nothing else of
   what a guild may do, or how.

2. Members

  2.1. Powers

   A member may
    1. bake whatever bread they like, with regard to their own oven and
       to that of the guild;
    2. vote.

  2.2. Rest

   Members rest as they see fit, but not while the oven is hot, because
   bread that is left alone will burn.

  How to ask for rest (and for more of it)

   Send a letter to the guild that says which nights you want to rest.
   It should say:
Night: <night>

   Replace <night> with the night. A whole letter may look as this one
   does:
  To: guild@example.org
  Subject: Rest

  I would like to rest.
  Anna

                              More of the Guild

Setting a date

Date: tomorrow

   will make the guild's clerk write down the next day for your rest, in
   the book of days.
"""


def test_headings_stand_to_the_left_of_the_text(plain: Read, outline: Outline) -> None:
    article = plain(RULES, "")
    assert article.title == "Rules of the Bakers' Guild"
    assert outline(article) == [
        "1. Introduction",
        "2. Members",
        *("  2.1. Powers", "  2.2. Rest", "  How to ask for rest (and for more of it)"),
        "More of the Guild",
        "  Setting a date",
    ]


def test_examples_stand_there_too(plain: Read) -> None:
    """One line belongs to its sentence, and more are one block."""
    article = plain(RULES, "")
    told = [each.text for each in article.passages if "2.1" not in each.heading[-1]]
    assert told[2:] == [
        "Send a letter to the guild that says which nights you want to rest. "
        "It should say: Night: <night>",
        "Replace <night> with the night. A whole letter may look as this one does:",
        "To: guild@example.org\nSubject: Rest\n\nI would like to rest.\nAnna",
        "Date: tomorrow will make the guild's clerk write down the next day for your rest, "
        "in the book of days.",
    ]
    powers = [each for each in article.passages if each.heading[-1] == "2.1. Powers"]
    assert [each.ordinal for each in powers] == [1, 2]
    lead = article.blocks[powers[0].block].lead
    assert lead is not None
    assert lead.text == "A member may"


def test_a_numbered_item_may_have_a_title(plain: Read, outline: Outline) -> None:
    article = plain(
        "   Version 2 of March 2026.\n\n"
        "   The guild has promised its guests what follows, and whoever bakes\n"
        "   for it promises that as well, by day and by night.\n\n"
        "Promises\n\n"
        "    1. Bread will be warm\n"
        "       We bake all night so that the bread is warm whenever the doors\n"
        "       of the shop are opened to a guest.\n"
        "    2. Bread will be there\n"
        "       We bake enough of it so that there is bread for every guest who\n"
        "       comes before noon.\n",
        "",
    )
    assert article.title == "Article"  # by the file's name: the first line is a sentence
    assert outline(article) == ["Promises", "  Bread will be warm", "  Bread will be there"]
    assert [each.text[:8] for each in article.passages] == [
        *("Version ", "The guil", "We bake ", "We bake "),
    ]


@pytest.mark.parametrize(("first", "second"), [("a)", "b)"), ("(a)", "(b)")])
def test_indented_items_make_no_code_of_the_text(plain: Read, first: str, second: str) -> None:
    article = plain(
        "1. Guests\n1.1 A guest is whoever comes in by the door of the shop.\n"
        "1.2 A guest may eat\n"
        f"    {first} bread, without a limit and whenever the oven is open;\n"
        f"    {second} cake, but only\n"
        "       i) one piece of it for each of the loaves that were bought, or\n"
        "       ii) on a birthday.\n"
        "1.3 A guest pays.\n\n2. Dogs\n2.1 Dogs stay out.\n2.2 Cats, too.\n"
    )
    assert [(each.kind, each.depth) for each in article.passages] == [
        ("paragraph", 0),
        *[("item", 0), ("item", 0), ("item", 1), ("item", 1)],
        *[("paragraph", 0)] * 3,
    ]
    assert [section.heading for section in article.sections] == ["Guests", "Dogs"]
    lead = article.blocks[article.passages[1].block].lead
    assert lead is not None
    assert lead.text == "1.2 A guest may eat"
    assert article.passages[3].text.startswith("i) one piece")


def test_an_address_is_no_heading(plain: Read, outline: Outline) -> None:
    assert outline(plain("Pay\n\nIt is fair.\n\nWrite to: pay@example.org\n\nThey answer.\n")) == [
        "Pay"
    ]
