"""An index on a server, opened, read-only: what a question needs of it is fetched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import numpy as np
from numpy.typing import NDArray

from corpus.article import Block
from index.acronyms import Acronyms
from index.candidates import CANDIDATES, Candidates, top
from index.contract import Index
from index.encoding import open_encoder
from index.encoding.model import Encoder
from index.errors import IndexMissingError, IndexUnusableError
from index.known_questions import KnownQuestions
from index.server.client import Server
from index.server.fetched import Fetched, FetchedPassage, NumberOf
from index.server.layout import FIRST, OPENED_FILES, ROWS
from index.server.records import First, read_records
from index.signals.heading_vectors import HeadingVectors
from index.signals.late_interaction import TokenVectors
from index.signals.years import Years
from index.store.arrays import open_array, open_bytes
from index.store.contents import StoredPassage, StoredSection
from index.store.encoder_info import EncoderInfo
from index.store.layout import FORMAT, LAYOUT
from index.store.manifest import Manifest
from index.text.english import EnglishWords

__all__ = ["ServerIndex", "manifest_of", "published_in"]

NEAR = 200
"""Nearest passages whose words are looked at where the server can't search for words."""
_SAME = ("sha256", "adapter", "dimensions", "max_tokens", "query_prompt", "passage_prompt")
"""What two encoders have in common that give the same vectors."""


