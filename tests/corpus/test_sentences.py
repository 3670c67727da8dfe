"""Where sentences begin."""

from __future__ import annotations

import pytest

from corpus.sentences import sentences


@pytest.mark.parametrize("short", ["e.g.", "eg.", "i.e.", "ie.", "approx.", "etc."])
def test_a_short_form_ends_no_sentence(short: str) -> None:
    first = f"Give it a subject, {short} 'Week 3'. "
    assert sentences(f"{first}Send it.") == [0, len(first)]


def test_a_word_that_ends_like_one_does() -> None:
    assert len(sentences("Bring the peg. Then go.")) == 2


@pytest.mark.parametrize(
    ("text", "second"),
    [
        ("Dogs are welcome (max. 2 per room). They pay nothing.", "They pay nothing."),
        ("Apply by Jan. 5 at noon. Then wait.", "Then wait."),
        ("He came. (It was late. Nobody saw him.)", "(It was late. Nobody saw him.)"),
        ("It was late (at least for him. Then he left.", None),
    ],
)
def test_brackets_hold_their_sentences_and_numbers_belong_to_what_stands_before_them(
    text: str, second: str | None
) -> None:
    begins = sentences(text)
    assert [text[begin:] for begin in begins[1:]] == ([second] if second else [])


def test_a_sentence_may_end_in_etc() -> None:
    text = "Bring bread, salt, etc. The ovens are hot. Bread, salt, etc. are there (oil, etc. Too)."
    assert [text[at:][:9] for at in sentences(text)] == ["Bring bre", "The ovens", "Bread, sa"]
