"""The value of one setting: read as its field is annotated, or refused in one line."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

from annotated_doc import Doc
from annotated_types import Interval

from corpus.errors import CareerbotError
from index.addresses import AddressError, Place, place_of

__all__ = [
    "PREFIX",
    "SettingsError",
    "refuse_unknown_names",
    "refuse_unknown_variables",
    "value_of",
]

PREFIX = "CAREERBOT_"
_TEXT: dict[Any, Callable[[Any], Any]] = {
    str: str,
    str | None: str,
    Path: Path,
    Path | None: Path,
    Place | None: place_of,
}


class SettingsError(CareerbotError):
    """A setting that can't be used, with its name, its value and what it may be."""


def refuse_unknown_variables(names: list[str]) -> None:
    """Raise `SettingsError` for a variable of the environment that is no setting."""
    for variable in os.environ:
        name = variable.removeprefix(PREFIX).lower()
        if variable.startswith(PREFIX) and name not in names:
            near = get_close_matches(name, names, n=1)
            known = [PREFIX + each.upper() for each in near or names]
            way_out = f"did you mean {known[0]}?" if near else f"known are {', '.join(known)}"
            raise SettingsError(f"{variable} is no setting: {way_out}")


def refuse_unknown_names(path: Path | None, said: Iterable[str], names: list[str]) -> None:
    """Raise `SettingsError` for a name in the file of settings that is none."""
    for name in said:
        if name not in names or name == "config":
            near = get_close_matches(name.lower().removeprefix(PREFIX.lower()), names, n=1)
            way_out = f"did you mean {near[0]}?" if near else "careerbot config shows them all"
            raise SettingsError(f"{path}: {name} is no setting: {way_out}")


def value_of(
    name: str,
    kind: Any,  # noqa: ANN401 - as the field is annotated
    value: Any,  # noqa: ANN401 - a text, or what a file holds
    *,
    secret: bool,
    before: str | None = None,
) -> Any:  # noqa: ANN401 - as the field is annotated
    """Return what was given for a field as the field's annotation says.

    Raises `SettingsError`, in which `before` stands before the value, or else its variable.
    """
    base, *notes = get_args(kind)
    text = isinstance(value, str | Path)  # in a file it may be of another kind
    if text and base in _TEXT and all(isinstance(note, Doc) for note in notes):
        # Any text will do: who sets no more than this need not import pydantic.
        try:
            return _TEXT[base](value)
        except AddressError as error:
            raise SettingsError(f"{before or f'{PREFIX}{name.upper()}='}{error}") from None
    if base == tuple[str, ...] and isinstance(value, str):
        return tuple(part for each in value.split(",") if (part := each.strip()))
    from pydantic import TypeAdapter, ValidationError

    from bot.invalid_values import wanted

    if isinstance(value, str) and get_origin(base) is Literal and value.lower() in get_args(base):
        value = value.lower()  # INFO is what others call it
    try:
        return TypeAdapter(kind).validate_python(value)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]
        shown = "…" if secret else repr(wrong["input"])
        begun = before or f"{PREFIX}{name.upper()}="
        said = wanted(wrong)
        for bounds in notes:
            if isinstance(bounds, Interval) and said.endswith("number"):
                said += f" from {bounds.ge} to {bounds.le}"
        raise SettingsError(f"{begun}{shown}: {said}") from None
