"""What answers need of an index, wherever it is kept: the contract that each kind fulfils."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from corpus.article import Block
from index.acronyms import Acronyms
from index.candidates import CANDIDATES, Candidates
from index.encoding.model import Encoder
from index.known_questions import KnownQuestions
from index.store.contents import StoredPassage, StoredSection
from index.store.manifest import ArticleInfo, Manifest
from index.text.english import EnglishWords
from index.text.typos import Typos
from index.text.words import common_language, fold, stems

__all__ = ["Column", "Index", "StoredPassage", "StoredSection"]


class Column(Protocol):
    """A number for every passage: taken by a passage's own number, or by an array of them."""

    def __getitem__(self, passages: Any, /) -> Any:  # noqa: ANN401 - a number for one, or an array
        ...


class Index(ABC):
    """An opened index, read-only.

    What is small whatever is indexed, such as the words and their frequencies, is here; what grows
    with the passages is asked for by number, and an index may fetch it.
    """

    place: str
    """Where it is kept, as a person names it."""
    manifest: Manifest
    encoder: Encoder
    known: KnownQuestions
    acronyms: Acronyms
    english: EnglishWords
    article_of: Column
    section_of: Column
    """-1 for a passage above all headings."""
    block_of: Column
    _written: NDArray[np.uint8]
    """Lines of text, as bytes."""

    @property
    def version(self) -> str:
        """What changes with whatever could change an answer."""
        return self.manifest.version

    @property
    def articles(self) -> Sequence[ArticleInfo]:
        """Its articles, in order."""
        return self.manifest.articles

    def __len__(self) -> int:
        """Return how many passages it has."""
        return self.manifest.counts["passages"]

    @abstractmethod
    def candidates(
        self,
        question: NDArray[np.float32],
        stems: Iterable[str],
        articles: Collection[str] | None = None,
        count: int = CANDIDATES,
    ) -> Candidates:
        """Return the passages that may answer: the nearest, and those with the question's words.

        `question` is (dimensions,), L2-normalised; `articles` limits them to some, by id; `count`
        is how many of either kind there are at most.
        """

    @abstractmethod
    def token_weights(self, ids: NDArray[np.int32]) -> NDArray[np.float32]:
        """Return what each token of a question counts, (tokens,), given their vocabulary ids."""

    @abstractmethod
    def best_of_pieces(self, question: NDArray[np.float32], passage: int) -> NDArray[np.float32]:
        """Return each question token's best similarity in each piece of a passage, (pieces, q)."""

    @abstractmethod
    def frequency(self, stem: str) -> int:
        """Return in how many passages a word stands."""

    @abstractmethod
    def passage_at(self, number: int) -> StoredPassage:
        """Return a passage by its number; raises IndexError where there is none."""

    @abstractmethod
    def passage(self, passage_id: str) -> StoredPassage | None:
        """Return a passage by its id, or None where there is none."""

    @abstractmethod
    def section(self, number: int) -> StoredSection:
        """Return a section by its number; raises IndexError where there is none."""

    @abstractmethod
    def block(self, number: int) -> Block:
        """Return a block by its number; raises IndexError where there is none."""

    @abstractmethod
    def quote(self, article_id: str, start: int, end: int) -> str:
        """Return an article's own characters; raises KeyError where there is no such article."""

    @abstractmethod
    def built(self) -> float | None:
        """Return when it was published, in seconds since 1970; None where that can't be told."""

    @abstractmethod
    def check(self) -> None:
        """Compare what is kept with what was built. Raises IndexUnusableError where it differs."""

    def article(self, article_id: str) -> ArticleInfo:
        """Return an article by its id; raises KeyError where there is none."""
        return self.articles[self._articles[article_id]]

    def section_range(self, article: int) -> tuple[int, int]:
        """Return the numbers between which an article's sections stand, given its own."""
        return self.manifest.sections[article]

    def beside(self, number: int) -> range:
        """Return the numbers of all passages of a passage's block, in order, given its own."""
        low = high = int(number)
        own = self.block_of[low]
        while low > 0 and self.block_of[low - 1] == own:
            low -= 1
        while high + 1 < len(self) and self.block_of[high + 1] == own:
            high += 1
        return range(low, high + 1)

    @cached_property
    def language(self) -> str:
        """The language of its articles, "en" where any of them is in English."""
        return common_language(self.languages)

    @cached_property
    def languages(self) -> Counter[str]:
        """How many of its articles are in each language, by tag, in the order of the articles."""
        return Counter(article.language for article in self.articles)

    @cached_property
    def words(self) -> dict[str, int]:
        """The words of the articles as they are written, lower-case."""
        written = self._written.tobytes().decode().splitlines()
        return {word: number for number, word in enumerate(written)}

    @cached_property
    def typos(self) -> Typos:
        """What mends the misspelt words of questions."""
        # What is asked of articles in another language isn't spelt as English is.
        english = self.english if self.language == "en" else {}
        return Typos(self.words, english, self.language)

    def adjoin(self, first: str, second: str) -> bool:
        """Return whether a passage or its heading has two words, folded, next to each other.

        The second may be of one there and of several here: "e-lists" has "e list".
        """
        both = f"{first} {second}"
        [encoded] = self.encoder.encode([both], query=True)
        found = self.candidates(encoded.dense, stems(both, self.language))
        adjoining = re.compile(
            rf"\b{re.escape(first)}[ -]{re.escape(second.removesuffix('s'))}s?\b"
        )
        passages = map(self.passage_at, found.passages.tolist())
        return any(
            adjoining.search(fold(text))
            for passage in passages
            for text in (*passage.heading, passage.text)
        )

    @cached_property
    def _articles(self) -> dict[str, int]:
        return {article.id: number for number, article in enumerate(self.articles)}
