"""Commands that show what people asked, and mend it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Debug, IndexFolder, app, settings_of

__all__ = ["inbox", "report"]


@app.command()
def inbox(
    group: Annotated[
        str | None, typer.Argument(help="A group, by its number or key.", metavar="GROUP")
    ] = None,
    search: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Look for passages that answer it.")
    ] = None,
    passage: Annotated[
        str | None,
        typer.Option(metavar="ID", help="Let this passage answer: other ways to ask for it."),
    ] = None,
    answer: Annotated[
        str | None,
        typer.Option(metavar="TEXT", help="Add this answer to your FAQ; - reads it."),
    ] = None,
    into: Annotated[
        str | None,
        typer.Option(metavar="FILE", help="The article of yours that it goes into, or a new one."),
    ] = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Write it, and let the new index answer.")
    ] = False,
    dismiss: Annotated[bool, typer.Option("--dismiss", help="Not now: for four weeks.")] = False,
    for_good: Annotated[
        bool, typer.Option("--for-good", help="Never again, nor what is alike.")
    ] = False,
    settled: Annotated[bool, typer.Option("--settled", help="List what was settled.")] = False,
    undo: Annotated[
        str | None, typer.Option(metavar="KEY", help="Take back what was settled.")
    ] = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """Show what was asked without an answer, unsure or voted down, by what it asks; and mend it.

    A repair shows which questions get another answer by it, and asks your question set; nothing
    is written before --publish, and --undo takes all of it back.
    """
    from bot.commands.inbox import Wanted
    from bot.commands.inbox import inbox as run

    done = Wanted(group, search, passage, answer, into, publish, dismiss, for_good, settled, undo)
    return run(settings_of(debug, index=index), done)


@app.command()
def report(
    since: Annotated[
        str | None,
        typer.Option(metavar="DAY", help="First day, or how many days.  Default: 30 days."),
    ] = None,
    html: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write a page with charts.")
    ] = None,
    table: Annotated[
        Path | None, typer.Option("--csv", metavar="FILE", help="Write the figures as a table.")
    ] = None,
    to: Annotated[
        str | None, typer.Option(metavar="slack|mail", help="Send it, as a schedule does.")
    ] = None,
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """Say what was asked, how much of it was answered and resolved, and where answers lack."""
    from bot.commands.report import report as run

    return run(settings_of(debug, index=index), since=since, html=html, table=table, to=to)
