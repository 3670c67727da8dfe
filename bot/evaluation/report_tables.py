"""An evaluation's report as tables, for a terminal or as plain text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from bot.evaluation.report import Miss, Place, Report
from bot.evaluation.score_limits import SCORES
from bot.evaluation.scores import TradeOff
from bot.render.printable import printable

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["ReportTable", "plain", "show", "tables"]

ORDINALS = {1: "1st", 2: "2nd", 3: "3rd"}


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A part of the report."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: bool = False
    """Whether all but the last column are short: numbers and names."""


def tables(report: Report) -> Iterator[ReportTable]:
    """Yield the parts of the report that have something to say."""
    asked = ", ".join(f"{count} {kind}" for kind, count in report.questions.items())
    rows = [
        (name, _number(name, value), SCORES[name])
        for name, value in report.scores.items()
        if value is not None
    ]
    yield ReportTable(
        f"Scores ({asked.replace('_', '-')})", ("score", "value", ""), tuple(rows), True
    )
    yield ReportTable(
        "What a threshold makes of the confidence",
        ("from", "answered", "right", "far below", "near below", "in force"),
        tuple(_trade_off(row, report) for row in report.trade_off),
        True,
    )
    if report.misses:
        yield ReportTable(
            "Missed", ("question", "wanted", "given"), tuple(map(_missed, report.misses))
        )
    if report.accepted:
        rows_accepted = tuple((_asked(miss), _given(miss)) for miss in report.accepted)
        yield ReportTable(
            "Not refused, though nothing answers it", ("question", "given"), rows_accepted
        )
    if report.confused:
        yield ReportTable(
            "Confused more than once",
            ("times", "wanted", "given"),
            tuple((str(c.times), _said(c.wanted), _said(c.given)) for c in report.confused),
        )
    if report.uncited:
        rows_uncited = tuple(
            (f"{one.question}\n{one.place}", "\n".join(one.wrong)) for one in report.uncited
        )
        yield ReportTable("Not cited", ("question", "wrong"), rows_uncited)
    if report.nowhere:
        rows_nowhere = tuple((place,) for place in report.nowhere)
        yield ReportTable(
            "No passage has what these want: look at the set", ("place",), rows_nowhere
        )


def plain(report: Report) -> str:
    """Return the report as text."""
    return "\n\n".join(map(_plain, tables(printable(report)))) + "\n"


def show(report: Report, console: Console) -> None:
    """Print the report on a terminal."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    for part in tables(printable(report)):
        grid = Table(
            title=Text(part.title),
            title_justify="left",
            title_style="bold cyan",
            box=box.SIMPLE_HEAD if part.numbers else box.SIMPLE,
            pad_edge=False,
            show_lines=not part.numbers,
            show_header=any(part.header),
        )
        for number, name in enumerate(part.header):
            number_like = part.numbers and 0 < number < len(part.header) - 1
            grid.add_column(
                name,
                justify="right" if number_like else "left",
                overflow="fold",
                ratio=None if part.numbers or name == "times" else 1,
            )
        for row in part.rows:
            cells = [Text(cell) for cell in row]
            for cell in cells:
                cell.highlight_regex(r"\n\([^\n]*\)$", "dim")
            grid.add_row(*cells)
        console.print(grid)


def _plain(table: ReportTable) -> str:
    if table.numbers:
        rows = [table.header, *table.rows]
        widths = [max(len(row[n]) for row in rows) for n in range(len(table.header))]
        lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    else:
        lines = []
        for row in table.rows:
            for number, (name, cell) in enumerate(zip(table.header, row, strict=True)):
                first, *more = cell.splitlines() or [""]
                lines.append(f"{'  ' if number else '- '}{name}: {first}")
                lines += [f"    {line}" for line in more]
    return "\n".join([table.title, *lines])


def _number(name: str, value: float) -> str:
    return f"{value:.0f}" if name == "length" else f"{value:.3f}"


def _trade_off(row: TradeOff, report: Report) -> tuple[str, ...]:
    in_force = [
        name for name, value in report.thresholds.items() if abs(value - row.threshold) < 5e-5
    ]
    shares = (row.answered, row.right, row.far, row.near)
    return (
        f"{row.threshold:.2f}",
        *("–" if share is None else f"{share:.2f}" for share in shares),
        ", ".join(in_force),
    )


def _missed(miss: Miss) -> tuple[str, str, str]:
    if miss.wanted is None:
        wanted = "what no passage has"
    else:
        rank = ORDINALS.get(miss.rank or 0, f"{miss.rank}th")
        wanted = _said(miss.wanted) + (f"\n(ranked {rank})" if miss.rank else "\n(not ranked)")
    return _asked(miss), wanted, _given(miss)


def _asked(miss: Miss) -> str:
    kind = "" if miss.kind == "answerable" else f"{miss.kind}, "
    return f"{miss.question}\n({kind}{PurePath(miss.place).name})"


def _given(miss: Miss) -> str:
    status = {"no_answer": "no answer, and nearest", "unsure": "unsure", "answered": "answered"}
    head = f"({status[miss.status]}, {miss.confidence:.2f})"
    return head if miss.given is None else f"{_said(miss.given)}\n{head}"


def _said(place: Place) -> str:
    return f"{place.place}\n{place.text}"
