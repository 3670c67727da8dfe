"""An index in a folder, opened, read-only."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.article import Block
from corpus.errors import shown
from index.acronyms import Acronyms
from index.background import in_background
from index.candidates import CANDIDATES, Candidates, top, union
from index.contract import Index
from index.encoding import open_encoder
from index.encoding.model import Encoder
from index.errors import IndexMissingError, IndexUnusableError
from index.known_questions import KnownQuestions
from index.signals.dense import Dense
from index.signals.heading_vectors import HeadingVectors
from index.signals.late_interaction import TokenVectors
from index.signals.lexical import Lexical
from index.signals.years import Years
from index.store.arrays import open_array, open_bytes
from index.store.contents import StoredPassage, StoredSection
from index.store.encoder_info import EncoderInfo
from index.store.integrity import Integrity
from index.store.layout import LAYOUT
from index.store.manifest import Manifest
from index.store.records import Records
from index.text.english import EnglishWords

__all__ = ["FolderIndex"]

ATTEMPTS = 5
"""How often an index that is being rebuilt is opened before it counts as damaged."""
RECENT = 4096
"""Passages, sections and blocks, of each so many, that are kept as they were read."""
SOURCES = 64
"""Articles whose source is kept as it was read."""
QUICKLY_COMPARED = 4 * 1024 * 1024
"""Bytes of the largest file that is compared with its checksum whoever opens the index."""


class FolderIndex(Index):
    """Everything that answers a question, from one folder."""

    article_of: NDArray[np.int32]
    section_of: NDArray[np.int32]
    block_of: NDArray[np.int32]

    def __init__(
        self, folder: Path, manifest: Manifest, encoder: Encoder, integrity: Integrity
    ) -> None:
        self.folder = folder
        self.place = shown(folder)
        self.integrity = integrity
        self.manifest = manifest
        self.encoder = encoder
        files = folder / manifest.version
        self.dense = Dense.load(files)
        self.tokens = TokenVectors.load(files, manifest.encoder.dimensions)
        self.lexical = Lexical.load(files, manifest.counts["passages"])
        self.years = Years.load(files)
        self.headings = HeadingVectors.load(files)
        self.known = KnownQuestions.load(files)
        self.acronyms = Acronyms.load(files)
        self.english = EnglishWords.load(files)
        # All is opened now, though little is read: a later build sweeps these files away.
        self._written = open_bytes(files / LAYOUT.words)
        sources = Records(files, LAYOUT.sources, str)
        passages = Records(files, LAYOUT.passages, StoredPassage)
        sections = Records(files, LAYOUT.sections, StoredSection)
        blocks = Records(files, LAYOUT.blocks, Block)
        # (passages,) each: the numbers of every passage's article, section (-1: none) and block.
        columns: NDArray[np.int32] = open_array(files / LAYOUT.columns)
        self.article_of, self.section_of, self.block_of = columns.T
        self._count = len(passages)
        self._ids = open_array(files / LAYOUT.ids)
        # What a question needs of its candidates, the next one often needs again. No cache holds
        # the index, which would then outlive its last answer.
        self._source: Callable[[int], str] = lru_cache(maxsize=SOURCES)(sources.__getitem__)
        self._passage: Callable[[int], StoredPassage]
        self._passage = lru_cache(maxsize=RECENT)(passages.__getitem__)
        self._section: Callable[[int], StoredSection]
        self._section = lru_cache(maxsize=RECENT)(sections.__getitem__)
        self._block: Callable[[int], Block] = lru_cache(maxsize=RECENT)(blocks.__getitem__)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        threads: int | None = None,
        lasting: bool = False,
        encoder: Encoder | None = None,
    ) -> FolderIndex:
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
    ) -> FolderIndex:
        manifest = Manifest.read(folder, rebuild)
        integrity = Integrity(folder, manifest, rebuild)
        try:
            encoder = _encoder(folder / manifest.version / LAYOUT.encoder, threads, lasting, known)
            if encoder.info.sha256 != manifest.encoder.sha256:
                raise IndexUnusableError(
                    f"The index in {folder} was built with another encoder "
                    f"({manifest.encoder.model}): {rebuild}"
                )
            # Whoever asks once doesn't wait for the weights to be compared.
            largest = None if lasting else QUICKLY_COMPARED
            compared = in_background(partial(integrity.check, largest))
            index = cls(folder, manifest, encoder, integrity)
            encoder.ready()
            compared.result()
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

    @staticmethod
    def version_in(folder: Path) -> str:
        """Return the version of the index in a folder, without opening it. Raises as `open`."""
        return Manifest.read(folder, f"careerbot index ARTICLES… --index {folder}").version

    def __len__(self) -> int:
        return self._count

    def candidates(
        self,
        question: NDArray[np.float32],
        stems: Iterable[str],
        articles: Collection[str] | None = None,
        count: int = CANDIDATES,
    ) -> Candidates:
        """Return the passages that may answer; see `Index.candidates`."""
        lexical = self.lexical.score(stems)
        if articles is None:
            near = self.dense.nearest(question[None], count)[1][0]
            near, met = near[near >= 0], lexical > 0
        else:
            chosen = [i for i, article in enumerate(self.articles) if article.id in articles]
            among = np.isin(self.article_of, chosen)
            near = np.flatnonzero(among)
            near = near[top(self.dense.similarities(question, near), count)]
            met = among & (lexical > 0)
        matching = np.flatnonzero(met)  # of numbers, NumPy would take four times as long
        passages = union(near, matching[top(lexical[matching], count)])
        return Candidates(
            passages,
            self.dense.similarities(question, passages),
            lexical[passages],
            self.tokens,
            passages,
            self.years,
            self.headings,
        )

    def token_weights(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return what each token of a question counts, (tokens,)."""
        return self.tokens.weight(ids)

    def best_of_pieces(self, question: NDArray[np.float32], passage: int) -> NDArray[np.float32]:
        """Return each question token's best similarity in each piece of a passage."""
        return self.tokens.best_of_pieces(question, passage)

    def frequency(self, stem: str) -> int:
        """Return in how many passages a word stands."""
        return self.lexical.frequency(stem)

    def built(self) -> float | None:
        """Return when its manifest was written; None where it is gone."""
        try:
            return (self.folder / LAYOUT.manifest).stat().st_mtime
        except OSError:
            return None

    def check(self) -> None:
        """Compare all files with their checksums. Raises IndexUnusableError."""
        self.integrity.check()

    def passage_at(self, number: int) -> StoredPassage:
        """Return a passage by its number; raises IndexError where there is none."""
        return self._passage(int(number))

    def passage(self, passage_id: str) -> StoredPassage | None:
        """Return a passage by its id, or None where there is none."""
        try:
            key = np.uint64(int(passage_id, 16))
        except (ValueError, OverflowError):
            return None
        row = int(np.searchsorted(self._ids["id"], key))
        if row == len(self._ids) or self._ids["id"][row] != key:
            return None
        passage = self.passage_at(int(self._ids["passage"][row]))
        return passage if passage.id == passage_id else None

    def section(self, number: int) -> StoredSection:
        """Return a section by its number; raises IndexError where there is none."""
        return self._section(int(number))

    def block(self, number: int) -> Block:
        """Return a block by its number; raises IndexError where there is none."""
        return self._block(int(number))

    def quote(self, article_id: str, start: int, end: int) -> str:
        """Return an article's own characters; raises KeyError where there is no such article."""
        return self._source(self._articles[article_id])[start:end]


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
