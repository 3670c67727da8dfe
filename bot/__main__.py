"""`python -m bot` is `careerbot`: the command line as a process of its own."""

from __future__ import annotations

import gc
import logging
import os
import sys
from typing import NoReturn

__all__ = ["run"]


def run() -> NoReturn:
    """Run the command line, starting and ending the process without delay."""
    # What is made while starting stays: looking through it for garbage takes a tenth of the time.
    # A process that goes on collects as any other does.
    if not {"serve", "chat", "mcp", "slack"} & set(sys.argv[1:2]):
        gc.set_threshold(100_000, 20, 20)
    from bot.cli import main

    code = main()
    logging.shutdown()
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except OSError:  # whoever read the output has gone
        code = code or 1
    # Taking model and libraries apart, object by object, would take as long as an answer.
    os._exit(code)


if __name__ == "__main__":
    run()
