"""Which lines are headings or items, and at which level."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from corpus import Article, ArticleError

Read = Callable[..., Article]
Outline = Callable[[Article], list[str]]


def test_a_label_heads_its_list_and_ends_with_it(plain: Read, outline: Outline) -> None:
    article = plain(
        "Shifts at the Plant\nThe plant never sleeps.\nDay Shift:\n- seven to three\n"
        "Night Shift:\n- eleven to seven\nBoth shifts share one locker room.\n"
    )
    assert outline(article) == ["Shifts at the Plant", "  Day Shift:", "  Night Shift:"]
    assert article.passages[-1].heading == ("Shifts at the Plant",)


def test_headings_without_text_between_nest(plain: Read, outline: Outline) -> None:
    article = plain(
        "Education\nDegrees\nFour years are usual, and two are enough in some states.\n"
        "Certificates\nOne of them pays off, and the others decorate the wall.\n"
    )
    assert outline(article) == ["Education", "  Degrees", "  Certificates"]


def test_a_heading_without_text_holds_four_where_nothing_tells_its_end(
    plain: Read, outline: Outline
) -> None:
    stalls = "".join(f"Stall {name}\nIt sells {name}s all day.\n" for name in "ABCDE")
    article = plain(f"Is it open?\nIt is, until dusk.\nThe Market\n{stalls}")
    under = [f"  Stall {name}" for name in "ABCD"]
    assert outline(article) == ["Is it open?", "The Market", *under, "Stall E"]
    asked = plain(f"Where To Go\nIs it far?\nNo.\nIs it dear?\nNo.\nThe Market\n{stalls}")
    assert outline(asked)[4:6] == under[:2]


def test_capitals_end_what_stands_under_capitals(plain: Read, outline: Outline) -> None:
    article = plain(
        "STARTING OUT\nEducation\nTwo years at school.\nFirst Jobs\nAny will do.\n"
        "LATER ON\nIt gets easier then.\n"
    )
    assert outline(article) == ["STARTING OUT", "  Education", "  First Jobs", "LATER ON"]
    article = plain("Nursing Office\nWHO SHOULD COME\nFor all of us.\nWHAT THEY SEND\nOne page.\n")
    assert outline(article) == ["Nursing Office", "WHO SHOULD COME", "WHAT THEY SEND"]


def test_a_label_is_text_of_its_heading(plain: Read, outline: Outline) -> None:
    article = plain(
        "Who Sits on It\nThe Panel:\n- hears both sides\n- decides in a week\n"
        "Who May Speak\nAnybody who was asked to.\n"
    )
    assert outline(article) == ["Who Sits on It", "  The Panel:", "Who May Speak"]


def test_a_numbered_line_may_head_a_table(plain: Read, outline: Outline) -> None:
    article = plain(
        "1. Orders\nThey leave within a day.\n2. Prices at a Glance\n"
        "Size\tPrice\nSmall\t$10\nLarge\t$15\n"
    )
    assert outline(article) == ["Orders", "Prices at a Glance"]
    assert article.passages[-1].cells == ("Large", "$15")


def test_bulleted_lines_that_ask_head_what_stands_below_them(plain: Read, outline: Outline) -> None:
    asked = "{0} Is it hard?\nIt is, at first.\n{0} Is it paid? And how?\nBy the hour.\n"
    for bullet in ("-", "→"):
        assert outline(plain(asked.format(bullet))) == ["Is it hard?", "Is it paid? And how?"]
    only = plain("- Is it hard?\n- Is it paid?\n- Is it near?\nAsk that first.\n")
    assert [each.kind for each in only.passages] == ["item"] * 3 + ["paragraph"]


def test_headings_that_come_again_stand_under_those_that_do_not(
    plain: Read, outline: Outline
) -> None:
    counties = "".join(
        f"{name}\nMarkets are held on {day}.\nStalls\nA stall costs {price} a day.\n"
        f"Opening Hours\nThe gates open at {hour} and close in the evening.\n"
        for name, day, price, hour in (
            ("Ashmoor", "Mondays", "$10", "seven"),
            ("Birchdale", "Fridays", "$12", "eight"),
            ("Coldwater", "Sundays", "$15", "nine"),
        )
    )
    within = ["  Stalls", "  Opening Hours"]
    assert outline(plain(counties)) == [
        *("Ashmoor", *within),
        *("Birchdale", *within),
        *("Coldwater", *within),
    ]
    twice = plain("Pay\nIt is good.\nNotes\nOf the first.\nHours\nLong.\nNotes\nOf the second.\n")
    assert outline(twice) == ["Pay", "Notes", "Hours", "Notes"]


def test_an_faq_article_without_an_faq_section(plain: Read) -> None:
    article = plain("Is it hard?\nYes, at first.\nIs it paid?\nIt is.\n", "Pilot FAQ\n")
    assert [section.faq for section in article.sections] == [True, True]


def test_questions_on_the_line_of_their_answers(plain: Read, outline: Outline) -> None:
    article = plain(
        "FAQ\nIs it hard? Yes, at first [1]. Later less so.\n- Is it paid? It is. Well?\n"
        "Conclusion\nIs it worth it? That depends on you.\n"
    )
    assert outline(article) == ["FAQ", "  Is it hard?", "  Is it paid?", "Conclusion"]
    assert [p.text for p in article.passages] == [
        "Yes, at first. Later less so.",
        "It is. Well?",
        "Is it worth it? That depends on you.",
    ]


def test_topics_within_an_faq(plain: Read, outline: Outline) -> None:
    article = plain(
        "FAQ\nTraining\nIs it long?\nTwo years.\nIs it hard?\nNo.\nMoney\nIs it paid?\nYes.\n"
        "Closing Words\nThat was all there is to say.\n"
    )
    assert outline(article) == [
        "FAQ",
        "  Training",
        "    Is it long?",
        "    Is it hard?",
        "  Money",
        "    Is it paid?",
        "Closing Words",
    ]
    assert sum(section.faq for section in article.sections) == 3


def test_numbers_tell_levels(plain: Read, outline: Outline) -> None:
    article = plain(
        "1. The Work\nIt is long.\n1.1 By Day\nThere is sun.\n1.2 By Night\nThere is none.\n"
        "2. The Pay\nIt is fair, all in all.\n"
    )
    assert outline(article) == ["The Work", "  1.1 By Day", "  1.2 By Night", "The Pay"]


def test_captions_and_values_are_no_headings(plain: Read, outline: Outline) -> None:
    article = plain(
        "The Work\nIt is long and it is dull.\nPhoto by Ann Example\nSome like it all the same.\n"
        "Median pay: $45,000 a year\nThat is the middle of all the wages paid.\n"
    )
    assert outline(article) == ["The Work"]


def test_a_list_of_links_is_no_content(plain: Read) -> None:
    article = plain(
        "Nurses work in shifts, and the shifts are long.\nRelated Articles\n"
        ""
        "How to Become a Doctor\nWhat Vets Earn\nSalary\n"
        "The pay is fair everywhere, and good in cities.\n"
    )
    assert [passage.text[:10] for passage in article.passages] == ["Nurses wor", "The pay is"]
    assert len(article.set_aside) == 2


def test_a_table_of_contents_tells_the_outer_headings(plain: Read, outline: Outline) -> None:
    article = plain(
        "Contents\n\n1. The Work\n2. The Pay\n\nThe Work\n\nMornings\n\nThey begin early.\n\n"
        "Nights\n\nThey end late, without any.\n\nThe Pay\n\nIt is paid by the hour.\n"
    )
    assert outline(article) == ["Contents", "The Work", "  Mornings", "  Nights", "The Pay"]
    assert len(article.passages) == 3


def test_a_table_of_contents_may_name_its_sections_in_short(plain: Read) -> None:
    article = plain(
        "How to Become a Cooper\n\nBarrels are old, and so are the ways into the trade.\n"
        "In this article\nThe work\nTraining\nPay\nFAQ\nWhat does a cooper do all day?\n"
        "A cooper bends staves over a fire and binds them with hoops until no drop escapes.\n"
        "How do you train as a cooper?\nAn apprenticeship takes four years in most shops.\n"
        "How much does a cooper earn?\nAbout as much as a joiner in the same town earns.\n"
    )
    headings = [section.heading for section in article.sections]
    assert headings[-3:] == [
        "What does a cooper do all day?",
        "How do you train as a cooper?",
        "How much does a cooper earn?",
    ]
    assert not {"The work", "Training", "Pay", "FAQ"} & set(headings)
    aside = {each.text for each in article.set_aside if each.reason == "table of contents"}
    assert {"The work", "Training", "Pay", "FAQ"} <= aside


def test_an_article_of_nothing_but_a_button(plain: Read) -> None:
    with pytest.raises(ArticleError, match=r"all of it is set aside: line 3 \(button\)"):
        plain("Share\n")


ASKED = "What does it cost?\n\nTen a month.\n\n{}\n\nYes.\n\nWhen do you open?\n\nAt six.\n"


@pytest.mark.parametrize("title", ["Bakery FAQ\n\n", "The Bakery\n\n"])
def test_a_question_may_begin_with_what_leads_to_it(
    plain: Read, outline: Outline, title: str
) -> None:
    begun = "I come by bike. Can I leave it here?"
    assert outline(plain(ASKED.format(begun), title)) == [
        *("What does it cost?", begun, "When do you open?")
    ]


@pytest.mark.parametrize(
    "written",
    [
        "What does it cost?\n\nIt isn't free. But what is?\n\nWhen do you open?\n\nAt six.\n",
        "The cost\n\nIt isn't free. But what is?\n\nTen.\n\nWhen do you open?\n\nAt six.\n",
        "What is it?\nA mill.\n\nIt turns. Would it not?\n\nIt does.\n\nIs it old?\nVery.\n",
    ],
)
def test_rhetoric_is_no_question(plain: Read, written: str) -> None:
    assert all("." not in section.heading for section in plain(written).sections)


def test_what_is_marked_as_a_question_is_one(plain: Read, outline: Outline) -> None:
    article = plain("Q: I bake. May I come?\nA: Yes.\n\nQ. Is it far?\nA. No.\n")
    assert outline(article) == ["I bake. May I come?", "Is it far?"]
    assert [passage.text for passage in article.passages] == ["Yes.", "No."]


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_an_items_question_is_answered_below_it(
    plain: Read, outline: Outline, between: str
) -> None:
    article = plain(
        "For visitors.\n\n"
        f"• May I bring a dog?{between}  It has to wait outside.\n"
        f"• I come by bike. Where can I leave it?{between}  In the yard.\n"
    )
    assert outline(article) == ["May I bring a dog?", "I come by bike. Where can I leave it?"]
    assert all(section.faq for section in article.sections)
    assert [passage.text for passage in article.passages][1:] == [
        *("It has to wait outside.", "In the yard.")
    ]


@pytest.mark.parametrize(
    "items",
    [
        "- Is it old?\n  Very.\n- The mill\n  still turns.\n",
        "- Who owns it, and since when?\n  Do they live there?\n- Is it old?\n  How old is it?\n",
        "- Is it old, and what is there that folk know\n  of it, or told them?\n  Read the sign.\n"
        "- How old is it?\n  Ask at the mill.\n",
    ],
)
def test_items_that_ask_stay_items(plain: Read, items: str) -> None:
    assert plain(f"Some things can be found out by anyone.\n\n{items}").sections == ()


def test_a_rule_right_below_a_label_is_no_heading(plain: Read, outline: Outline) -> None:
    article = plain(
        "Boats:\nEvery boat is back before it gets dark\n"
        "Whoever brings one back late pays for the hour that the warden waited.\n"
        "KEYS & LOCKS:\nKeys hang in the office behind the door.\n"
    )
    assert outline(article) == ["Boats:", "KEYS & LOCKS:"]
    assert article.passages[0].text.startswith("Every boat")


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_lines_that_begin_with_labels_are_no_headings(
    plain: Read, outline: Outline, gap: str
) -> None:
    article = plain(
        f"Present: Mrs E Wood, Mr T Lane, Ms O Field{gap}"
        f"Apologies: Ms R Brook{gap}In the chair: Mr T Lane\n\nThe concert was set for June.\n"
    )
    assert outline(article) == []
    assert [passage.text for passage in article.passages][:2] == [
        *("Present: Mrs E Wood, Mr T Lane, Ms O Field", "Apologies: Ms R Brook")
    ]


def test_a_line_over_lines_with_figures_is_a_heading(plain: Read, outline: Outline) -> None:
    article = plain(
        "Moving in\nDeposit: two months' rent\nLetter box plate: 9 euros\n\n"
        "While you live here\nWe clean for 30 euros an hour\nNew key: 12 euros\n"
        "Repairs are charged as they come\n"
    )
    assert outline(article) == ["Moving in", "While you live here"]


def test_a_part_stands_over_what_has_its_number(plain: Read, outline: Outline) -> None:
    article = plain(
        "Article 4: leaving\n4.01 Notice\nWhoever leaves says so a month before they do.\n"
        "4.02 Notice of those who have been here for years\nIt is two months for them.\n"
        "Article 5: hours of work and rest\n5.01 Hours\na. The ovens are hot from four.\n"
        "b. The shop opens at seven.\n5.02 Rest\nThere are two rests of ten minutes each.\n"
    )
    assert outline(article) == [
        "Article 4: leaving",
        "  4.01 Notice",
        "  4.02 Notice of those who have been here for years",
        "Article 5: hours of work and rest",
        "  5.01 Hours",
        "  5.02 Rest",
    ]
    assert [each.kind for each in article.passages].count("item") == 2
