"""The command line: parses, calls, and says in one line what went wrong.

Nothing heavy is imported here: each command imports what it runs when it is called.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import __version__
from corpus.errors import CareerbotError

if TYPE_CHECKING:
    from bot.settings import Settings

__all__ = ["app", "main"]

FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130

app = typer.Typer(
    name="careerbot",
    help="Answers career questions from articles, word for word, with the source.",
    pretty_exceptions_enable=False,
    # Rich's help costs 50 ms of imports: only where there is somebody to look at it.
    rich_markup_mode="rich" if sys.stdout.isatty() else None,
)

IndexFolder = Annotated[
    Path | None,
    typer.Option(
        "--index", metavar="DIR", help="Folder of the index.  Default: in the data folder."
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


@app.callback(invoke_without_command=True)
def careerbot(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version.")] = False,
) -> int:
    """Answers career questions from articles, word for word, with the source."""
    if version:
        print(f"careerbot {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        print(context.get_help())
        return WRONG_USE
    return 0


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

    settings = _settings(debug, index=index)
    return run(settings, " ".join(question), as_json=json, articles=article, top=top)


@app.command()
def chat(index: IndexFolder = None, debug: Debug = False) -> int:
    """Hold a conversation: follow-up questions, choices by number, sources on demand."""
    from bot.commands.chat import chat as run

    return run(_settings(debug, index=index))


@app.command()
def index(
    paths: Named = None,
    base_url: BaseUrl = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Go on, and build it again whenever they change.")
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
    from bot.commands.pages import on_disk

    settings = _settings(debug, index=index)
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

    That are long paragraphs, headings alike, answers that only point elsewhere, and what is said
    twice, or of one thing with other numbers. Nothing is built.
    """
    from bot.commands.inspect import inspect as run

    return run(
        _settings(debug),
        paths or [],
        strict=strict,
        as_json=json,
        most=pages,
        private=allow_private,
    )


@app.command()
def diff(
    paths: Annotated[
        list[Path], typer.Argument(help="Articles, or folders of them.", metavar="PATH")
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
    index: IndexFolder = None,
    debug: Debug = False,
) -> int:
    """Show which questions get another answer from these articles than now, side by side.

    Asked are the questions of the articles' FAQ, those of the files, and what people asked last,
    as far as it was kept.
    """
    from bot.commands.diff import diff as run

    return run(
        _settings(debug, index=index),
        paths,
        questions=questions or [],
        asked=asked,
        base_url=base_url,
        publish=publish,
        as_json=json,
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

    return run(_settings(debug, index=index), remove or [], as_json=json)


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

    return run(_settings(debug, index=index), which, as_list=as_list, forget=forget)


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
    return run(_settings(debug, index=index), done)


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

    return run(_settings(debug, index=index), since=since, html=html, table=table, to=to)


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

    settings = _settings(debug, host=host, port=port, workers=workers, index=index)
    return run(settings, browse=browse)


@app.command()
def mcp(index: IndexFolder = None, debug: Debug = False) -> int:
    """Offer the articles to a client of the Model Context Protocol, which starts this.

    It talks to it on standard input and output. Over HTTP, the service does so where CAREERBOT_MCP
    is set.
    """
    from bot.commands.mcp import mcp as run

    return run(_settings(debug, index=index))


@app.command()
def slack(index: IndexFolder = None, debug: Debug = False) -> int:
    """Answer in Slack by Socket Mode, until stopped: no public address is needed."""
    from bot.commands.slack import slack as run

    return run(_settings(debug, index=index))


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

    return run(_settings(debug), answers=answer or (), containing=containing, everything=everything)


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

    return run(_settings(debug, index=index))


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
        _settings(debug, index=index),
        questions,
        unanswerable=unanswerable,
        follow_ups=follow_ups,
        as_json=json,
        fail_under=fail_under or (),
        plots=plots,
        from_feedback=from_feedback,
        save=save,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line; return 0, 1 failed, 2 wrong use, 3 no answer, 130 interrupted."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # an old terminal shows ? for what it can't
    try:
        return int(app(arguments, prog_name="careerbot", standalone_mode=False) or 0)
    except typer.TyperException as error:
        # Only wrong use has the context of its command.
        context = getattr(error, "ctx", None)
        hint = f" (see {context.command_path} --help)" if context else ""
        return _say(error.format_message().rstrip(".") + hint, error.exit_code)
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except BrokenPipeError:
        # Whoever read the output has gone; nothing more can be said there, also not at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except CareerbotError as error:
        _detail(arguments)
        return _say(str(error), FAILED)
    except shutil.Error as error:
        _detail(arguments)
        return _say(_of_the_first_copy(error), FAILED)
    except OSError as error:
        _detail(arguments)
        return _say(f"{error.filename or 'system'}: {error.strerror or error}", FAILED)
    except Exception as error:
        if not _detail(arguments):
            return _say(f"{type(error).__name__}: {error} (--debug shows all of it)", FAILED)
        return FAILED


def _settings(debug: bool, **given: object) -> Settings:
    from bot.logs import start_logging
    from bot.settings import Settings

    settings = Settings.read(**given, log_level="debug" if debug else None)
    # Warnings in lines are how Python logs by itself.
    if (settings.log_level, settings.log_format) != ("warning", "text") or settings.log_questions:
        start_logging(settings.log_level, settings.log_format, questions=settings.log_questions)
    return settings


def _of_the_first_copy(error: shutil.Error) -> str:
    """Return in short why a folder's copy failed: it holds one text for every file in it."""
    _, target, why = error.args[0][0]
    number = re.search(r"\[Errno (\d+)\]", str(why))
    return f"{target}: {os.strerror(int(number[1])) if number else why}"


def _say(message: str, code: int) -> int:
    from bot.render.printable import one_line

    print(f"careerbot: {one_line(message)}", file=sys.stderr)
    return code


def _detail(arguments: Sequence[str]) -> bool:
    """Print the traceback of what is being handled, where it was asked for."""
    wanted = "--debug" in arguments or os.environ.get("CAREERBOT_LOG_LEVEL") == "debug"
    if wanted:
        import traceback

        traceback.print_exc()
    return wanted
