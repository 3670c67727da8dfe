"""Questions to go on with."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.message_catalog import MESSAGES
from bot.answering.model import Question
from bot.answering.suggestions import is_question, openings
from bot.render.plain import plain
from index.known_questions import normalized


def test_openings_take_the_articles_in_turn(guides_answerer: Answerer) -> None:
    found = guides_answerer.suggestions(6)
    assert len({normalized(question) for question in found}) == 6
    first = []
    for question in found[:3]:
        answer = guides_answerer.answer(question)
        assert answer.status == "answered"
        assert answer.confidence >= 0.99
        first.append(answer.sources[0].article)
    assert first == [article.id for article in guides_answerer.index.articles]


@pytest.mark.parametrize("count", [0, 1, 3])
def test_as_many_as_are_asked_for(count: int, guides_answerer: Answerer) -> None:
    assert len(guides_answerer.suggestions(count)) == count


def test_openings_of_some_articles(guides_answerer: Answerer) -> None:
    for question in guides_answerer.suggestions(5, ["data-analyst"]):
        answer = guides_answerer.answer(question, articles=["data-analyst"])
        assert {source.article for source in answer.sources} == {"data-analyst"}
        assert answer.confidence >= 0.97
    assert openings(guides_answerer.index, 4, []) == []


def test_two_articles_with_the_same_question_are_told_apart(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = "# {name}s\n\n## FAQ\n\n### Do I need a degree?\n\n{said}\n\n## Pay\n\nIt is {pay}.\n"
    answerer = answerer_of(
        {
            "baker.md": text.format(name="Baker", said="No baker needs one.", pay="$36,650"),
            "diver.md": text.format(name="Diver", said="A diver needs none.", pay="$68,300"),
        }
    )
    index = answerer.index
    labels = [index.section(number).label for number in range(6)]
    assert labels == [
        "FAQ (Bakers)",
        "Do I need a degree? (Bakers)",
        "Pay (Bakers)",
        "FAQ (Divers)",
        "Do I need a degree? (Divers)",
        "Pay (Divers)",
    ]
    for number, answer in enumerate(answerer.answer_many([Question(label) for label in labels])):
        section = index.section(number)
        assert index.passage_at(section.first_passage).text in answer.answer
    for article, said in (("baker", "No baker needs one."), ("diver", "A diver needs none.")):
        answer = answerer.answer("do i need a degree", articles=[article])
        assert (answer.answer, answer.confidence >= 0.99) == (said, True)


def test_an_unsure_answer_offers_other_readings_and_nothing_that_is_shown(
    guides_answerer: Answerer,
) -> None:
    unsure = Answerer(guides_answerer.index, answered=1.0, unsure=0.0)
    index = guides_answerer.index
    for question in ("Are nurses allowed to prescribe medication?", "which skills matter?", "sql"):
        answer = unsure.answer(question)
        assert answer.status == "unsure"
        assert 1 <= len(answer.choices) <= 3
        shown = {(source.article, source.heading) for source in answer.sources}
        for choice in answer.choices:
            passage = index.passage(choice.passage_id)
            assert passage is not None
            assert (passage.article, passage.heading) not in shown


def test_where_an_article_asks_nothing_its_headings_are_topics(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = "# Bakery\n\n## Ovens\n\nOvens are hot.\n\n## Flour\n\n- Rye\n- Wheat and spelt.\n"
    answerer = answerer_of({"bakery.md": text})
    assert answerer.suggestions(4) == ["Ovens", "Flour"]
    answer = answerer.answer("how hot are the ovens")
    assert answer.related == ("Flour",)
    assert "Topics in the articles:\n- Flour" in plain(answer)
    both = {"bread.md": text.replace("Bakery", "What is bread?"), "bakery.md": text}
    in_two = answerer_of(both).answer("how hot are the ovens", articles=["bread"])
    assert in_two.related == ("Flour (What is bread?)",)
    assert not is_question(in_two.related[0])
    with_question = answerer_of({"bakery.md": f"{text}\n## Is rye sour?\n\nYes.\n"})
    assert with_question.suggestions(4) == ["Is rye sour?"]
    assert with_question.answer("how hot are the ovens").related == ("Is rye sour?",)


def test_they_are_in_the_language_of_who_asks_where_an_article_is(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = "---\nlanguage: {}\n---\n# {}\n\n## {}\n\n{}\n"
    answerer = answerer_of(
        {
            "bread.md": text.format("en-GB", "Bread", "Is rye sour?", "Yes, it is."),
            "brot.md": text.format("de", "Brot", "Ist Roggen sauer?", "Ja, das ist er."),
        }
    )
    both = ["Is rye sour? (Bread)", "Ist Roggen sauer? (Brot)"]
    for language, expected in (("en", both[:1]), ("de_AT", both[1:]), ("fr", both), (None, both)):
        assert answerer.suggestions(4, language=language) == expected
        asked = Question("Where is the moon?", language=language)
        assert set(answerer.answer_many([asked])[0].related) == set(expected)


def test_what_is_picked_is_answered_by_its_passage(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = "# {name}\n\n## Overview\n\n{first}\n\n### Pay\n\nPaid {pay} a year.\n"
    answerer = answerer_of(
        {
            "baker.md": text.format(
                name="Bakery", first="Loaves are baked at night.", pay="$36,650"
            ),
            "diver.md": text.format(
                name="Diving", first="Hulls are cleaned at sea.", pay="$68,300"
            ),
        }
    )
    index = answerer.index
    by_text = {index.passage_at(n).text: index.passage_at(n) for n in range(len(index))}
    words = "What is in the overview?"
    for said, passage in by_text.items():
        answer = answerer.answer(words, passage=passage.id)
        assert (answer.status, answer.question) == ("answered", words)
        assert said in answer.answer
        assert {source.article for source in answer.sources} == {passage.article}
    usual = answerer.answer(words)
    gone = answerer.answer(words, passage="0123456789abcdef")
    of_another = answerer.answer(
        words, passage=by_text["Paid $68,300 a year."].id, articles=["baker"]
    )
    assert (gone.answer, gone.confidence) == (usual.answer, usual.confidence)
    assert of_another.answer == answerer.answer(words, articles=["baker"]).answer


def test_a_question_of_an_faq_that_is_picked_is_not_said_again(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    answerer = answerer_of({"baker.md": "# Bakers\n\n## FAQ\n\n### Is it early?\n\nAt three.\n"})
    answer = answerer.answer("Is it early?", passage=answerer.index.passage_at(0).id)
    assert [type(block).__name__ for block in answer.blocks] == ["Paragraph"]


def labels_of(answerer: Answerer) -> list[str]:
    return list(answerer.suggestions(20))


def test_what_nobody_would_press_is_no_suggestion(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    headings = ["Questions?", "Need help?", "or leave before the day is over?", "Is rye sour?"]
    text = "# Bakery\n" + "".join(f"\n## {each}\n\nBread {each}\n" for each in headings)
    answerer = answerer_of({"bakery.md": text})
    assert labels_of(answerer) == ["Is rye sour?"]
    stated = "# Mill\n\n## Our mill has two stones.\n\nOf granite.\n\n## Grinding\n\nSlow.\n"
    assert labels_of(answerer_of({"mill.md": stated})) == ["Grinding"]


def test_an_article_in_lower_case_has_questions_too(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = "# bakery\n\n## how do i keep rye?\n\nDry.\n\n## muss ich kneten?\n\nJa.\n"
    assert "how do i keep rye?" in labels_of(answerer_of({"bakery.md": text}))


def test_what_is_spelled_otherwise_is_no_second_suggestion(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = """\
# Freight

