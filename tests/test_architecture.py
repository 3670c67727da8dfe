"""The page on the architecture says what is there."""

from __future__ import annotations

import re
from importlib import import_module

import pytest

from docs.architecture import PAGE, PICTURE, picture, rooms_list
from docs.import_graph import PACKAGES
from docs.page import with_part

NAMES = sorted(set(re.findall(rf"`((?:{'|'.join(PACKAGES)})(?:\.\w+)+)`", PAGE.read_text("utf-8"))))


def test_the_rooms_are_those_there_are() -> None:
    text = PAGE.read_text("utf-8")
    assert with_part(text, "rooms", rooms_list()) == text, "write it anew with: make docs"


def test_the_picture_is_of_the_imports() -> None:
    assert PICTURE.read_text("utf-8") == picture(), "draw it anew with: make docs"


@pytest.mark.parametrize("name", NAMES)
def test_what_the_page_names_is_there(name: str) -> None:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join(parts[:length]))
        except ModuleNotFoundError:
            continue
        for attribute in parts[length:]:
            found = getattr(found, attribute)
        return


def test_the_page_names_a_way_through_every_package() -> None:
    assert {name.partition(".")[0] for name in NAMES} == set(PACKAGES)
