"""What the owner adds to the articles: names, acronyms, ways to ask, what to keep or ignore."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.bounded_file import leads_out, read_file
from corpus.errors import CareerbotError, cut
from corpus.overrides import Overrides

__all__ = ["OWNER_FILE", "OwnerFileError", "OwnerWords", "read_owner_words"]

OWNER_FILE = "careerbot.yaml"
_KEYS = "publisher, acronyms, phrasings, keep and ignore"


class OwnerFileError(CareerbotError):
    """An owner's file that can't be used, with the file and what to change."""


@dataclass(frozen=True, slots=True)
class OwnerWords:
    """The owner's additions to a set of articles."""

    acronyms: Mapping[str, str] = field(default_factory=dict)
    """What a short form stands for."""
    phrasings: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Other ways to ask, by the question or heading as it stands in an article."""
    overrides: Overrides = field(default_factory=Overrides)
    """What of the articles to keep or to ignore, whatever it looks like."""
    publisher: Sequence[str] = ()
    """What visitors call whoever publishes the articles."""

    def asked_also(
        self, more: Mapping[str, Sequence[str]], less: Mapping[str, Sequence[str]]
    ) -> OwnerWords:
        """Return these with `more` other ways to ask, and without `less`."""
        asked = {question: list(others) for question, others in self.phrasings.items()}
        for question, others in more.items():
            asked.setdefault(question, []).extend(others)
        for question, others in less.items():
            left = [each for each in asked.pop(question, []) if each not in others]
            asked |= {question: left} if left else {}
        return replace(self, phrasings=asked)


def read_owner_words(paths: Sequence[Path]) -> OwnerWords:
    """Read `careerbot.yaml` from every folder named, and from beside every file named.

    Raises OwnerFileError where one isn't understood.
    """
    folders = {path if path.is_dir() else path.parent for path in paths}
    acronyms: dict[str, str] = {}
    phrasings: dict[str, list[str]] = {}
    overrides = Overrides()
    publisher: list[str] = []
    for folder in sorted(folders):
        file = folder / OWNER_FILE
        if not os.path.lexists(file):
            continue
        if leads_out(file, folder):
            raise OwnerFileError(f"{file}: a link out of its folder: copy the file there")
        words = _read(file)
        acronyms.update(words.acronyms)
        for question, others in words.phrasings.items():
            phrasings.setdefault(question, []).extend(others)
        overrides = overrides.joined(words.overrides)
        publisher += words.publisher
    return OwnerWords(acronyms, phrasings, overrides, tuple(publisher))


def _read(file: Path) -> OwnerWords:
    from corpus.yaml_text import LONGEST, YamlError, read_values

    try:
        # Characters are counted where it is read; none has more than four bytes.
        content = read_values(read_file(file, 4 * LONGEST + 1).decode("utf-8")) or {}
    except OSError as error:
        raise OwnerFileError(f"{file}: can't be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise OwnerFileError(
            f"{file}: not UTF-8 at byte {error.start}: save it as UTF-8"
        ) from error
    except YamlError as error:
        location = str(file) if error.line is None else f"{file}:{error.line}"
        raise OwnerFileError(f"{location}: not YAML: {error.reason}") from error
    if not isinstance(content, dict):
        raise OwnerFileError(f"{file}: expected the keys {_KEYS}")
    for key in content:
        if key not in _KEYS.replace(" and", ",").split(", "):
            raise OwnerFileError(f"{file}: unknown key {cut(key)}: only {_KEYS}")
    acronyms = content.get("acronyms") or {}
    phrasings = content.get("phrasings") or {}
    if not isinstance(acronyms, dict) or not all(
        isinstance(value, str) and value.strip() and str(key).strip()
        for key, value in acronyms.items()
    ):
        raise OwnerFileError(f"{file}: acronyms must be lines of the form 'TPM: technical …'")
    if not isinstance(phrasings, dict) or not all(
        isinstance(value, list) and all(isinstance(one, str) for one in value)
        for value in phrasings.values()
    ):
        raise OwnerFileError(
            f"{file}: phrasings must be a question with a list of questions under it"
        )
    publisher = content.get("publisher") or []
    names = [publisher] if isinstance(publisher, str) else publisher
    if not isinstance(names, list) or not all(
        isinstance(one, str) and any(map(str.isalnum, one)) for one in names
    ):
        raise OwnerFileError(f"{file}: publisher must be a name, or a list of names")
    lists = {name: content.get(name) or [] for name in ("keep", "ignore")}
    for name, entries in lists.items():
        if not isinstance(entries, list) or not all(
            isinstance(one, str) and one.strip() for one in entries
        ):
            raise OwnerFileError(f"{file}: {name} must be a list of headings or texts")
    return OwnerWords(
        {str(key).strip(): value.strip() for key, value in acronyms.items()},
        {str(key): list(value) for key, value in phrasings.items()},
        Overrides(tuple(lists["keep"]), tuple(lists["ignore"])),
        tuple(name.strip() for name in names),
    )
