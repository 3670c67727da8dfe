"""An index, opened, read-only."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.acronyms import Acronyms
from index.encoding import open_encoder
from index.encoding.model import Encoder, EncoderInfo
from index.errors import IndexMissingError, IndexUnusableError
from index.known_questions import KnownQuestions
from index.later import Later
from index.signals.dense import Dense
from index.signals.heading_vectors import Openings
from index.signals.late_interaction import TokenVectors
from index.signals.lexical import Lexical
from index.signals.years import Years
from index.store.integrity import Integrity
from index.store.layout import LAYOUT, ArticleInfo, Manifest
from index.store.memory import load_array, load_bytes
from index.store.records import Records
from index.text.english import EnglishWords
from index.text.typos import Typos

__all__ = ["Index", "StoredBlock", "StoredPassage", "StoredSection"]

ATTEMPTS = 5
"""How often an index that is being rebuilt is opened before it counts as damaged."""
RECENT = 4096
"""Passages, sections and blocks that are kept as they were read."""
QUICKLY_COMPARED = 4 * 1024 * 1024
"""Bytes of the largest file that is compared with its checksum whoever opens the index."""


@dataclass(frozen=True, slots=True)
class StoredPassage:
    """A passage as an index keeps it; see `corpus.Passage`."""

    number: int
    id: str
    article: ArticleInfo
    section: int | None
    heading: tuple[str, ...]
    block: int
    kind: str
    start: int
    end: int
    line: int
    text: str
    cells: tuple[str, ...]
    depth: int
    ordinal: int | None
    marks: tuple[str, ...]
    label: str
    """A short question, or heading and topic, that leads to this passage when asked."""


@dataclass(frozen=True, slots=True)
class StoredSpan:
    """A stretch of an article's source, in characters, and how it reads."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class StoredBlock:
    """A paragraph group, list or table; see `corpus.Block`."""

    kind: str
    lead: StoredSpan | None
    header: StoredSpan | None
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class StoredSection:
    """A section and the passages in it and in the sections below it."""

    number: int
    heading: str
    path: tuple[str, ...]
    faq: bool
    article: int
    passages: range


