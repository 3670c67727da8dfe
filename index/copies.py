"""Passages that say the same in several articles: what job postings or branches all end in.

None of them answers better than another, and each would count against the rest.
"""

from __future__ import annotations

from collections import defaultdict

from index.candidates import Candidates
from index.contract import Index

__all__ = ["copies"]


def copies(found: Candidates, index: Index) -> list[int]:
    """Return for each candidate the first one that says the same, by its row among them.

    That is itself, or one of another article with the same words under the same headings.
    """
    first = list(range(len(found.passages)))
    alike: dict[bytes, list[int]] = defaultdict(list)
    for row, number in enumerate(found.rows.tolist()):
        _, ids, _, head = found.tokens.of(number)
        # Their token ids lie beside the vectors: only what has the same is looked up.
        others = alike[ids[head:].tobytes()]
        for other in others:
            if _same(int(found.passages[other]), int(found.passages[row]), index):
                first[row] = other
                break
        else:
            others.append(row)
    return first


def _same(one: int, other: int, index: Index) -> bool:
    if index.article_of[one] == index.article_of[other]:
        return False
    first, second = index.passage_at(one), index.passage_at(other)
    return first.heading == second.heading and first.text == second.text
