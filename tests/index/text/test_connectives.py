"""How a sentence hangs together with the one before it."""

from __future__ import annotations

import pytest

from index.text.connectives import leans, limits


@pytest.mark.parametrize(
    "text",
    [
        "However, bakers may.",
        "(Except when it rains.)",
        "**But** not on Sunday.",
        "Sin embargo, abre el lunes.",
        "Sauf le dimanche.",
        "Allerdings nicht am Sonntag.",
    ],
)
def test_what_takes_a_part_back(text: str) -> None:
    assert limits(text)
    assert leans(text)


@pytest.mark.parametrize("text", ["This means rain.", "They may.", "Cela suffit.", "Dieses gilt."])
def test_what_goes_on(text: str) -> None:
    assert leans(text)
    assert not limits(text)


@pytest.mark.parametrize("text", ["", "Butter is soft.", "Italy is far.", "Whoever asks may."])
def test_what_stands_alone(text: str) -> None:
    assert not leans(text)
    assert not limits(text)
