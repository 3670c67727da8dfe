"""The log: lines on standard error, of the level that the settings say."""

import logging
from typing import Any

__all__ = ["WithoutQuery", "log_config", "start_logging"]

OURS = ("bot", "index", "corpus", "uvicorn")
PATH = 2
"""Which argument of uvicorn's line for a request holds the path with its query."""


class WithoutQuery(logging.Filter):
    """Leaves the query out of a request's line: a token or a question may stand in it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten the path; every line is logged."""
        if isinstance(record.args, tuple) and len(record.args) > PATH:
            path = str(record.args[PATH]).partition("?")[0]
            record.args = (*record.args[:PATH], path, *record.args[PATH + 1 :])
        return True


class OnlyWarningsOfLibraries(logging.Filter):
    """Passes what this project says, and what libraries warn of, whatever level they set."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Tell whether a line is logged."""
        # bm25s takes a level of its own when it is imported, which is after this was set up.
        return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS


def log_config(level: str) -> dict[str, Any]:
    """Return the configuration that logs this project from `level` up, libraries their warnings.

    A warning that is repeated is written once a minute, with their count. All of it is plain data:
    it goes to the processes of workers.
    """
    ours = {name: {"level": level.upper()} for name in OURS}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "without_query": {"()": "bot.logs.WithoutQuery"},
            "libraries": {"()": "bot.logs.OnlyWarningsOfLibraries"},
        },
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {
            "stderr": {
                "class": "bot.repeated_warnings.SparingHandler",
                "formatter": "line",
                "filters": ["libraries"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {**ours, "uvicorn.access": {"level": "INFO", "filters": ["without_query"]}},
    }


def start_logging(level: str) -> None:
    """Log from `level` up, in this process."""
    from logging.config import dictConfig

    dictConfig(log_config(level))
