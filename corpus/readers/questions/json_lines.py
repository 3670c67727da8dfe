"""JSON Lines: a question with its answer on each."""

from __future__ import annotations

import json

from corpus.article import Skipped
from corpus.draft import Draft
from corpus.errors import cut
from corpus.overrides import Overrides
from corpus.readers.questions.pairs import Pair, as_text, draft_of, first_of
from corpus.source import Source

__all__ = ["read_json_lines"]


def read_json_lines(source: Source, overrides: Overrides) -> Draft:
    """Read lines of JSON into a draft; a line that isn't understood is a warning."""
    pairs: list[Pair] = []
    warnings: list[Skipped] = []
    for number in range(source.lines):
        start, end = source.bounds(number)
        line = source.text[start:end]
        if not line.strip():
            continue
        try:
            value = json.loads(line, strict=False)
        except json.JSONDecodeError as error:
            reason = f"a line that is no JSON left out: {error.msg}"
            warnings.append(Skipped(source.path, number + 1, reason))
            continue
        except (ValueError, RecursionError) as error:
            reason = f"a line left out: {cut(str(error))}"
            warnings.append(Skipped(source.path, number + 1, reason))
            continue
        if not isinstance(value, dict):
            reason = 'a line left out: write it as {"question": …, "answer": …}'
            warnings.append(Skipped(source.path, number + 1, reason))
            continue
        pairs.append(pair_of(value, number + 1))
    return draft_of(pairs, source, warnings, overrides)


def pair_of(value: dict[str, object], line: int) -> Pair:
    """Return the pair of a mapping; a list of questions asks the same."""
    asked, others = first_of(value, "question"), first_of(value, "phrasings")
    questions = [as_text(each) for each in (asked if isinstance(asked, list) else [asked])]
    phrasings = [as_text(each) for each in (others if isinstance(others, list) else [others])]
    return Pair(
        questions[0] if questions else "",
        as_text(first_of(value, "answer")),
        line,
        [*questions[1:], *phrasings],
        as_text(first_of(value, "category")),
    )
