import pytest

from bot.answering.quantity import Quantity, asks_price, gives_price


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("what does a nurse earn", {Quantity.MONEY}),
        ("How much does the exam cost?", {Quantity.MONEY, Quantity.NUMBER}),
        ("how long does it take", {Quantity.TIME}),
        ("How many hours are in a shift?", {Quantity.TIME, Quantity.NUMBER}),
        ("what percentage of nurses are men", {Quantity.NUMBER}),
        ("yearly travel budget in euros", {Quantity.MONEY}),
        ("what is the minimum", {Quantity.NUMBER}),
        ("Do I need a degree?", set()),
        ("who pares the potatoes", set()),
    ],
)
def test_what_a_question_wants_counted(question: str, wanted: set[Quantity]) -> None:
    assert {quantity for quantity in Quantity if quantity.asked(question)} == wanted


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("Half of them earned more than $93,600.", {Quantity.MONEY, Quantity.NUMBER}),
        ("It costs 300 dollars.", {Quantity.MONEY, Quantity.NUMBER}),
        ("Membership is free of charge.", {Quantity.MONEY}),
        ("An unpaid placement; there are no fees.", {Quantity.MONEY}),
        ("Feel free to come by.", set()),
        ("Plan on two to four years.", {Quantity.TIME, Quantity.NUMBER}),
        ("Most employers ask for a diploma.", {Quantity.NUMBER}),
        ("Someone answers for the people.", set()),
    ],
)
def test_what_a_text_counts(text: str, given: set[Quantity]) -> None:
    assert {quantity for quantity in Quantity if quantity.given(text)} == given


@pytest.mark.parametrize("question", ["how much?", "and how much is that", "what does it cost"])
def test_what_asks_for_a_price(question: str) -> None:
    assert asks_price(question)


@pytest.mark.parametrize("question", ["how much time do I have", "can I pay online", "is it paid"])
def test_what_asks_for_none(question: str) -> None:
    assert not asks_price(question)


@pytest.mark.parametrize(
    "text", ["It is $40.", "70 NOK a night", "CHF 12", "Put aside 30%.", "free"]
)
def test_what_gives_a_price(text: str) -> None:
    assert gives_price(text)


@pytest.mark.parametrize("text", ["It takes 2-4 weeks.", "Open from 9 AM.", "At most 6 people."])
def test_what_gives_none(text: str) -> None:
    assert not gives_price(text)
