"""`careerbot report`: what visitors asked, how it was answered, and whether that helped."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from bot.commands import WrongUseError
from bot.commands.database import with_database
from bot.learning.figures import figures
from bot.learning.report import as_csv, as_html, as_text
from bot.learning.sending import mail, post_to_slack
from bot.open_index import reopen_index
from bot.render.printable import one_line
from bot.settings import Settings

__all__ = ["report"]

DAYS = 30


def report(
    settings: Settings, *, since: str | None, html: Path | None, table: Path | None, to: str | None
) -> int:
    """Print the report, or write it into files, or send it; return 0."""
    if to not in (None, "slack", "mail"):
        raise WrongUseError(f"--to {to}: it goes to slack or mail")
    now = datetime.now(UTC)
    first = _day(since, now.date())
    dimensions = reopen_index(settings, lasting=False).encoder.info.dimensions
    found = with_database(settings, lambda database: figures(database, first, now, dimensions))
    for file, text in ((html, as_html), (table, as_csv)):
        if file is not None:
            _write(file, text(found))
            print(f"Written: {file}")
    if to == "slack":
        post_to_slack(settings, as_text(found))
    elif to == "mail":
        subject = f"What visitors asked, {found.first} to {found.last}"
        mail(settings, subject, as_text(found), as_html(found))
    if to:
        print(f"Sent to {to}.")
    elif html is None and table is None:
        print("\n".join(map(one_line, as_text(found).splitlines())))
    return 0


def _day(since: str | None, today: date) -> date:
    """The first day: a date, or so many days ago."""
    if since is None:
        return today - timedelta(days=DAYS - 1)
    try:
        if since.isdecimal():
            return today - timedelta(days=int(since) - 1)
        first = date.fromisoformat(since)
    except (ValueError, OverflowError):
        raise WrongUseError(
            f"--since {since}: give a day such as 2026-11-01, or a number of days"
        ) from None
    if first > today:
        raise WrongUseError(f"--since {since} is still to come")
    return first


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, "utf-8")
    except OSError as error:
        raise WrongUseError(f"{file}: can't be written ({error.strerror})") from None
