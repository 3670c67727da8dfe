"""The owner's own wording of the bot's messages: a YAML file, by language and name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

from bot.answering.message_catalog import MESSAGES, Messages
from corpus.bounded_file import read_file
from corpus.errors import CareerbotError, cut

__all__ = ["MessagesFileError", "read_messages"]

LONGEST = 1_000
"""Characters of a message."""
_FILLED_IN = re.compile(r"\{\w+\}")


class MessagesFileError(CareerbotError):
    """A file of messages that can't be used, with the file and what to change."""


def read_messages(file: Path) -> Mapping[str, Messages]:
    """Return the catalog with what a file has in other words. Raises MessagesFileError."""
    content = _content(file)
    if not isinstance(content, dict):
        raise MessagesFileError(f"{file}: expected languages with messages under them")
    catalog = dict(MESSAGES)
    for language, own in content.items():
        if language not in catalog:
            known = ", ".join(catalog)
            raise MessagesFileError(f"{file}: unknown language {cut(language)}: only {known}")
        if not isinstance(own, dict):
            raise MessagesFileError(f"{file}: {language}: expected lines such as 'no_answer: …'")
        catalog[language] = replace(
            catalog[language],
            **{name: _checked(file, language, name, text) for name, text in own.items()},
        )
    return catalog


def _checked(file: Path, language: str, name: object, text: object) -> str:
    where = f"{file}: {language}"
    usual = asdict(MESSAGES[language])
    if name not in usual:
        raise MessagesFileError(f"{where}: unknown message {cut(name)}: only {', '.join(usual)}")
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise MessagesFileError(f"{where}: {name} must be a text of 1 to {LONGEST:,} characters")
    may = _FILLED_IN.findall(usual[name])
    for part in _FILLED_IN.findall(text):
        if part not in may:
            known = f"only {' and '.join(may)}" if may else "it has nothing to fill in"
            raise MessagesFileError(f"{where}: {name}: nothing is filled in for {part}: {known}")
    return " ".join(text.split())


def _content(file: Path) -> object:
    from corpus.yaml_text import LONGEST as LONGEST_FILE
    from corpus.yaml_text import YamlError, read_values

    try:
        return read_values(read_file(file, 4 * LONGEST_FILE + 1).decode("utf-8")) or {}
    except OSError as error:
        raise MessagesFileError(f"{file}: can't be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise MessagesFileError(f"{file}: not UTF-8 at byte {error.start}: save it so") from error
    except YamlError as error:
        location = file if error.line is None else f"{file}:{error.line}"
        raise MessagesFileError(f"{location}: not YAML: {error.reason}") from error
