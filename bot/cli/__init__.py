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
from typing import Annotated

import typer

from bot import __version__
from bot.cli.options import app
from corpus.errors import CareerbotError

# In the order in which --help lists their commands.
# isort: off
from bot.cli import asking, articles, improving, serving, upkeep  # noqa: F401
# isort: on

__all__ = ["app", "main"]

FAILED = 1
WRONG_USE = 2
INTERRUPTED = 130


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