## The north line

### Is travelling with dough allowed?

In closed tubs.

## The south line

### Is traveling with dough allowed?

Only frozen.
"""
    answerer = answerer_of({"freight.md": text})
    assert sum("dough" in label for label in labels_of(answerer)) == 1
    unsure = Answerer(answerer.index, answered=1.0, unsure=0.0)
    offered = [choice.question for choice in unsure.answer("which line is the north one").choices]
    assert len({label.replace("travelling", "traveling") for label in offered}) == len(offered)


def test_a_refusal_in_a_conversation_names_what_was_talked_of(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = "# {0}\n\n## What does a {1} cost?\n\nA {1} costs {2} euros.\n\n## Care\n\nDry it.\n"
    made = (("Anvils", "anvil", 300), ("Bellows", "bellows", 90), ("Tongs", "tongs", 20))
    answerer = answerer_of({f"{name}.md": text.format(name, *of) for name, *of in made})
    far = "Who won the chess olympiad?"
    asked = "What does a tongs cost? (Tongs)"
    for history in ([asked], [asked, far], [asked, "thanks", far]):
        answer = answerer.answer(far, history=history)
        assert answer.status == "no_answer"
        assert "what stands in “Tongs”" in str(answer.message)
        assert "ongs" in answer.related[0]
    # Of a first question, what is nearest to it.
    assert "in “Bellows”" in str(answerer.answer("are bellows sold in prisons").message)


def test_a_title_that_names_nothing_is_not_what_can_be_asked_about(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    text = "# {}\n\n## Is rye sour?\n\nYes.\n"
    message = answerer_of({"faq.md": text.format("FAQs")}).answer("Who won?").message
    assert message == MESSAGES["en"].no_answer
    named = answerer_of({"faq.md": text.format("FAQ on rye")}).answer("Who won?").message
    assert "“FAQ on rye”" in str(named)
