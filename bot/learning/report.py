"""The report in its forms: a text, a page that opens anywhere, and a table."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.learning.figures import Counted, Figures

__all__ = ["TEMPLATES", "as_csv", "as_html", "as_text", "chart", "templates"]

TEMPLATES = Path(__file__).parent / "templates"
WIDTH, HEIGHT = 720, 180
"""Of the chart, in pixels, without what is written around it."""
NAMED = 5
"""Groups and articles that a text names."""


def as_text(found: Figures) -> str:
    """Return the report as some lines, fit for a chat or a mail."""
    return "\n".join(_lines(found))


def as_html(found: Figures) -> str:
    """Return the report as one page, which loads nothing."""
    style = (TEMPLATES / "report.css").read_text("utf-8")
    page = templates().get_template("report_page.html")
    return page.render(found=found, chart=chart(found), style=style)


def templates(*folders: Path) -> Environment:
    """Return the templates of some folders, and those of the report."""
    found = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["number"] = "{:,}".format
    return found


def as_csv(found: Figures) -> str:
    """Return the figures as a table: of all, each day, each article, each channel."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    names = ("asked", "answered", "unsure", "no_answer", "resolved", "voted_up", "voted_down")
    table.writerow(("of", "name", *names))
    parts: tuple[tuple[str, tuple[Counted, ...]], ...] = (
        ("all", (found.all,)),
        ("day", found.days),
        ("article", found.articles),
        ("channel", found.channels),
        ("voted down", found.worst),
    )
    for of, rows in parts:
        for row in rows:
            table.writerow((of, _cell(row.name), *(getattr(row, name) for name in names)))
    for of, groups in (("group", found.groups), ("gap", found.gaps)):
        for group in groups:
            answered = group.count - group.no_answer - group.unsure
            counts = (group.count, answered, group.unsure, group.no_answer, "", "")
            table.writerow((of, _cell(group.question), *counts, group.voted_down))
    return out.getvalue()


def chart(found: Figures) -> dict[str, Any]:
    """Return the bars of the days, in pixels: answered below, then unsure, then without."""
    most = max([day.asked for day in found.days] + [1])
    step = WIDTH / max(len(found.days), 1)
    bars = []
    for number, day in enumerate(found.days):
        top = float(HEIGHT)
        for kind in ("answered", "unsure", "no_answer"):
            height = HEIGHT * getattr(day, kind) / most
            top -= height
            if height:
                x, y, width = number * step + step * 0.1, top, step * 0.8
                bars.append((kind, round(x, 1), round(y, 1), round(width, 1), round(height, 1)))
    ticks = [(round((n + 0.5) * step, 1), day.name[5:]) for n, day in enumerate(found.days)]
    every = max(1, len(ticks) // 8)
    return {"bars": bars, "ticks": ticks[::every], "most": most, "width": WIDTH, "height": HEIGHT}


def _lines(found: Figures) -> Iterator[str]:
    whole = found.all
    yield f"{found.first} to {found.last}: {whole.asked:,} questions"
    if not whole.asked:
        return
    yield (
        f"answered {_share(whole.answer_rate)}, resolved {_share(whole.resolution_rate)}; "
        f"{whole.unsure:,} unsure, {whole.no_answer:,} without an answer"
    )
    yield (
        f"{whole.voted_up:,} thumbs up, {whole.voted_down:,} down; {found.asked_again:,} asked "
        f"again, {found.persons:,} went to a person"
    )
    if found.latency:
        yield "answered in " + ", ".join(f"{ms:,.0f} ms (p{part})" for part, ms in found.latency)
    for head, groups in (("Asked most:", found.groups), ("Without an answer:", found.gaps)):
        if groups:
            yield head
            yield from (f"- {each.count:,}× {each.question}" for each in groups[:NAMED])
    if found.worst:
        yield "Voted down most:"
        yield from (f"- {each.voted_down:,}× {each.name}" for each in found.worst[:NAMED])
    for head, rows in (("Articles:", found.articles), ("Channels:", found.channels)):
        if rows:
            yield head
            yield from (
                f"- {each.name}: {each.asked:,}, resolved {_share(each.resolution_rate)}, "
                f"{each.voted_down:,} down"
                for each in rows[:NAMED]
            )


def _share(part: float) -> str:
    return f"{part:.0%}"


def _cell(text: str) -> str:
    """A visitor's text as a table program shows it, and doesn't calculate it."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text
