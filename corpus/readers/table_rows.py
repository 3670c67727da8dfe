"""A table's lines: their cells, and rows that don't fit their header."""

from __future__ import annotations

import re

__all__ = ["fit_row", "is_ruler", "split_cells"]

_RULER = re.compile(r"\|?(?: *:?-{2,}:? *\|)+(?: *:?-{2,}:? *)?|\|? *:?-{3,}:? *\|")


def is_ruler(line: str) -> bool:
    """Tell whether a line is the ruler under a pipe table's header: "|---|---|"."""
    return _RULER.fullmatch(line.strip()) is not None


def split_cells(line: str) -> tuple[str, ...]:
    r"""Return the cells of a pipe table's line; "\|" is a bar inside a cell."""
    line = line.strip().removeprefix("|")
    if line.endswith("|") and not line.endswith("\\|"):
        line = line[:-1]
    return tuple(cell.strip().replace("\\|", "|") for cell in re.split(r"(?<!\\)\|", line))


def fit_row(cells: tuple[str, ...], columns: int) -> tuple[tuple[str, ...], str | None]:
    """Return a row with as many cells as there are columns, and what was wrong with it.

    Missing cells are empty; surplus ones stay in the last, so that nothing is lost.
    """
    if not columns or len(cells) == columns:
        return cells, None
    flaw = f"the table's row has {len(cells)} cells, its header {columns}: "
    if len(cells) < columns:
        return cells + ("",) * (columns - len(cells)), flaw + "read with empty cells at its end"
    fitted = (*cells[: columns - 1], " | ".join(cells[columns - 1 :]))
    return fitted, flaw + "read with the surplus in its last cell"
