"""`careerbot.toml`: the settings in a file, by the names that the environment has for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from platformdirs import user_config_path

from bot.setting_values import PREFIX
from corpus.errors import CareerbotError

__all__ = ["NAME", "ConfigFile", "ConfigFileError", "read_config"]

NAME = "careerbot.toml"


class ConfigFileError(CareerbotError):
    """A file of settings that can't be used, with what is wrong in it."""


@dataclass(frozen=True, slots=True)
class ConfigFile:
    """What a file of settings says."""

    path: Path | None = None
    """None where there is no file."""
    values: Mapping[str, Any] = field(default_factory=dict)
    """By the names of the settings: texts, numbers, truths, and lists of texts."""


def read_config(named: str | Path | None) -> ConfigFile:
    """Return the settings of the file that is named, of the one here, or of the user's own.

    Raises ConfigFileError where one can't be read, is named and isn't there, or may be there.
    """
    path = Path(named).expanduser().absolute() if named else _found()
    if path is None:
        return ConfigFile()
    import tomllib

    try:  # Windows' editors write a mark before the text
        values = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else str(error)
        setting = f"{PREFIX}CONFIG=" if named else ""
        raise ConfigFileError(f"{setting}{path}: the settings can't be read: {why}") from None
    for name, value in values.items():
        if not isinstance(value, str | int | float) and not _is_list(value):
            raise ConfigFileError(
                f"{path}: {name} is neither a text, a number, true or false, nor a list of texts: "
                f"write it as careerbot config does"
            )
    return ConfigFile(path, values)


def _found() -> Path | None:
    """The file in this folder, or else the one in the user's own."""
    if _is_there(Path(NAME), "go to a folder that this user can read"):
        return Path(NAME).absolute()
    try:
        own = user_config_path("careerbot", appauthor=False) / NAME
    except RuntimeError:  # a user without a home folder
        return None
    return own if _is_there(own, "set HOME to this user's own folder") else None


def _is_there(path: Path, way_out: str) -> bool:
    """Tell whether a file is there; ConfigFileError where that can't be looked up."""
    try:
        return path.is_file()
    except OSError as error:  # a folder of another user's
        raise ConfigFileError(
            f"{path.absolute()}: whether it is there can't be seen ({error.strerror}): {way_out}, "
            f"or set {PREFIX}CONFIG to a file that can be read"
        ) from None


def _is_list(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(each, str) for each in value)
