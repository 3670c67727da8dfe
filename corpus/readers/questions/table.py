"""CSV and TSV: questions and answers by their columns, or else a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import NamedTuple

from corpus.article import Skipped
from corpus.draft import Draft
from corpus.errors import ArticleError, cut
from corpus.overrides import Overrides
from corpus.readers.canonical.running import plain
from corpus.readers.canonical.text import CanonicalText
from corpus.readers.markdown.front_matter import FrontMatter
from corpus.readers.named_file import title_of_file
from corpus.readers.questions.pairs import Pair, draft_of, role
from corpus.readers.table_rows import fit_row
from corpus.source import MAX_BYTES, Place, Source
from corpus.white_space import collapse

__all__ = ["read_csv", "read_tsv"]

_DELIMITERS = ",;\t"
_MOST_CELLS = 100_000
_ASKED = 0.8
"""Share of the rows that ask something, where a table without a header is one of questions."""


class _Row(NamedTuple):
    line: int
    cells: tuple[str, ...]


def read_csv(source: Source, overrides: Overrides) -> Draft:
    """Read a table whose cells a comma, a semicolon or a tab parts."""
    head = source.text.lstrip().partition("\n")[0]
    return _read(source, overrides, max(_DELIMITERS, key=head.count), csv.QUOTE_MINIMAL)


def read_tsv(source: Source, overrides: Overrides) -> Draft:
    """Read a table whose cells a tab parts; where its quotes don't match, they are text."""
    try:
        list(_rows(source, "\t", csv.QUOTE_MINIMAL))
    except ArticleError:
        return _read(source, overrides, "\t", csv.QUOTE_NONE)
    return _read(source, overrides, "\t", csv.QUOTE_MINIMAL)


def _read(source: Source, overrides: Overrides, delimiter: str, quoting: int) -> Draft:
    rows = list(_rows(source, delimiter, quoting))
    if not rows:
        raise ArticleError(source.path, "no row in it: nothing to read")
    warnings: list[Skipped] = []
    roles = [role(name) for name in rows[0].cells]
    if "answer" in roles and "question" not in roles:
        asking = _asking(rows)
        roles = ["question" if at == asking else each for at, each in enumerate(roles)]
    if "question" in roles and "answer" in roles:
        return draft_of(_pairs(rows, roles, source, warnings), source, warnings, overrides)
    asked = sum(row.cells[0].rstrip().endswith("?") for row in rows)
    if asked >= _ASKED * len(rows) and all(len(row.cells) == 2 for row in rows):
        pairs = [Pair(row.cells[0], row.cells[1], row.line) for row in rows]
        return draft_of(pairs, source, warnings, overrides)
    return _table(rows, source, warnings, overrides)


def _rows(source: Source, delimiter: str, quoting: int) -> Iterator[_Row]:
    csv.field_size_limit(MAX_BYTES)
    lines = io.StringIO(source.text, newline="")
    reader = csv.reader(lines, delimiter=delimiter, quoting=quoting, strict=True)  # type: ignore[arg-type]
    line = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield _Row(line, tuple(cells))
            line = reader.line_num + 1
    except csv.Error as error:
        reason = (
            f"its quotes don't match from here on ({error}): close them, or double those in text"
        )
        raise ArticleError(source.path, reason, line) from error


def _asking(rows: list[_Row]) -> int | None:
    """Return the column that asks, whatever it is called: Notion calls a table's first "Name"."""
    below = rows[1:]
    for at in range(len(rows[0].cells)):
        asked = sum(row.cells[at].rstrip().endswith("?") for row in below if at < len(row.cells))
        if below and asked >= _ASKED * len(below):
            return at
    return None


def _pairs(
    rows: list[_Row], roles: list[str | None], source: Source, warnings: list[Skipped]
) -> list[Pair]:
    """Return the pairs of a table's rows; rows of one QnaId ask the same."""
    unknown = [name for name, known in zip(rows[0].cells, roles, strict=True) if known is None]
    if left := ", ".join(cut(collapse(name)) for name in unknown if name.strip()):
        hint = "" if "phrasings" in roles else "; one of other ways to ask is called 'phrasings'"
        warnings.append(Skipped(source.path, rows[0].line, f"columns left out: {left}{hint}"))
    pairs: list[Pair] = []
    by_id: dict[tuple[str, str], Pair] = {}
    for row in rows[1:]:
        cells, flaw = fit_row(row.cells, len(roles))
        if flaw:
            warnings.append(Skipped(source.path, row.line, flaw))
        named: dict[str, list[str]] = {}
        for known, cell in zip(roles, cells, strict=True):
            if known and cell.strip():
                named.setdefault(known, []).append(cell.strip().replace("\\n", "\n"))
        question, *others = named.get("question", [""])
        for cell in named.get("phrasings", []):
            others += cell.replace("|", "\n").replace(";", "\n").splitlines()
        answer = "\n\n".join(named.get("answer", []))
        key = (named.get("id", [""])[0], answer)
        if key[0] and key in by_id:
            by_id[key].phrasings += [question, *others]
            continue
        category = collapse(named.get("category", [""])[0])
        pair = Pair(question, answer, row.line, others, category)
        by_id[key] = pair
        pairs.append(pair)
    return pairs


def _table(
    rows: list[_Row], source: Source, warnings: list[Skipped], overrides: Overrides
) -> Draft:
    """Return a table's draft, the first row its header."""
    width = len(rows[0].cells)
    if len(rows) * width > _MOST_CELLS:
        raise ArticleError(source.path, f"over {_MOST_CELLS:,} cells: split the file")
    table = []
    for row in rows:
        cells, flaw = fit_row(row.cells, width)
        if flaw:
            warnings.append(Skipped(source.path, row.line, flaw))
        table.append((Place(row.line), [plain(cell) for cell in cells]))
    text = CanonicalText(source)
    text.table(table)
    draft = text.draft(FrontMatter(title=title_of_file(source.path)), None, overrides)
    draft.warnings += warnings
    return draft