class ServerIndex(Index):
    """Everything that answers a question, from a server."""

    def __init__(self, server: Server, collection: str, encoder: Encoder) -> None:
        self.server = server
        self.place = str(server.address)
        self.encoder = encoder
        self.collection = collection
        self._first = published_in(server, collection)
        self.manifest = manifest_of(server, collection)
        with TemporaryDirectory(prefix="careerbot-") as temporary:
            files = Path(temporary)
            named = {f"file/{name}": name for name in OPENED_FILES}
            for name, data in read_records(server, collection, named).items():
                (files / named[name]).write_bytes(data)
            self.known = KnownQuestions.load(files)
            self.acronyms = Acronyms.load(files)
            self.english = EnglishWords.load(files)
            self._written = open_bytes(files / LAYOUT.words)
            words = (files / LAYOUT.lexical.vocabulary).read_text("utf-8").split("\n")[:-1]
            self._vocabulary = {word: column for column, word in enumerate(words)}
            starts: NDArray[np.int64] = open_array(files / LAYOUT.lexical.starts)
            self._frequency = np.diff(starts)
            self._no_tokens = _tokens(files, self.manifest.encoder.dimensions)
        self._fetched = Fetched(server, collection, self.manifest)
        self.article_of = NumberOf(self._fetched, "article")
        self.section_of = NumberOf(self._fetched, "section")
        self.block_of = NumberOf(self._fetched, "block")

    @classmethod
    def open(
        cls,
        server: Server,
        exported: Callable[[], Path],
        *,
        threads: int | None = None,
        lasting: bool = False,
        encoder: Encoder | None = None,
    ) -> ServerIndex:
        """Open the index that the address of a server leads to.

        `exported` returns the folder of the encoder, which has to be the one that the index was
        built with; `encoder` is that of an index opened before. Raises IndexMissingError where
        there is no index and IndexUnusableError where it can't be used.
        """
        address = server.address
        rebuild = f"careerbot index ARTICLES… --index {address}"
        collection = server.target()
        if collection is None:
            raise IndexMissingError(f"No index in {address}: build one with: {rebuild}")
        built_with = manifest_of(server, collection).encoder
        folder = exported()
        info = EncoderInfo.read(folder)
        if any(getattr(info, name) != getattr(built_with, name) for name in _SAME):
            raise IndexUnusableError(
                f"The index in {address} was built with another encoder "
                f"({built_with.model}): set CAREERBOT_MODEL to it, or {rebuild}"
            )
        if encoder is None or encoder.info != info:
            encoder = open_encoder(folder, threads=threads, lasting=lasting)
        try:
            index = cls(server, collection, encoder)
            encoder.ready()
        except (OSError, KeyError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise IndexUnusableError(
                f"The index in {address} is damaged ({reason}): {rebuild}"
            ) from error
        return index

    def candidates(
        self,
        question: NDArray[np.float32],
        stems: Iterable[str],
        articles: Collection[str] | None = None,
        count: int = CANDIDATES,
    ) -> Candidates:
        """Return the passages that may answer; see `Index.candidates`."""
        columns = np.asarray(
            sorted({self._vocabulary[stem] for stem in stems if stem in self._vocabulary}), np.int32
        )
        numbers = self._put_forward(question, columns, articles, count)
        found = self._fetched.passages(numbers)
        return Candidates(
            np.asarray(numbers, np.int64),
            _stacked([each.dense for each in found], len(question)) @ question,
            np.asarray([each.words.score(columns) for each in found], np.float32),
            self._tokens_of(found),
            np.arange(len(numbers)),
            _years(numbers, found),
            _headings(numbers, found, len(question)),
        )

    def _put_forward(
        self,
        question: NDArray[np.float32],
        columns: NDArray[np.int32],
        articles: Collection[str] | None,
        count: int,
    ) -> list[int]:
        server, collection = self.server, self.collection
        among = None
        if articles is not None:
            among = [number for number, each in enumerate(self.articles) if each.id in articles]
        if self._first.sparse:
            near = server.nearest(collection, question, count, among)
            matching = []
            if len(columns):
                matching = server.with_words(collection, columns.tolist(), count, among)
        else:
            every = server.nearest(collection, question, max(NEAR, count), among)
            near, words = every[:count], self._fetched.words(every)
            scores = np.asarray([each.score(columns) for each in words], np.float32)
            with_some = np.flatnonzero(scores)
            best = with_some[top(scores[with_some], count)]
            matching = [every[place] for place in best.tolist()]
        return sorted({*near, *matching})

    def _tokens_of(self, found: Sequence[FetchedPassage]) -> TokenVectors:
        """The token vectors of a few passages, numbered from 0."""
        none = self._no_tokens
        ids = [np.frombuffer(each.record.ids, np.int32) for each in found]
        starts = np.zeros(len(found) + 1, np.int64)
        np.cumsum([len(own) for own in ids], out=starts[1:])
        stored = np.frombuffer(b"".join(each.record.signs for each in found), np.uint8)
        return TokenVectors(
            stored.reshape(len(stored) // none.stored.shape[1], -1) if len(stored) else none.stored,
            starts,
            np.asarray([each.record.head for each in found], np.int32),
            np.frombuffer(b"".join(each.record.pieces for each in found), np.uint16),
            np.concatenate([none.ids, *ids]),
            none.idf,
            none.dimensions,
            none.product,
        )

    def token_weights(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return what each token of a question counts, (tokens,)."""
        return self._no_tokens.weight(ids)

    def best_of_pieces(self, question: NDArray[np.float32], passage: int) -> NDArray[np.float32]:
        """Return each question token's best similarity in each piece of a passage."""
        return self._tokens_of([self._fetched.passage(passage)]).best_of_pieces(question, 0)

    def frequency(self, stem: str) -> int:
        """Return in how many passages a word stands."""
        column = self._vocabulary.get(stem)
        return 0 if column is None else int(self._frequency[column])

    def passage_at(self, number: int) -> StoredPassage:
        """Return a passage by its number; raises IndexError where there is none."""
        return self._fetched.passage(int(number)).record.passage

    def passage(self, passage_id: str) -> StoredPassage | None:
        """Return a passage by its id, or None where there is none."""
        try:
            key = int(np.uint64(int(passage_id, 16)).astype(np.int64))
        except (ValueError, OverflowError):
            return None
        for number in self.server.numbers(self.collection, key):
            passage = self.passage_at(number)
            if passage.id == passage_id:
                return passage
        return None

    def section(self, number: int) -> StoredSection:
        """Return a section by its number; raises IndexError where there is none."""
        article, place = self._fetched.article_of_section(int(number))
        return article.sections[place]

    def block(self, number: int) -> Block:
        """Return a block by its number; raises IndexError where there is none."""
        article, place = self._fetched.article_of_block(int(number))
        return article.blocks[place]

    def beside(self, number: int) -> range:
        """Return the numbers of all passages of a passage's block, in order, given its own."""
        return range(*self._fetched.passage(int(number)).record.beside)

    def quote(self, article_id: str, start: int, end: int) -> str:
        """Return an article's own characters; raises KeyError where there is no such article."""
        return self._fetched.article(self._articles[article_id]).source[start:end]

    def built(self) -> float | None:
        """Return when it was published."""
        return self._first.published

    def check(self) -> None:
        """Compare how many passages there are with how many there were. Raises as it says."""
        if not self.server.is_loaded(self.collection):
            raise IndexUnusableError(
                f"The index in {self.place} isn't loaded: load the collection {self.collection}"
            )
        if (count := self.server.count(self.collection)) != len(self):
            raise IndexUnusableError(
                f"The index in {self.place} is damaged ({count:,} of {len(self):,} passages): "
                f"careerbot index ARTICLES… --index {self.place}"
            )


def published_in(server: Server, collection: str) -> First:
    """Return what a collection is. Raises IndexUnusableError for one of another format."""
    address = server.address
    rebuild = f"careerbot index ARTICLES… --index {address}"
    server.ready(collection)
    found = read_records(server, collection, [FIRST], strong=True)
    try:
        first = msgspec.json.decode(found[FIRST], type=First)
    except (KeyError, msgspec.DecodeError, msgspec.ValidationError):
        raise IndexUnusableError(f"The index in {address} is damaged: {rebuild}") from None
    if (first.rows, first.format) != (ROWS, FORMAT):
        raise IndexUnusableError(
            f"The index in {address} has format {first.format}.{first.rows}, "
            f"not {FORMAT}.{ROWS}: {rebuild}"
        )
    return first


def manifest_of(server: Server, collection: str) -> Manifest:
    """Return the manifest of a collection. Raises IndexUnusableError."""
    published_in(server, collection)
    name = f"file/{LAYOUT.manifest}"
    found = read_records(server, collection, [name])
    try:
        return msgspec.json.decode(found[name], type=Manifest)
    except (KeyError, msgspec.DecodeError, msgspec.ValidationError) as error:
        address = server.address
        raise IndexUnusableError(
            f"The index in {address} is damaged: careerbot index ARTICLES… --index {address}"
        ) from error


def _tokens(files: Path, dimensions: int) -> TokenVectors:
    """No token vectors, with the rarity of each token and what multiplies them."""
    from index.background import in_background
    from index.signals.bit_product import BitProduct

    graph = (files / LAYOUT.tokens.product).read_bytes()
    return TokenVectors(
        np.zeros((0, (dimensions + 7) // 8), np.uint8),
        np.zeros(1, np.int64),
        np.zeros(0, np.int32),
        np.zeros(0, np.uint16),
        np.zeros(0, np.int32),
        open_array(files / LAYOUT.tokens.idf),
        dimensions,
        in_background(lambda: BitProduct(graph)),
    )


def _stacked(vectors: Sequence[NDArray[np.float32]], dimensions: int) -> NDArray[np.float32]:
    return np.stack(vectors) if vectors else np.zeros((0, dimensions), np.float32)


def _years(numbers: Sequence[int], found: Sequence[FetchedPassage]) -> Years:
    rows = [np.zeros((0, 3), np.int32)]
    for number, each in zip(numbers, found, strict=True):
        spans = np.frombuffer(each.record.years, np.int32).reshape(-1, 2)
        rows.append(np.insert(spans, 0, number, axis=1))
    return Years(np.concatenate(rows))


def _headings(
    numbers: Sequence[int], found: Sequence[FetchedPassage], dimensions: int
) -> HeadingVectors:
    opening = [
        (number, np.frombuffer(each.record.opening, np.float16))
        for number, each in zip(numbers, found, strict=True)
        if each.record.opening
    ]
    # One that no passage opens stands for none.
    opening = opening or [(-1, np.zeros(dimensions, np.float16))]
    passages, vectors = zip(*opening, strict=True)
    return HeadingVectors(np.asarray(passages, np.int32), np.stack(vectors))
