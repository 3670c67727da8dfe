"""Commands on articles and their index."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import (
    AllowPrivate,
    BaseUrl,
    Debug,
    IndexFolder,
    Named,
    Pages,
    app,
    settings_of,
)

__all__ = ["articles", "diff", "index", "inspect", "rollback"]


@app.command()
def index(
    paths: Named = None,
    base_url: BaseUrl = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and build it again whenever the files change.")
    ] = False,
    pages: Pages = 200,
    allow_private: AllowPrivate = False,
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """Build the index of articles, and report what was skipped and set aside.

    What is as it was in the index before isn't encoded again.
    """
    from bot.commands.index import index as run
    from bot.commands.pages import on_disk, refuse_to_watch

    settings = settings_of(debug, index=index)
    if watch:
        refuse_to_watch(paths or [])
    found = on_disk(settings, paths or [], most=pages, private=allow_private)
    return run(settings, found, base_url=base_url, watch=watch)


@app.command()
def inspect(
    paths: Named = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit with 1 where anything was skipped.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print all of it as an object.")] = False,
    pages: Pages = 200,
    allow_private: AllowPrivate = False,
    debug: Debug = False,
) -> int:
    """Show what is read of articles, what is not and why, and what may need a look.

    That are long paragraphs, headings or titles alike, answers that only point elsewhere, and what
    is said twice, or of one thing with other numbers. Nothing is built.
    """
    from bot.commands.inspect import inspect as run

    return run(
        settings_of(debug),
        paths or [],
        strict=strict,
        as_json=json,
        most=pages,
        private=allow_private,
    )


@app.command()
def diff(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Articles, folders of them, or pages and sitemaps by https://…", metavar="PATH"
        ),
    ],
    questions: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", help="Questions, as for eval; may be repeated."),
    ] = None,
    asked: Annotated[
        int, typer.Option(min=0, metavar="N", help="How many that people asked last.")
    ] = 200,
    base_url: BaseUrl = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="Let the new index take its place, then.")
    ] = False,
    json: Annotated[bool, typer.Option("--json", help="Print them as an object.")] = False,
    pages: Pages = 200,
    allow_private: AllowPrivate = False,
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """Show which questions get another answer from these articles than now, side by side.

    Asked are the questions of the articles' FAQ, those of the files, and what people asked last,
    as far as it was kept.
    """
    from bot.commands.diff import diff as run

    return run(
        settings_of(debug, index=index),
        paths,
        questions=questions or [],
        asked=asked,
        base_url=base_url,
        publish=publish,
        as_json=json,
        most=pages,
        private=allow_private,
    )


@app.command()
def articles(
    remove: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Take this article out of the index; may be repeated."),
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="Print them as a list of objects.")] = False,
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """List the articles of the index, or remove some of them."""
    from bot.commands.articles import articles as run

    return run(settings_of(debug, index=index), remove or [], as_json=json)


@app.command()
def rollback(
    which: Annotated[
        str | None,
        typer.Argument(help="Its number or version. Default: the one before.", metavar="WHICH"),
    ] = None,
    as_list: Annotated[
        bool, typer.Option("--list", help="List the indexes that can be gone back to.")
    ] = False,
    forget: Annotated[
        bool, typer.Option("--forget", help="Delete these, and what they say, at once.")
    ] = False,
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """Go back to an index that was replaced; the last five are kept."""
    from bot.commands.rollback import rollback as run

    return run(settings_of(debug, index=index), which, as_list=as_list, forget=forget)
