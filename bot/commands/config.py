"""`careerbot config`: the settings in force, and where each is from."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from bot.api import create_app
from bot.config_file import NAME
from bot.settings import Origin, Settings
from corpus.errors import CareerbotError
from index.addresses import ServerAddress

__all__ = ["config"]


def config(settings: Settings, origins: dict[str, Origin]) -> int:
    """Print every setting as it stands in a file of settings; return 0.

    What is unset, and what is secret, is a comment: the rest can be written into a file as it is.
    What the parts of the service make of them is tried: a comment says which of them it refuses.
    """
    print(
        f"# {settings.config}"
        if settings.config
        else f"# no {NAME} here, nor in the user's own folder"
    )
    for each in dataclasses.fields(Settings):
        if each.name == "config":
            continue
        value = getattr(settings, each.name)
        origin = origins[each.name]
        if value is None or value == ():
            print(f"# {each.name} is unset")
        elif not each.repr and origin != "default":
            print(f"# {each.name} is set, and secret  # {origin}")
        else:
            print(f"{each.name} = {_as_toml(value)}  # {origin}")
    try:
        create_app(settings)
    except CareerbotError as error:
        print(f"# careerbot serve refuses them: {error}")
    return 0


def _as_toml(value: Any) -> str:  # noqa: ANN401 - of any setting
    """A text, a number, a truth or a list, which TOML writes as JSON does."""
    plain = list(value) if isinstance(value, tuple) else value
    return json.dumps(
        str(plain) if isinstance(plain, Path | ServerAddress) else plain, ensure_ascii=False
    )
