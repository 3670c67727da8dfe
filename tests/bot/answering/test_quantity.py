import pytest

from bot.answering.quantity import Quantity


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
