"""Commands that answer until they are stopped."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.options import Debug, IndexFolder, app, settings_of

__all__ = ["mcp", "serve", "slack"]


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[
        int | None, typer.Option(min=0, max=65535, help="Port to listen on; 0 takes a free one.")
    ] = None,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes that answer.")
    ] = None,
    browse: Annotated[bool, typer.Option("--open", help="Open the chat in the browser.")] = False,
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """Answer over HTTP, until stopped."""
    from bot.commands.serve import serve as run

    settings = settings_of(debug, host=host, port=port, workers=workers, index=index)
    return run(settings, browse=browse)


@app.command()
def mcp(index: IndexFolder = None, debug: Debug = False) -> int:
    """Offer the articles to a client of the Model Context Protocol, which starts this.

    It talks to it on standard input and output. Over HTTP, the service does so where CAREERBOT_MCP
    is set.
    """
    from bot.commands.mcp import mcp as run

    return run(settings_of(debug, index=index))


@app.command()
def slack(index: IndexFolder = None, debug: Debug = False) -> int:
    """Answer in Slack by Socket Mode, until stopped: no public address is needed."""
    from bot.commands.slack import slack as run

    return run(settings_of(debug, index=index))
