"""What is wanted is compared with markup and white space aside, as the sets' owners wrote it."""

from __future__ import annotations

from bot.evaluation.question_sets import Case


def test_markup_and_white_space_are_folded_on_both_sides() -> None:
    case = Case("q", "answerable", "a:1", ("**Two** years of [training](https://a.example/x)",))
    assert case.answered_by("It takes two  years.\nTwo years of\ntraining, at least.")
    assert not case.answered_by("Three years of training.")


def test_attribute_lists_are_markup() -> None:
    case = Case("q", "answerable", "a:1", ("as defined in the Rules.",))
    assert case.answered_by('It is as defined in [the Rules](/r){:target="_blank"}.')


def test_marks_alone_are_wanted_as_they_stand() -> None:
    case = Case("q", "answerable", "a:1", ("—",))
    assert case.answered_by("Monday — Friday")
    assert not case.answered_by("Monday to Friday")


def test_a_highlight_may_be_part_of_what_is_wanted_or_hold_it() -> None:
    case = Case("q", "answerable", "a:1", ("Two years. Then you are paid.",))
    assert case.part_of("Then you are paid.")
    assert case.part_of("In all: two years. Two years. Then you are paid.")
    assert not case.part_of("You are paid.")
    assert not case.part_of("")
