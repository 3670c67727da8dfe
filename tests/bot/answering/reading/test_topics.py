"""Topics that a message lists without a sentence for each."""

from __future__ import annotations

import pytest

from bot.answering.reading.topics import asked_of_one_clause, topics_in


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("opening hours, prices and parking?", ["opening hours", "prices", "parking"]),
        ("cost and duration", ["cost", "duration"]),
        ("salary / hours / holidays?", ["salary", "hours", "holidays"]),
        ("pay/hours/holidays", ["pay", "hours", "holidays"]),
        ("Wifi? showers? lockers?", ["Wifi", "showers", "lockers"]),
        ("boats, lamps, ropes", ["boats", "lamps", "ropes"]),
        ("what are the fees, the dress code and the age limit?",
         ["the fees", "the dress code", "the age limit"]),
        ("do you have wifi, showers or lockers?", ["wifi", "showers", "lockers"]),
        ("and lunch, snacks & a nap?", ["lunch", "snacks", "a nap"]),
        ("info on pay and hours", ["pay", "hours"]),
        ("can I bring my dog and my boat", ["my dog", "my boat"]),
        ("check in, check out and smoking", ["check in", "check out", "smoking"]),
        ("prices, what to wear and how to join", ["prices", "what to wear", "how to join"]),
        ("the deposit, terms of hire and losing a lamp",
         ["the deposit", "terms of hire", "losing a lamp"]),
    ],
)  # fmt: skip
def test_a_list(message: str, names: list[str]) -> None:
    topics = topics_in(message)
    assert topics is not None
    assert [topic.name for topic in topics.each] == names


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("what is the cost and duration of the course?",
         ["what is the cost of the course", "what is duration of the course"]),
        ("do you have wifi, showers or lockers?",
         ["do you have wifi", "do you have showers", "do you have lockers"]),
        ("what skills and papers do I need", ["what skills do I need", "what papers do I need"]),
        ("can I swim and fish at night", ["can I swim at night", "can I fish at night"]),
        ("do you sell ropes, lamps and oil", ["do you sell ropes", "do you sell lamps",
                                              "do you sell oil"]),
    ],
)  # fmt: skip
def test_each_of_a_list_is_asked_as_all_of_it_is(message: str, questions: list[str]) -> None:
    topics = topics_in(message)
    assert topics is not None
    assert [topic.question for topic in topics.each] == questions


@pytest.mark.parametrize(
    ("message", "apart"),
    [
        ("nurse pay and duties", False),
        ("what are the fees and the deposit", True),
        ("pay, hours and holidays", True),
    ],
)
def test_whether_its_words_tell_them_apart(message: str, apart: bool) -> None:
    topics = topics_in(message)
    assert topics is not None
    assert topics.apart is apart


@pytest.mark.parametrize(
    "message",
    [
        "",
        "??",
        "opening hours",
        "nurse, salary",
        "nurse or cook",
        "pass/fail",
        "open 24/7",
        "nurse or cook, which pays more",
        "the gap between school and university",
        "who founded Hay & Sons",
        "where do ideas and plans thrive",
        "what should I learn, French or German",
        "post mortem, people or process",
        "is it a job you can do from home, data analyst?",
        "I moved here in May and have no papers",
        "I am 40, single and poor. What now?",
        "what if the boat and the lamp break",
        "does the bosun or the mate steer",
        "<b>pay</b> and hours",
        "one, two, three, four, five and six",
    ],
)
def test_no_list(message: str) -> None:
    assert topics_in(message) is None


@pytest.mark.parametrize(
    ("message", "names"),
    [
        ("how long and how much is it?", ["how long is it", "how much is it"]),
        ("where and when do you meet", ["where do you meet", "when do you meet"]),
        ("how long and how much?", ["how long", "how much"]),
        ("who, when and where", ["who", "when", "where"]),
        ("what day and what time is it", ["what day is it", "what time is it"]),
        ("when do you meet, and where?", ["when do you meet", "where"]),
        ("what do I pay and when", ["what do I pay", "when"]),
    ],
)
def test_several_question_words_of_one_clause(message: str, names: list[str]) -> None:
    topics = asked_of_one_clause(message)
    assert topics is not None
    assert [topic.name for topic in topics.each] == names


def test_one_behind_the_clause_asks_the_same_of_it() -> None:
    topics = asked_of_one_clause("when do you meet, and where?")
    assert topics is not None
    assert topics.each[1].question == "where do you meet"


@pytest.mark.parametrize(
    "message",
    [
        "",
        "how long is it?",
        "how long is it and what does it cost",
        "I know how and when",
        "where do you meet and what for",
        "how do I join and leave",
        "how many are nurses and how many aren't",
    ],
)
def test_one_question_word_for_each_clause(message: str) -> None:
    assert asked_of_one_clause(message) is None
