"""What several commands share: the app, their options, and the settings that they run with."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = [
    "AllowPrivate",
    "BaseUrl",
    "Debug",
    "IndexFolder",
    "Named",
    "Pages",
    "app",
    "settings_of",
]

app = typer.Typer(
    name="careerbot",
    help="Answers career questions from articles, word for word, with the source.",
    pretty_exceptions_enable=False,
    # Rich's help costs 50 ms of imports: only where there is somebody to look at it.
    rich_markup_mode="rich" if sys.stdout.isatty() else None,
)

IndexFolder = Annotated[
    str | None,
    typer.Option(
        "--index",
        metavar="DIR",
        help="Folder of the index, or milvus://… or qdrant://….  Default: in the data folder.",
    ),
]
BaseUrl = Annotated[
    str | None,
    typer.Option(
        metavar="URL",
        help="Where the files stand on your site: {path} in it, or after it, is a file's path "
        "in its folder, without the suffix.",
    ),
]
Pages = Annotated[
    int, typer.Option(min=1, max=10_000, metavar="N", help="Pages of a sitemap at most.")
]
AllowPrivate = Annotated[
    bool, typer.Option("--allow-private", help="Fetch from private addresses, too.")
]
Named = Annotated[
    list[str] | None,
    typer.Argument(
        help="Articles, folders of them, or pages and sitemaps by https://…  "
        "Default: the bundled guides.",
        metavar="PATH",
    ),
]
Debug = Annotated[bool, typer.Option("--debug", help="Show all of an error, and log the detail.")]


def settings_of(debug: bool, **given: object) -> Settings:
    """Return the settings, with what was given on the command line on top."""
    from bot.logs import start_logging
    from bot.settings import Settings

    settings = Settings.read(**given, log_level="debug" if debug else None)
    # Warnings in lines are how Python logs by itself.
    if (settings.log_level, settings.log_format) != ("warning", "text") or settings.log_questions:
        start_logging(settings.log_level, settings.log_format, questions=settings.log_questions)
    return settings
