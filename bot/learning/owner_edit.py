"""Additions to an owner's files: every character that was there stays, and each can be taken out.

YAML isn't written anew, which would move its comments: lines are put in between, and what is read
then must be what was meant.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.bounded_file import read_file
from corpus.errors import CareerbotError
from corpus.owner import OWNER_FILE
from corpus.white_space import collapse
from corpus.yaml_text import LONGEST, YamlError, compose_strings, read_values
from index.known_questions import normalized

__all__ = ["EditError", "OwnerEdit", "entry_edit", "phrasings_edit", "read_text", "taken_out"]

FAQ_HEAD = "# Frequently asked questions\n"
_LARGEST = 4 * 1024 * 1024


class EditError(CareerbotError):
    """An owner's file that can't be added to, with what to do instead."""


@dataclass(frozen=True, slots=True)
class OwnerEdit:
    """A file before and after an addition."""

    file: Path
    before: str | None
    """None where there was none."""
    after: str
    added: tuple[str, ...]
    """The stretches that were added, from the top down."""

    def write(self) -> None:
        """Write the file in one step.

        Raises EditError where it is another one by now, or can't be written.
        """
        if read_text(self.file) != self.before:
            raise EditError(f"{self.file} was changed meanwhile: try again")
        try:
            _replace(self.file, self.after)
        except OSError as error:
            raise EditError(
                f"{self.file}: can't be written ({error.strerror}): let careerbot write to the "
                "folder of your articles"
            ) from error

    def as_dict(self) -> dict[str, Any]:
        """Return what is needed to take it out again."""
        return {"file": str(self.file), "added": list(self.added)}


def read_text(file: Path) -> str | None:
    """Return an owner's file; None where there is none. Raises EditError."""
    if not file.exists():
        return None
    try:
        data = read_file(file, _LARGEST + 1)
        return data.decode("utf-8")
    except OSError as error:
        raise EditError(f"{file}: can't be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise EditError(f"{file}: not UTF-8 at byte {error.start}: save it as UTF-8") from error


def phrasings_edit(
    folder: Path, heading: str, phrasings: Sequence[str], on: date, says: str = ""
) -> OwnerEdit:
    """Return the addition of other ways to ask what a heading answers. Raises EditError.

    In its place may be the id of a passage, and what that `says`, for who reads the file.
    """
    file = folder / OWNER_FILE
    before = read_text(file)
    text = before or ""
    said = [collapse(each) for each in phrasings]
    try:
        content = read_values(text)
    except YamlError as error:
        raise EditError(f"{file}:{error.line}: not YAML: {error.reason}") from error
    note = f"# asked by visitors, {on.isoformat()}" + (f": {says}" if says else "")
    at, added = _place(text, heading, said, note)
    after = text[:at] + added + text[at:]
    try:
        well = read_values(after) == _meant(content, heading, said)
    except YamlError:
        well = False
    if not well:
        raise EditError(
            f"{file} isn't written in lines, which could be added to: add it yourself, "
            f"{json.dumps(said[0], ensure_ascii=False)} under {heading!r} in phrasings"
        )
    return OwnerEdit(file, before, after, (added,))


def entry_edit(file: Path, question: str, answer: str) -> OwnerEdit:
    """Return the addition of a question with its answer, Markdown, to an FAQ article."""
    before = read_text(file)
    text = FAQ_HEAD if before is None else before
    # What begins a line so would be a heading of its own.
    body = "\n".join(f"\\{line}" if line.startswith("#") else line for line in answer.splitlines())
    level = _level(text)
    added = f"\n{'#' * level} {_escaped(collapse(question))}\n\n{body.strip()}\n"
    if text and not text.endswith("\n"):
        added = "\n" + added
    whole = (FAQ_HEAD + added) if before is None else added
    return OwnerEdit(file, before, text + added, (whole,))


def taken_out(edit: dict[str, Any]) -> OwnerEdit:
    """Return the edit that takes an addition out again. Raises EditError where it isn't there."""
    file = Path(edit["file"])
    before = read_text(file)
    text = before or ""
    for stretch in edit["added"]:
        if text.count(stretch) != 1:
            raise EditError(f"{file} was changed since: take it out there, then: careerbot index")
        text = text.replace(stretch, "")
    return OwnerEdit(file, before, text, ())


def _place(text: str, heading: str, phrasings: Sequence[str], note: str) -> tuple[int, str]:
    """Return where something is to be added, and what, to a file that is written in lines."""
    root = compose_strings(text, LONGEST)
    if root is None or not isinstance(root, yaml.MappingNode):
        return _end(text, _lines("", [(0, "phrasings:"), *_entry(2, heading, phrasings, note)]))
    under = _value(root, "phrasings")
    if under is None:
        return _end(text, _lines("", [(0, "phrasings:"), *_entry(2, heading, phrasings, note)]))
    if not isinstance(under, yaml.MappingNode):
        return _after(text, under, _entry(2, heading, phrasings, note))
    listed = next((v for k, v in under.value if normalized(k.value) == normalized(heading)), None)
    indent = under.start_mark.column
    if listed is None:
        return _after(text, under, _entry(indent, heading, phrasings, note))
    if isinstance(listed, yaml.SequenceNode) and listed.flow_style and listed.value:
        at = listed.value[-1].end_mark.index
        return at, "".join(f", {_quoted(each)}" for each in phrasings)
    column = listed.start_mark.column if isinstance(listed, yaml.SequenceNode) else indent + 2
    return _after(text, listed, _items(column, phrasings, note))


def _value(node: yaml.MappingNode, name: str) -> yaml.Node | None:
    return next((value for key, value in node.value if key.value == name), None)


def _entry(indent: int, heading: str, phrasings: Sequence[str], note: str) -> list[tuple[int, str]]:
    return [(indent, f"{_quoted(heading)}:"), *_items(indent + 2, phrasings, note)]


def _items(indent: int, phrasings: Sequence[str], note: str) -> list[tuple[int, str]]:
    return [(indent, f"- {_quoted(each)} {note}") for each in phrasings]


def _after(text: str, node: yaml.Node, lines: list[tuple[int, str]]) -> tuple[int, str]:
    """What stands behind the last line of a node."""
    end = text.find("\n", _last(node))
    if end < 0:
        return len(text), _lines("\n", lines)
    return end + 1, _lines("", lines)


def _end(text: str, added: str) -> tuple[int, str]:
    return len(text), added if not text or text.endswith("\n") else f"\n{added}"


def _last(node: yaml.Node) -> int:
    """Return the place of a node's last character: its own end may lie behind comments."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _last(last[1] if isinstance(node, yaml.MappingNode) else last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(node.end_mark.index) - 1
    return int(node.end_mark.index)


def _lines(before: str, lines: list[tuple[int, str]]) -> str:
    return before + "".join(f"{' ' * indent}{line}\n" for indent, line in lines)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _meant(content: object, heading: str, phrasings: Sequence[str]) -> dict[Any, Any]:
    """What has to be read after an addition to what was read before it."""
    meant = dict(content) if isinstance(content, dict) else {}
    under = dict(meant.get("phrasings") or {})
    key = next((each for each in under if normalized(str(each)) == normalized(heading)), heading)
    under[key] = [*(under.get(key) or []), *phrasings]
    meant["phrasings"] = under
    return meant


def _level(text: str) -> int:
    """The level of the last question that is a heading, or 2."""
    asked = [line for line in text.splitlines() if line.startswith("#") and "?" in line]
    return len(asked[-1]) - len(asked[-1].lstrip("#")) if asked else 2


def _escaped(text: str) -> str:
    return "".join(f"\\{each}" if each in "\\`*_[]<>#|{}$" else each for each in text)


def _replace(file: Path, text: str) -> None:
    """Write a file in one step, or delete it where nothing is left of it."""
    if not text.strip():
        file.unlink(missing_ok=True)
        return
    handle, name = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    new = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        new.chmod(file.stat().st_mode if file.exists() else 0o644)
        new.replace(file)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
