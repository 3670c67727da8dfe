"""Who wants a person, asks what answers, or isn't helped by an answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.answering.answerer import Answerer
from bot.answering.appeals import HOW_TO_CONTACT
from bot.answering.contact import has_contact
from bot.answering.message_catalog import MESSAGES, Voice
from bot.answering.model import Question
from bot.answering.reading.appeal import appeal_in
from bot.conversation import Conversation

ENGLISH = MESSAGES["en"]
DESK = "Ask our desk: desk@example.org"
SAUNA = """\
# The sauna

## How much is a visit?

A visit is 12 euros for three hours.

## Which towels may I bring?

Towels of cotton, no smaller than a bath towel.

## How hot is it inside?

Ninety degrees in the big room, sixty in the small one.
"""
REACHED = """
## How do I reach you?

By phone, (212) 664-7665, or by e-mail to steam@example.org.
"""
LENSES = """
## May I wear contact lenses?

Contact lenses dry out in the heat, so put them in their case.
"""
PERSON = "can I talk to a person?"
DESK_PAGE = "# Contact us\n\nPhone: (212) 664-7665, before noon.\n"


@pytest.fixture
def sauna(answerer_of: Callable[[dict[str, str]], Answerer]) -> Answerer:
    return answerer_of({"sauna.md": SAUNA + LENSES})


@pytest.mark.parametrize("history", [(), ("How hot is it inside?",)])
def test_who_wants_a_person_gets_the_owners_way_to_one(
    history: tuple[str, ...], sauna: Answerer
) -> None:
    answerer = Answerer(sauna.index, voice=Voice(MESSAGES, DESK))
    for language, asked in (("en", PERSON), ("de", "Kann ich mit jemandem sprechen?")):
        [answer] = answerer.answer_many([Question(asked, history, language=language)])
        assert (answer.status, answer.blocks) == ("no_answer", ())
        assert answer.contact is not None
        assert answer.contact.text == DESK
        assert answer.message == MESSAGES[language].program
        assert answer.answer_id


def test_a_question_beside_it_is_answered_too(sauna: Answerer) -> None:
    answerer = Answerer(sauna.index, voice=Voice(MESSAGES, DESK))
    both = answerer.answer("How much is a visit? Can I talk to someone?")
    assert "12 euros" in both.answer
    assert both.contact is not None
    assert sauna.answer("How much is a visit? Can I talk to someone?").contact is None


def test_without_one_only_an_address_or_a_number_answers(
    sauna: Answerer, answerer_of: Callable[[dict[str, str]], Answerer]
) -> None:
    nobody = sauna.answer(PERSON)
    assert (nobody.status, nobody.message, nobody.answer) == ("no_answer", ENGLISH.program, "")
    assert not nobody.small_talk
    reached = answerer_of({"sauna.md": SAUNA + REACHED}).answer(PERSON)
    assert "(212) 664-7665" in reached.answer
    assert (reached.question, reached.interpreted_as) == (PERSON, HOW_TO_CONTACT["en"])


def test_the_passage_that_says_how_answers_though_another_comes_first(
    answerer_of: Callable[[dict[str, str]], Answerer],
) -> None:
    glad = "\n## Contact us by e-mail\n\nWe are glad to hear from you.\n"
    answerer = answerer_of({"sauna.md": SAUNA + glad, "desk.md": DESK_PAGE})
    first = answerer.answer(HOW_TO_CONTACT["en"])
    assert not any(has_contact(each.quote) for each in first.sources)
    assert answerer.answer(PERSON).answer == "Phone: (212) 664-7665, before noon."


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Write to steam@example.org.", True),
        ("Call 555-0100.", True),
        ("Tel. 0800 123 4567", True),
        ("Ruf an: +49 30 1234567", True),
        ("From 1.1.2006 the share is 50%.", False),
        ("Between 2024-2025 it was 10 000 000 euros.", False),
        ("Contact us at the front desk.", False),
    ],
)
def test_a_contact_is_a_mail_address_or_a_phone_number(text: str, is_one: bool) -> None:
    assert has_contact(text) is is_one


def test_a_program_says_that_it_is_one(sauna: Answerer) -> None:
    for history in ((), ("How hot is it inside?",)):
        answer = sauna.answer("are you a real person?", history=history)
        assert (answer.message, answer.small_talk) == (ENGLISH.program, True)


@pytest.mark.parametrize("said", ["what do you mean?", "that's wrong", "thanks for nothing"])
def test_who_isnt_helped_is_offered_other_places(said: str, sauna: Answerer) -> None:
    asked = "How hot is it inside?"
    answer = sauna.answer(said, history=[asked])
    assert (answer.message, answer.answer) == (ENGLISH.not_helped, "")
    assert answer.choices
    assert asked not in [choice.question for choice in answer.choices]
    first = answer.choices[0]
    chosen = sauna.answer(first.question, history=[asked, said], passage=first.passage_id)
    assert chosen.status == "answered"


def test_without_an_answer_before_it_is_asked_to_say_it_otherwise(sauna: Answerer) -> None:
    for history in ((), ("Who won the chess olympiad?",), ("hello",)):
        answer = sauna.answer("I don't understand", history=history)
        assert (answer.message, answer.choices) == (ENGLISH.rephrase, ())


def test_a_conversation_goes_on_behind_it(sauna: Answerer) -> None:
    said = ["what do you mean?", "are you a bot", PERSON]
    after = sauna.answer("and in the small room?", history=["How hot is it inside?", *said])
    assert "sixty" in after.answer
    assert all(text not in str(after.interpreted_as) for text in said)


def test_what_is_offered_to_who_isnt_helped_can_be_picked(sauna: Answerer) -> None:
    conversation = Conversation(sauna)
    conversation.ask("How hot is it inside?")
    answer = conversation.ask("that doesn't help")
    assert conversation.offered[: len(answer.choices)] == tuple(c.question for c in answer.choices)


def test_what_the_articles_are_asked_for_is_no_appeal() -> None:
    assert set(HOW_TO_CONTACT) == set(MESSAGES)
    assert not any(map(appeal_in, HOW_TO_CONTACT.values()))
