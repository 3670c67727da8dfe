"""What is said to the bot itself, in four languages, and what asks the articles something."""

from __future__ import annotations

import json

import pytest

from bot.answering.reading.appeal import Appeal, appeal_in, asks_for_person
from bot.answering.reading.courtesy import asks_nothing
from bot.answering.reading.reply import says_nothing
from tests.bot.answering.reading.test_courtesy import BENCH


@pytest.mark.parametrize(
    ("appeal", "texts"),
    [
        (Appeal.PERSON, ["can I talk to a person", "I'd like to speak with a human being, please",
                         "speak to someone please", "is there anyone I can chat with?",
                         "live agent",
                         "get me a human", "how do I speak to a real person", "human please",
                         "I want to talk to customer service", "could someone call me",
                         "Kann ich bitte mit einem Menschen sprechen?", "Bitte einen Menschen!",
                         "ich möchte mit jemandem reden",
                         "Verbinden Sie mich mit einem Mitarbeiter",
                         "Puis-je parler à une personne ?", "je veux parler à quelqu’un",
                         "¿Puedo hablar con alguien?", "quiero hablar con una persona real"]),
        (Appeal.PROGRAM, ["are you a bot", "Are you a real person?", "is this an AI", "r u human",
                          "am I talking to a robot or a person?", "are you ChatGPT",
                          "anyone there?",
                          "is anybody there", "Sind Sie ein Mensch?", "bist du ein Bot",
                          "rede ich mit einem Roboter?", "Êtes-vous un robot ?", "c’est un robot ?",
                          "¿Eres una persona?", "estoy hablando con un bot"]),
        (Appeal.NOT_HELPED, ["what do you mean?", "what does that mean", "I don’t understand",
                             "i dont get it", "that's wrong", "This is not right.", "useless",
                             "huh?",
                             "that doesn't help me", "thanks for nothing", "no, that's not it",
                             "That’s not what I meant.", "you didn't answer my question!",
                             "makes no sense", "Was meinen Sie damit?", "das verstehe ich nicht",
                             "Das stimmt nicht", "das hilft mir nicht", "Danke für nichts",
                             "Je ne comprends pas", "c'est faux", "ce n'est pas ça",
                             "No entiendo", "eso no es correcto", "no es lo que pregunté"]),
    ],
)  # fmt: skip
def test_an_appeal_is_told_by_what_it_is_made_of(appeal: Appeal, texts: list[str]) -> None:
    assert {text: appeal_in(text) for text in texts} == dict.fromkeys(texts, appeal)
    assert all(asks_nothing(text) and says_nothing(text) for text in texts)


@pytest.mark.parametrize(
    "text",
    ["", "?", "no", "yes", "thanks", "why?", "what do you mean by probation",
     "I don't understand the vesting rule", "can I talk to my doctor first", "who can I talk to?",
     "do I need to talk to someone before the exam", "are you open on sundays", "is that wrong?",
     "is it a machine?", "are you a member of the union", "I didn't get it", "I lost it",
     "what if I don't get it", "can someone come with me", "does it help",
     "is there a person limit",
     "how many people can talk at once", "what does a talk cost", "i want a person to check my cv",
     "Was bedeutet Probezeit?", "Ist das richtig?", "Que veut dire CDI ?",
     "¿Qué significa contrato?",
     "when can I reach the staff?", "talk " * 20],
)  # fmt: skip
def test_what_may_ask_something_is_no_appeal(text: str) -> None:
    assert appeal_in(text) is None


def test_of_several_sentences_all_must_be_one() -> None:
    assert appeal_in("That's wrong. Can I talk to a person?") is Appeal.PERSON
    assert appeal_in("What do you mean? How long is the course?") is None
    assert asks_for_person("How long is the course? And can I talk to someone?")
    assert not asks_for_person("How long is the course? And who teaches it?")


def test_no_question_of_the_sets_is_an_appeal() -> None:
    for path in BENCH.rglob("*.jsonl"):
        for line in path.read_text("utf-8").splitlines():
            question = json.loads(line)
            assert appeal_in(question["q"]) is None, question
