"""Commands that ask."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.options import Debug, IndexFolder, app, settings_of

__all__ = ["ask", "chat"]


@app.command()
def ask(
    question: Annotated[
        list[str],
        typer.Argument(help="The question; - reads it from standard input.", metavar="QUESTION"),
    ],
    json: Annotated[bool, typer.Option("--json", help="Print the answer object.")] = False,
    index: IndexFolder = None,
    article: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Answer from this article only; may be repeated."),
    ] = None,
    top: Annotated[
        int | None,
        typer.Option(min=1, max=20, metavar="N", help="Add the N best passages to the object."),
    ] = None,
    debug: Debug = False,
) -> int:
    """Answer a question from the articles, with the source.

    The exit code is 0 for an answer, also an unsure one, and 3 where no article answers.
    """
    from bot.commands.ask import ask as run

    settings = settings_of(debug, index=index)
    return run(settings, " ".join(question), as_json=json, articles=article, top=top)


@app.command()
def chat(index: IndexFolder = None, debug: Debug = False) -> int:
    """Hold a conversation: follow-up questions, choices by number, sources on demand."""
    from bot.commands.chat import chat as run

    return run(settings_of(debug, index=index))
