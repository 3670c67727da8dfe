"""Commands that look after what is set up and kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.options import Debug, IndexFolder, app, settings_of

__all__ = ["config", "doctor", "evaluate", "forget", "key"]


@app.command()
def forget(
    answer: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="What was kept of this answer; may be repeated."),
    ] = None,
    containing: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What has this text in it.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All of it.")] = False,
    debug: Debug = False,
) -> int:
    """Delete what was kept of what people asked and said, at once.

    Kept are feedback, questions where CAREERBOT_KEEP_QUESTIONS is set, and for some days what
    was asked in a chat.
    """
    from bot.commands.forget import forget as run

    return run(
        settings_of(debug), answers=answer or (), containing=containing, everything=everything
    )


@app.command()
def config(debug: Debug = False) -> int:
    """Print the settings in force, and where each is from: a file, the environment, a default.

    What is printed can be written into careerbot.toml, which is read in the folder where the
    command is called, or else in the user's own. Variables stand above it.
    """
    from bot.commands.config import config as run
    from bot.settings import Settings

    return run(*Settings.traced(log_level="debug" if debug else None))


@app.command()
def doctor(index: IndexFolder = None, debug: Debug = False) -> int:
    """Look at the installation, the index and the settings, and say what to do.

    The exit code is 1 where something is wrong, 0 where all is well or could only be better.
    """
    from bot.commands.doctor import doctor as run

    return run(settings_of(debug, index=index))


@app.command()
def key(
    name: Annotated[str, typer.Argument(help="Whose key it is, such as intranet.", metavar="NAME")],
) -> int:
    """Make a key of the API, and what CAREERBOT_API_KEYS has to have of it.

    Where that is set, one of the keys is needed to ask. Several may be there at once: to replace
    one, add the new one, hand it on, and take the old one out.
    """
    from bot.commands.key import key as run

    return run(name)


@app.command("eval")
def evaluate(
    questions: Annotated[
        Path | None,
        typer.Argument(help="Questions that the articles answer.", metavar="QUESTIONS.jsonl"),
    ] = None,
    from_feedback: Annotated[
        bool,
        typer.Option("--from-feedback", help="Add what visitors voted up, and what was repaired."),
    ] = False,
    save: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write these as a question set, too.")
    ] = None,
    unanswerable: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Questions that they don't answer.")
    ] = None,
    follow_ups: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Questions with what was asked before.")
    ] = None,
    index: IndexFolder = None,
    json: Annotated[bool, typer.Option("--json", help="Print the report as an object.")] = False,
    fail_under: Annotated[
        list[str] | None,
        typer.Option(
            metavar="SCORE=VALUE",
            help="Exit with 1 where a score is worse; may be repeated. "
            "Of length and ece, the most that they may be.",
        ),
    ] = None,
    plots: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Draw the figures in this folder.")
    ] = None,
    debug: Debug = False,
) -> int:
    """Score the answers to a question set, and show what was missed.

    The sets are JSON Lines: {"q", "gold"} with strings that a right answer contains,
    {"q", "kind"} with the kind near, far or noise, and {"history", "q", "gold"}.
    """
    from bot.commands.eval import evaluate as run

    return run(
        settings_of(debug, index=index),
        questions,
        unanswerable=unanswerable,
        follow_ups=follow_ups,
        as_json=json,
        fail_under=fail_under or (),
        plots=plots,
        from_feedback=from_feedback,
        save=save,
    )
