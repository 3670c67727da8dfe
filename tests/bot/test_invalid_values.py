"""What is said of a value that can't be used."""

from __future__ import annotations

from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError

from bot.invalid_values import refusal


class Cup(BaseModel):
    """Something with a field."""

    size: int


@pytest.mark.parametrize(
    ("kind", "given", "said"),
    [
        (Annotated[str, Field(max_length=3)], "a" * 1_200, "give 3 or fewer characters, not 1,200"),
        (Annotated[str, Field(pattern="^a+$")], "b\n", 'give a text that fits ^a+$, not "b\\n"'),
        (Annotated[list[int], Field(max_length=1)], [1, 2], "give 1 or fewer, not 2"),
        (int, 2.5, "give a whole number, not 2.5"),
        (float, "x" * 100, f'give a number, not "{"x" * 39}…'),
        (bool, None, "give true or false, not null"),
        (Literal["small", "large"], "vast", "give 'small' or 'large', not \"vast\""),
        (str, {"a": 1}, "give a text, not an object"),
        (Cup, 5, "give a JSON object, not 5"),
        (Cup, {}, "it is missing"),
        # None of those that are known: as pydantic has it.
        (bytes, 5, "input should be a valid bytes"),
    ],
)
def test_what_may_stand_there_is_said_and_what_does(kind: object, given: object, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(kind).validate_python(given)
    assert refusal(caught.value.errors()[0]) == said
