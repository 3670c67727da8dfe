"""What of an article makes up an answer, and how it is laid out."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.excerpt import highlight
from bot.answering.model import Heading, List, Paragraph, Table

ARTICLE = """# How to become a baker

Bakers make bread.

## Ways in

Look for these first jobs:

- Kitchen porter: you wash up and watch. [1]
- Counter clerk: you sell what others bake.
- Delivery driver: you leave at four.

## Leaving early

They are:

- Apprentices who live with their parents
- Bakers with a child under four

## Pay

| Stage | Pay |
|---|---|
| Apprentice | $24,000 |
| Head baker | $52,000 |

## FAQ

### Is the work hard?

Yes, the sacks are heavy.

- Flour weighs 25 kilograms.
- Ovens are hot.

## References

1. [Kitchens today](https://example.org/kitchens)
"""


@pytest.fixture(scope="module")
def answerer(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"baker.md": f"---\nurl: https://example.org/baker\n---\n{ARTICLE}"})


def test_an_item_stands_with_its_lead_in(answerer: Answerer) -> None:
    answer = answerer.answer("when does a delivery driver leave?")
    (block,) = answer.blocks
    assert isinstance(block, List)
    assert block.lead == "Look for these first jobs:"
    assert "Delivery driver: you leave at four." in block.items
    assert answer.highlight == "Delivery driver: you leave at four."


def test_a_lead_in_that_says_nothing_stands_under_its_heading(answerer: Answerer) -> None:
    answer = answerer.answer("may a baker with a small child leave early?")
    heading, block = answer.blocks
    assert heading == Heading("Leaving early")
    assert isinstance(block, List)
    assert block.lead == "They are:"


def test_a_row_comes_with_its_header_and_the_heading_of_its_table(answerer: Answerer) -> None:
    answer = answerer.answer("what does a head baker earn?")
    heading, table = answer.blocks
    assert heading == Heading("Pay")
    assert isinstance(table, Table)
    assert table.header == ("Stage", "Pay")
    assert ("Head baker", "$52,000") in table.rows
    assert "Stage | Pay\n" in answer.answer


def test_an_faq_answer_is_whole(answerer: Answerer) -> None:
    for question in ("Is the work hard?", "how heavy is flour, and is the work hard"):
        answer = answerer.answer(question)
        assert answer.answer == (
            "Yes, the sacks are heavy.\n\nFlour weighs 25 kilograms.\nOvens are hot."
        )
        assert Paragraph("Yes, the sacks are heavy.") in answer.blocks


def test_a_heading_gives_what_stands_under_it(answerer: Answerer) -> None:
    answer = answerer.answer("ways in")
    assert answer.answer == (
        "Look for these first jobs:\nKitchen porter: you wash up and watch.\n"
        "Counter clerk: you sell what others bake.\nDelivery driver: you leave at four."
    )
    assert answer.confidence >= 0.97


def test_sources_carry_references_lines_and_links(answerer: Answerer) -> None:
    (source,) = answerer.answer("what does a kitchen porter do").sources
    assert source.heading == ("Ways in",)
    assert "Kitchen porter: you wash up and watch. [1]" in source.quote
    (reference,) = source.references
    assert (reference.mark, reference.url) == ("[1]", "https://example.org/kitchens")
    assert source.url is not None
    assert source.url.startswith("https://example.org/baker#ways-in:~:text=Kitchen%20porter")
    assert source.title == "How to become a baker"


def test_an_article_without_address_has_no_links(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answer = answerer_of({"baker.md": ARTICLE}).answer("Is the work hard?")
    assert {source.url for source in answer.sources} == {None}


STUDIO = """# The glass studio

## Courses

Until two weeks before, you get all your money back.

## Parties

We bake a cake for up to twelve guests.

## Ways to sell

### A market stall

Pros:

- You meet who buys your bowls.
- You are paid at once.

Cons:

- You freeze in January.

### A web shop

Pros:

- It never closes.
- It sells bowls abroad.

Cons:

- Parcels break.
"""


@pytest.mark.parametrize(
    ("question", "above"),
    [
        ("do I get my money back if I cancel?", ["Courses"]),
        ("which courses give my money back until when?", []),
        ("do you bake a cake for parties?", []),
        ("pros of a web shop", ["A web shop"]),
        ("what breaks in parcels", ["A web shop"]),
    ],
)
def test_a_heading_stands_above_what_it_says_more_than(
    answerer_of: Callable[[dict[str, str]], Answerer], question: str, above: list[str]
) -> None:
    """And so does the one above it where others are called the same; a label is said once."""
    answer = answerer_of({"studio.md": STUDIO}).answer(question)
    assert [block.text for block in answer.blocks if isinstance(block, Heading)] == above


def test_what_leads_in_to_a_list_stands_before_it_and_once(guides_answerer: Answerer) -> None:
    answer = guides_answerer.answer("Which steps lead to a nursing license?")
    shown = [block.type for block in answer.blocks if not isinstance(block, Heading)]
    assert shown[:2] == ["paragraph", "list"]
    assert answer.answer.count("These are the steps, in order:") == 1


def test_code_stands_behind_what_is_said_of_it(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    """And is one source with it."""
    ovens = answerer_of(
        {
            "ovens.md": "# Ovens\n\n## Cleaning\n\nThey clean themselves each night.\n\n"
            "Do not run:\n\n```\noven clean --all\noven restart\n```\n\n"
            "## Heating\n\nIt takes an hour.\n"
        }
    )
    answer = ovens.answer("oven clean --all")
    assert answer.answer == "Do not run:\n\noven clean --all\noven restart"
    (source,) = answer.sources
    assert source.quote.startswith("Do not run:")


STEPS = """# How to become a welder

## The steps

1. Finish high school.
2. Apply for a place through one of:
   1. the union hall,
   2. a shipyard.
3. Pass the bend test.

## Pay

It pays enough.
"""


def test_steps_keep_their_numbers_and_nesting(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    steps = answerer_of({"welder.md": STEPS})
    (block,) = steps.answer("The steps").blocks
    assert isinstance(block, List)
    assert (block.numbers, block.levels) == ((1, 2, 1, 2, 3), (0, 0, 1, 1, 0))
    # What ends in a colon comes with what it leads in to, and no more.
    # A list without a lead-in stands under its heading.
    heading, block = steps.answer("where do I apply for a place").blocks[:2]
    assert heading == Heading("The steps")
    assert isinstance(block, List)
    apply = block.items.index("Apply for a place through one of:")
    assert block.items[apply : apply + 3] == (
        "Apply for a place through one of:",
        "the union hall,",
        "a shipyard.",
    )


def test_of_steps_none_is_left_out_between_two_others(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    steps = (
        "Sign the book at the gate with your name, the hour at which you leave, the number of the "
        "boat and the hour at which you mean to be back, so that somebody can look for you.",
        "Fetch a vest for everybody who comes along from the shed beside the gate, and see that "
        "each of them is closed, dry and of the right size for whoever is going to wear it.",
        "Check the boat for leaks, and its two oars, the bucket and the rope for whatever may have "
        "been broken by those who took the boat out before you and didn't say so to anybody.",
        "Bring the boat back before it is dark, tie it up, and strike your name out of the book "
        "at the gate, or else a party sets out to look for the boat, and you pay for that.",
    )
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    answerer = answerer_of(
        {"boats.md": f"# Boats\n\n## Taking a boat out\n\nTo take a boat out:\n\n{numbered}\n"}
    )
    whole, part = (
        [steps.index(item) for item in block.items]
        for question in ("How do I take a boat out?", "do I need a vest")
        for block in answerer.answer(question).blocks
        if isinstance(block, List)
    )
    assert whole == [0, 1, 2, 3]
    assert part == [1]


def test_of_many_steps_those_are_shown_that_follow_each_other(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    things = ("vest", "book", "rope", "bucket", "oar", "lamp", "horn", "map", "anchor", "flag")
    steps = [
        f"Look for the {thing} that belongs to the boat in the shed beside the gate, and where "
        f"there is no {thing} left ask the guard for another one."
        for thing in things
    ]
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    answerer = answerer_of({"boats.md": f"# Boats\n\nTo take a boat out:\n\n{numbered}\n"})
    for question in ("how do I take a boat out?", "what if there is no rope or lamp left"):
        block = answerer.answer(question).blocks[0]
        assert isinstance(block, List)
        first = steps.index(block.items[0])
        assert list(block.items) == steps[first : first + len(block.items)]
        assert len(block.items) < len(steps)


def test_of_a_list_what_lies_between_two_parts_that_answer_is_shown(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    """The second of them may go on from it, as "By that time" does."""
    items = (
        "Boats are handed out from eight in the morning, and none after six in the evening.",
        "The last boat has to be back at seven.",
        "By that time your boat has to be empty, dry and tied up, or you pay for another hour.",
        "Children under twelve wear a vest on the water, and so does everybody in spring.",
        "Dogs may come along where the boat has a deck, for which you ask at the counter.",
        "There is a tap beside the shed, from which you may fill your bottles, and a bin.",
        "Whoever finds something in the boat takes it to the counter, where it is kept.",
        "In fog all boats stay where they are, and what you have paid is given back to you.",
    )
    listed = "\n".join(f"- {item}" for item in items)
    answerer = answerer_of({"boats.md": f"# Boats\n\nThese are the rules:\n\n{listed}\n"})
    (block,) = answerer.answer("hours at which a boat is handed out and has to be tied up").blocks
    assert isinstance(block, List)
    assert block.items == items[:3]
    assert block.of == len(items)


def test_no_sentence_that_asks_is_marked(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of(
        {
            "diver.md": "# Diver\n\n## Joining\n\nSo you have read all the handbooks. How do you "
            "become a diver at the aquarium? You send two letters to the office.\n\n## Pay\n\n"
            "Divers earn $30 an hour.\n"
        }
    )
    answer = answerer.answer("how do I become a diver")
    assert answer.highlight == "You send two letters to the office."


def test_a_long_item_is_shown_from_what_names_it(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    item = (
        "Light set: a tent, a bag and a mat, which most people take. The tent stands in ten "
        "minutes, even in the rain, and holds two. The bag is warm down to the point at which "
        "water freezes. It weighs five kilograms in all, and fits into a rucksack of forty litres. "
        "It does not include a stove, for which you have to ask at the counter by name. "
        "Whoever brings it back dry, clean and whole gets the deposit back on the same day, and "
        "whoever doesn't pays for what has to be done to it before it can be lent again. In summer "
        "all of them are lent out by noon, so that it is wise to ask for one some days before, by "
        "telephone or at the counter."
    )
    answerer = answerer_of(
        {"camp.md": f"# Camping\n\n## Sets\n\nThere are two sets:\n\n- {item}\n- Heavy set: all.\n"}
    )
    answer = answerer.answer("which set has no stove?")
    assert "Light set: a tent, a bag and a mat, which most people take." in answer.answer
    assert answer.highlight is not None
    assert answer.highlight.startswith("It does not include a stove")
    assert "In summer all of them" not in answer.answer


def test_what_a_paragraph_asks_at_its_end_is_answered_by_what_stands_after_it(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    page = (
        "# Choosing apprentices\n\n## Reading their letters\n\nFew apprentices have worked "
        "anywhere before, so there is little on paper to judge them by. What can you look at "
        "instead?\n\n- Curiosity: they ask how the oven works.\n- Patience: they wait for the "
        "dough.\n\n## Pay\n\nThey earn 900 a month.\n"
    )
    answerer = answerer_of({"apprentices.md": page})
    answer = answerer.answer("they never had a job, so what do I look at in their letters?")
    assert answer.blocks[-1] == List(
        "", ("Curiosity: they ask how the oven works.", "Patience: they wait for the dough.")
    )


def test_of_several_paragraphs_that_ask_one_is_shown(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    page = (
        "# Interviews\n\n## What to ask a bakery\n\nHow is the rota written here, and who may swap "
        "a shift with whom?\n\nWhat becomes of the bread that nobody buys?\n\nWho teaches "
        "newcomers the ovens?\n\n## Pay\n\nThey earn 900 a month.\n"
    )
    answer = answerer_of({"interviews.md": page}).answer("what could I ask about unsold bread")
    assert answer.answer == "What becomes of the bread that nobody buys?"


def test_a_short_table_is_shown_behind_a_remark(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    page = (
        "# Bringing in a colleague\n\n## What you get\n\nThis is what we pay for a colleague whom "
        "you bring in:\n\nAll sums are before tax.\n\n| Their pay | First day | After a year |\n"
        "|---|---|---|\n| up to 30,000 | 200 | 100 |\n| up to 60,000 | 400 | 300 |\n\nYou may "
        "also ask for a day off.\n\n## Boats\n\nBoats leave at nine.\n"
    )
    answerer = answerer_of({"colleagues.md": page})
    answer = answerer.answer("what do you pay for a colleague whom I bring in?")
    table = answer.blocks[-1]
    assert isinstance(table, Table)
    assert table.rows == (("up to 30,000", "200", "100"), ("up to 60,000", "400", "300"))


def test_a_short_list_is_whole_however_long_its_lead_in(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    told = (
        "which of the two you take, so that someone may look for you there",
        "how many you are, and whether children are with you who can't walk that far",
        "by when you mean to be at the harbour, so that the boat waits for you",
    )
    page = (
        "# Harbour\n\n## Ways back\n\nThe first way back leads past the old lighthouse and takes "
        "an hour and a half on foot, as long as the path is dry, which it rarely is in winter. The "
        "second way leads over the hill and needs sturdy boots, since the stones are loose, and a "
        "torch after four, for there is no light until the village, and no house to ask for one. "
        "Before either of them, stop at the house of the warden beside the gate, who wants to hear "
        "from you:\n\n"
        + "\n".join(f"- {each}" for each in told)
        + "\n\n## Boats\n\nBoats leave at nine.\n"
    )
    answerer = answerer_of({"harbour.md": page})
    answer = answerer.answer("how long does the way past the old lighthouse take?")
    assert answer.highlight is not None
    assert answer.highlight.startswith("The first way back")
    assert isinstance(answer.blocks[-1], List)
    assert answer.blocks[-1].items == told


@pytest.mark.parametrize(
    "above", ["# Boats\n\n## FAQ\n\n### What does it cost?\n\nNothing.", "# Boats"]
)
def test_of_the_steps_under_a_question_none_is_left_out(
    answerer_of: Callable[[dict[str, str]], Answerer], above: str
) -> None:
    things = ("vest", "book", "rope", "bucket", "oar", "lamp", "horn")
    steps = tuple(
        f"Look for the {thing} that belongs to the boat in the shed beside the gate, and where "
        "there is none left ask the guard."
        for thing in things
    )
    numbered = "\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1))
    page = f"{above}\n\n### How do I take a boat out?\n\n{numbered}\n\n## Hours\n\nAt nine.\n"
    answerer = answerer_of({"boats.md": page})
    for question in ("How do I take a boat out?", "i want to take out a boat, what do i do"):
        block = answerer.answer(question).blocks[-1]
        assert isinstance(block, List)
        assert block.items == steps


@pytest.mark.parametrize(
    ("sentence", "question", "marked"),
    [
        (
            "If a sack tears while you carry it down from the loft where the flour is kept, put it "
            "on the floor at once and stay beside it, and have somebody call the foreman, who "
            "brings another one.",
            "a sack tore while I carried it down from the loft",
            "If a sack tears while you carry it down from the loft where the flour is kept, put it "
            "on the floor at once and stay beside it",
        ),
        (
            "Grains that may hold nuts (almonds, hazelnuts, walnuts, pecans, cashews, pistachios, "
            "Brazil nuts, macadamias, pine nuts, chestnuts, and whatever else the law of your "
            "country counts among them when they are sold) stand on the lowest shelf.",
            "which grains may hold nuts such as almonds?",
            "Grains that may hold nuts",
        ),
        (
            "Whoever leaves the bakery in the night or before the first bus, and has no car of "
            "their own there, may take a taxi home (up to thirty euros a ride) and hand in the "
            "bill at the end of the month.",
            "at the end of which month do I hand in the bill for a ride of thirty euros",
            "may take a taxi home (up to thirty euros a ride) and hand in the bill at the end of "
            "the month.",
        ),
    ],
)
def test_the_part_of_a_long_sentence_that_is_marked_can_be_read_by_itself(
    answerer_of: Callable[[dict[str, str]], Answerer], sentence: str, question: str, marked: str
) -> None:
    page = f"# Bakery\n\n## Rules\n\nThe rules are old. {sentence}\n\n## Hours\n\nWe open at six.\n"
    answer = answerer_of({"bakery.md": page}).answer(question)
    assert sentence in answer.answer
    assert answer.highlight == marked


def test_of_a_long_row_one_cell_is_marked(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    page = (
        "# Ladder of the kitchen\n\n| Level | What they do | How they are led | Pay |\n"
        "|---|---|---|---|\n| Commis | Cuts, washes and weighs what others cook | Is told each "
        "morning what to do | 24,000 |\n| Chef de partie | Runs one station by themselves, orders "
        "what it needs by Thursday noon, and teaches one commis | Meets the sous-chef once a week "
        "for half an hour, and is told in writing twice a year how the station does | 31,000 |\n\n"
        "## Hours\n\nWe open at six.\n"
    )
    answerer = answerer_of({"kitchen.md": page})
    answer = answerer.answer("how often does a chef de partie meet the sous-chef?")
    assert answer.highlight == (
        "Meets the sous-chef once a week for half an hour, and is told in writing twice a year how "
        "the station does"
    )
    assert answerer.answer("what is a commis paid?").highlight == (
        "Commis | Cuts, washes and weighs what others cook | Is told each morning what to do | "
        "24,000"
    )


POTTERY = """\
# The pottery

## Opening hours

We are open:

- Monday: 9 to 5
- Tuesday: 9 to 7
- Sunday: 10 to 2

## May I bring my dog?

Yes! Dogs may lie under the tables of the glazing room.

## Firing a kiln

You can fire the small kiln yourself after an hour of lessons. It is started at the panel:

    kiln --start

## Telephone

Karen Butt, 01403 7921

## Clay

There is clay of three kinds, and each is sold by the bag in the shop beside the gate:

- Stoneware clay costs 12 a bag. It is grey and coarse, shrinks little, and is fired at 1,250 \
degrees, so that what is made of it holds water without a glaze.
- Earthenware clay costs 9 a bag. It is red and soft, easy to begin with, and is fired at 1,060 \
degrees, so that what is made of it needs a glaze to hold water.
- Porcelain costs 25 a bag. It is white and fine, hard to throw, and shrinks by a seventh.
"""


@pytest.fixture(scope="module")
def pottery(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"pottery.md": POTTERY})


def test_of_parts_that_answer_alike_none_is_marked(pottery: Answerer) -> None:
    hours = pottery.answer("what are your opening hours?")
    assert "Tuesday: 9 to 7" in hours.answer
    assert hours.highlight is None
    sunday = pottery.answer("when do you open on Sunday?")
    assert sunday.highlight == "Sunday: 10 to 2"


def test_a_word_is_marked_with_what_follows_it(pottery: Answerer) -> None:
    passages = map(pottery.index.passage_at, range(len(pottery.index)))
    yes = next(passage for passage in passages if passage.text.startswith("Yes!"))
    marked = "Yes! Dogs may lie under the tables of the glazing room."
    assert (highlight(yes, 0), highlight(yes, 1)) == (marked, marked.removeprefix("Yes! "))


def test_code_is_shown_behind_the_paragraph_that_leads_to_it(pottery: Answerer) -> None:
    kiln = pottery.answer("kiln --start")
    assert kiln.answer.startswith("You can fire the small kiln yourself")
    assert kiln.answer.endswith("kiln --start")


def test_a_few_words_stand_under_their_heading(pottery: Answerer) -> None:
    assert pottery.answer("the telephone number, please").blocks == (
        Heading("Telephone"),
        Paragraph("Karen Butt, 01403 7921"),
    )


def test_a_single_item_is_not_left_out(pottery: Answerer) -> None:
    clay = pottery.answer("how much does a bag of clay cost?")
    listed = next(block for block in clay.blocks if isinstance(block, List))
    assert len(listed.items) == 3
    assert listed.of is None


def test_a_day_of_the_week_is_no_name_that_the_articles_lack(pottery: Answerer) -> None:
    answer = pottery.answer("May I bring my dog if I come on a Friday or in Feb?")
    assert "don't mention" not in str(answer.message)
    strange = pottery.answer("May I bring my dog to the Matterhorn?")
    assert "Matterhorn" in str(strange.message)
