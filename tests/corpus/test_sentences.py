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
