"""The inbox: questions without an answer, unsure or voted down, grouped by what they ask."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from bot.database.asked import AskedQuestion, keep_vectors, read_asked
from bot.database.engine import Database
from bot.database.settled import Settled, read_settled
from bot.learning.grouping import ALIKE, grouped, wording
from index.encoding.model import Encoder
from index.text.words import encodable

__all__ = ["FEWEST", "Group", "Inbox", "asked_groups", "open_groups"]

FEWEST = 5
"""Questions alike from which something is suggested."""
WEEKS = 4
"""Weeks that count for a suggestion, and that are shown one by one."""
MOST = 200
"""Groups that are shown; the others are counted."""
EXAMPLES = 5
"""Wordings of a group that are shown, the most frequent first."""
NEAREST = 3
"""Passages of a group that are shown, likewise."""
ENCODED = 2_000
"""Wordings that were kept without a vector, and get one at a time."""


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that ask for the same."""

    key: str
    """The same for the same leading question."""
    wordings: tuple[str, ...]
    """How it was asked, the most frequent wording first."""
    count: int
    no_answer: int
    unsure: int
    voted_down: int
    weeks: tuple[int, ...]
    """How many in each of the last weeks, the latest last."""
    passages: tuple[tuple[str, int], ...]
    """The passages that came nearest, and how often each did."""
    last_asked: datetime
    comments: tuple[str, ...]
    answer_ids: tuple[str, ...]
    vector: bytes

    @property
    def question(self) -> str:
        """How it is asked most often."""
        return self.wordings[0]

    @property
    def suggested(self) -> bool:
        """Whether so many asked it lately that something is to be done."""
        return sum(self.weeks) >= FEWEST

    @property
    def suggested_passage(self) -> str | None:
        """The passage that most of them came near, which is a sign that it answers."""
        if not self.suggested or not self.passages or 2 * self.passages[0][1] < self.count:
            return None
        return self.passages[0][0]


@dataclass(frozen=True, slots=True)
class Inbox:
    """What is open, and what was settled."""

    groups: tuple[Group, ...]
    """The largest first."""
    more: int
    """How many groups there are beside these."""
    questions: int
    settled: tuple[Settled, ...]
    """The latest first."""


async def open_groups(database: Database, encoder: Encoder, now: datetime | None = None) -> Inbox:
    """Return what is open now. Raises `DatabaseError`."""
    import asyncio

    now = now or datetime.now(UTC)
    settled = await read_settled(database)
    done = {each.key for each in settled if each.holds(now)}
    every = await read_asked(database, open_only=True)
    asked = [each for each in every if each.settled not in done]
    vectors, new = await asyncio.to_thread(_vectors, asked, encoder)
    await keep_vectors(database, new)
    ruled_out = [each.vector for each in settled if each.for_good and each.vector]
    return await asyncio.to_thread(_inbox, asked, vectors, settled, ruled_out, now)


def asked_groups(
    asked: Sequence[AskedQuestion], dimensions: int, most: int, now: datetime
) -> list[Group]:
    """Return the largest groups of all that was asked, without what has no vector."""
    kept = [each for each in asked if each.vector and len(each.vector) == 2 * dimensions]
    vectors = np.frombuffer(b"".join(each.vector or b"" for each in kept), np.float16)
    return _groups(kept, vectors.reshape(-1, dimensions), most, now)[0]


def _inbox(
    asked: Sequence[AskedQuestion],
    vectors: NDArray[np.float16],
    settled: Sequence[Settled],
    ruled_out: Collection[bytes],
    now: datetime,
) -> Inbox:
    if asked and ruled_out:
        centres = [np.frombuffer(each, np.float16) for each in ruled_out]
        fitting = [each for each in centres if len(each) == vectors.shape[1]]
        if fitting:
            alike = vectors.astype(np.float32) @ np.asarray(fitting, np.float32).T
            rows = np.flatnonzero(alike.max(axis=1) < ALIKE).tolist()
            asked, vectors = [asked[row] for row in rows], vectors[rows]
    groups, count = _groups(asked, vectors, MOST, now)
    return Inbox(tuple(groups), count - len(groups), len(asked), tuple(settled))


def _vectors(
    asked: Sequence[AskedQuestion], encoder: Encoder
) -> tuple[NDArray[np.float16], dict[str, bytes]]:
    """Return the vector of each, (asked, dimensions), and those that were made now, by answer.

    Where too many have none, those asked least have none yet: they are alike to nothing else.
    """
    dimensions = encoder.info.dimensions
    lacking: dict[str, list[int]] = {}
    vectors = np.zeros((len(asked), dimensions), np.float16)
    for row, each in enumerate(asked):
        if each.vector and len(each.vector) == 2 * dimensions:
            vectors[row] = np.frombuffer(each.vector, np.float16)
        else:
            lacking.setdefault(wording(each.question), []).append(row)
    some = sorted(lacking.values(), key=len, reverse=True)[:ENCODED]
    texts = [encodable(asked[rows[0]].question) for rows in some]
    new: dict[str, bytes] = {}
    for rows, encoded in zip(some, encoder.encode(texts, query=True) if texts else (), strict=True):
        vectors[rows] = encoded.dense
        if asked[rows[0]].status is not None:
            new |= {asked[row].answer_id: vectors[row].tobytes() for row in rows}
    return vectors, new


def _groups(
    asked: Sequence[AskedQuestion], vectors: NDArray[np.float16], most: int, now: datetime
) -> tuple[list[Group], int]:
    """Return the largest groups, and how many there are."""
    if not asked:
        return [], 0
    group = grouped([each.question for each in asked], vectors, [each.passage for each in asked])
    order = np.argsort(group, kind="stable")
    ends = np.searchsorted(group[order], np.arange(min(most, int(group.max()) + 1)), "right")
    parts = np.split(order[: ends[-1]], ends[:-1])
    return [_group([asked[i] for i in part], vectors[part], now) for part in parts], int(
        group.max()
    ) + 1


def _group(asked: Sequence[AskedQuestion], vectors: NDArray[np.float16], now: datetime) -> Group:
    times: Counter[str] = Counter()
    shown: dict[str, str] = {}
    for question, count in Counter(each.question for each in asked).most_common():
        shown.setdefault(wording(question), question)
        times[wording(question)] += count
    ranked = [words for words, _ in times.most_common()]
    first = next(i for i, each in enumerate(asked) if each.question == shown[ranked[0]])
    key = hashlib.blake2b(ranked[0].encode("utf-8", "replace"), digest_size=5).hexdigest()
    weeks = [0] * WEEKS
    for each in asked:
        ago = (now - each.asked_at) // timedelta(weeks=1)
        if 0 <= ago < WEEKS:
            weeks[WEEKS - 1 - ago] += 1
    near = Counter(each.passage for each in asked if each.passage)
    return Group(
        key,
        tuple(shown[words] for words in ranked[:EXAMPLES]),
        len(asked),
        sum(each.status == "no_answer" for each in asked),
        sum(each.status == "unsure" for each in asked),
        sum(each.helpful is False for each in asked),
        tuple(weeks),
        tuple(near.most_common(NEAREST)),
        max(each.asked_at for each in asked),
        tuple(dict.fromkeys(each.comment for each in asked if each.comment))[:EXAMPLES],
        tuple(each.answer_id for each in asked),
        vectors[first].tobytes(),
    )