class Index:
    """Everything that answers a question, from one folder."""

    def __init__(
        self, folder: Path, manifest: Manifest, encoder: Encoder, integrity: Integrity
    ) -> None:
        self.folder = folder
        self.integrity = integrity
        self.version = manifest.version
        self.manifest = manifest
        self.articles: Sequence[ArticleInfo] = manifest.articles
        self.encoder = encoder
        files = folder / manifest.version
        self.dense = Dense.load(files / LAYOUT.dense)
        self.tokens = TokenVectors.load(files, int(manifest.encoder["dimensions"]))
        self.lexical = Lexical.load(files, manifest.counts["passages"])
        self.years = Years.load(files / LAYOUT.years)
        self.openings = Openings.load(files / LAYOUT.openings)
        self.known = KnownQuestions.load(files / LAYOUT.questions)
        self.acronyms = Acronyms(json.loads((files / LAYOUT.acronyms).read_text("utf-8")))
        # All is opened now, though little is read: a later build sweeps these files away.
        self._written = load_bytes(files / LAYOUT.words)
        passages, sections, blocks, sources = (
            Records(files / name)
            for name in (LAYOUT.passages, LAYOUT.sections, LAYOUT.blocks, LAYOUT.sources)
        )
        columns: NDArray[np.int32] = load_array(files / LAYOUT.columns)
        self.article_of, self.section_of, self.block_of = columns.T
        self._count = len(passages)
        self._ids = load_array(files / LAYOUT.ids)
        self._article_sections = manifest.sections
        self.english = EnglishWords.load(files / LAYOUT.english)
        # What a question needs of its candidates, the next one often needs again. No cache holds
        # the index, which would then outlive its last answer.
        self._source: Callable[[int], str] = lru_cache(maxsize=64)(sources.__getitem__)
        self._passage = lru_cache(maxsize=RECENT)(
            partial(_stored_passage, passages, columns, manifest.articles)
        )
        self._section = lru_cache(maxsize=RECENT)(partial(_stored_section, sections))
        self._block = lru_cache(maxsize=RECENT)(partial(_stored_block, blocks))

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        threads: int | None = None,
        lasting: bool = False,
        encoder: Encoder | None = None,
    ) -> Index:
        """Open the index in a folder.

        A `lasting` one, of a process that goes on, compares every file with its checksum and takes
        `encoder`, that of an index opened before, where the new one has the same. Raises
        IndexMissingError where there is none and IndexUnusableError where it can't be used, each
        with the command that mends it.
        """
        rebuild = f"careerbot index ARTICLES… --index {folder}"
        for _ in range(ATTEMPTS - 1):
            before = _manifest_bytes(folder)
            try:
                return cls._open(folder, rebuild, threads, lasting, encoder)
            except (IndexMissingError, IndexUnusableError):
                # A build may have swept away what the manifest named when it was read.
                if _manifest_bytes(folder) == before:
                    raise
        return cls._open(folder, rebuild, threads, lasting, encoder)

    @classmethod
    def _open(
        cls, folder: Path, rebuild: str, threads: int | None, lasting: bool, known: Encoder | None
    ) -> Index:
        manifest = Manifest.read(folder, rebuild)
        integrity = Integrity(folder, manifest, rebuild)
        try:
            encoder = _encoder(folder / manifest.version / LAYOUT.encoder, threads, lasting, known)
            if encoder.info.sha256 != manifest.encoder["sha256"]:
                raise IndexUnusableError(
                    f"The index in {folder} was built with another encoder "
                    f"({manifest.encoder['model']}): {rebuild}"
                )
            # Whoever asks once doesn't wait for the weights to be compared.
            largest = None if lasting else QUICKLY_COMPARED
            compared = Later(partial(integrity.check, largest))
            index = cls(folder, manifest, encoder, integrity)
            encoder.ready()
            compared.get()
            integrity.check_unchanged()
        except IndexUnusableError:
            raise
        except OSError as error:
            if isinstance(error, FileNotFoundError):
                reason = f"{Path(error.filename or LAYOUT.manifest).name} is missing"
                raise IndexUnusableError(
                    f"The index in {folder} is damaged ({reason}): {rebuild}"
                ) from error
            raise IndexUnusableError(
                f"The index in {folder} can't be read ({error.strerror}): mend that, or name "
                "another with --index"
            ) from error
        except Exception as error:  # damaged files fail in as many ways as there are libraries
            reason = " ".join(str(error).split())
            raise IndexUnusableError(
                f"The index in {folder} is damaged ({reason}): {rebuild}"
            ) from error
        return index

    def __len__(self) -> int:
        return self._count

    def passage_at(self, number: int) -> StoredPassage:
        """Return a passage by its number."""
        return self._passage(int(number))

    def passage(self, passage_id: str) -> StoredPassage | None:
        """Return a passage by its id, or None."""
        try:
            key = np.uint64(int(passage_id, 16))
        except (ValueError, OverflowError):
            return None
        row = int(np.searchsorted(self._ids["id"], key))
        if row == len(self._ids) or self._ids["id"][row] != key:
            return None
        found = self.passage_at(int(self._ids["passage"][row]))
        return found if found.id == passage_id else None

    def section(self, number: int) -> StoredSection:
        """Return a section by its number."""
        return self._section(int(number))

    def block(self, number: int) -> StoredBlock:
        """Return a block by its number."""
        return self._block(int(number))

    def section_range(self, article: int) -> tuple[int, int]:
        """Return the numbers of an article's sections: from, to."""
        return tuple(self._article_sections[article])  # type: ignore[return-value]

    def quote(self, article: ArticleInfo, start: int, end: int) -> str:
        """Return the article's own characters."""
        return self._source(self.articles.index(article))[start:end]

    @cached_property
    def words(self) -> dict[str, int]:
        """The words of the articles as they are written, lower-case."""
        written = self._written.tobytes().decode().splitlines()
        return {word: number for number, word in enumerate(written)}

    @cached_property
    def typos(self) -> Typos:
        """What mends the misspelt words of questions."""
        return Typos(self.words, self.english)


def _manifest_bytes(folder: Path) -> bytes | None:
    try:
        return (folder / LAYOUT.manifest).read_bytes()
    except OSError:
        return None


def _encoder(folder: Path, threads: int | None, lasting: bool, known: Encoder | None) -> Encoder:
    """The encoder in a folder: the one known already where that is the same."""
    if known is not None and EncoderInfo.read(folder) == known.info:
        return known
    return open_encoder(folder, threads=threads, lasting=lasting)


def _stored_passage(
    passages: Records, columns: NDArray[np.int32], articles: Sequence[ArticleInfo], number: int
) -> StoredPassage:
    record: dict[str, Any] = passages[number]
    article, section, block = columns[number].tolist()
    return StoredPassage(
        number=number,
        id=record["id"],
        article=articles[article],
        section=None if section < 0 else section,
        heading=tuple(record["heading"]),
        block=block,
        kind=record["kind"],
        start=record["start"],
        end=record["end"],
        line=record["line"],
        text=record["text"],
        cells=tuple(record["cells"]),
        depth=record["depth"],
        ordinal=record["ordinal"],
        marks=tuple(record["marks"]),
        label=record["label"],
    )


def _stored_section(sections: Records, number: int) -> StoredSection:
    record: dict[str, Any] = sections[number]
    return StoredSection(
        number=number,
        heading=record["heading"],
        path=tuple(record["path"]),
        faq=record["faq"],
        article=record["article"],
        passages=range(record["first"], record["last"]),
    )


def _stored_block(blocks: Records, number: int) -> StoredBlock:
    record: dict[str, Any] = blocks[number]
    lead, header = record["lead"], record["header"]
    return StoredBlock(
        kind=record["kind"],
        lead=StoredSpan(**lead) if lead else None,
        header=StoredSpan(**header) if header else None,
        columns=tuple(record["columns"]),
    )
