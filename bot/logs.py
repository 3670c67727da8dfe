"""The log: lines on standard error, of the level and in the format that the settings say."""

import logging
from typing import Any

from bot.request_id import request_id

__all__ = ["WithoutQuery", "log_config", "start_logging"]

OURS = ("bot", "index", "corpus", "uvicorn")
ACCESS = "uvicorn.access"
ACCESS_FIELDS = ("client", "method", "path", "http_version", "http_status")
"""What uvicorn's line for a request is made of."""
PATH = ACCESS_FIELDS.index("path")


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
        # A library may take a level of its own when it is imported, after this was set up.
        return record.levelno >= logging.WARNING or record.name.partition(".")[0] in OURS


class OfRequest(logging.Filter):
    """Adds the id of the request that a line is of, and what the line for a request is made of."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Complete the line; every line is logged."""
        asked = request_id.get()
        record.of_request = f" [{asked}]" if asked else ""
        if asked:
            record.request_id = asked
        if record.name == ACCESS and isinstance(record.args, tuple):
            vars(record).update(zip(ACCESS_FIELDS, record.args, strict=False))
        return True


def log_config(level: str, kind: str = "text", *, questions: bool = False) -> dict[str, Any]:
    """Return the configuration that logs this project from `level` up, libraries their warnings.

    `kind` is text or json; with `questions`, a line for each answer is logged at any level. A
    warning that is repeated is written once a minute, with their count. All of it is plain data:
    it goes to the processes of workers.
    """
    ours = {name: {"level": level.upper()} for name in OURS}
    if questions:
        ours["bot.answers"] = {"level": "INFO"}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {
            "without_query": {"()": "bot.logs.WithoutQuery"},
            "libraries": {"()": "bot.logs.OnlyWarningsOfLibraries"},
            "of_request": {"()": "bot.logs.OfRequest"},
        },
        "formatters": {
            "text": {
                "format": "%(asctime)s %(levelname)s %(name)s%(of_request)s: %(message)s",
            },
            "json": {
                "()": "pythonjsonlogger.json.JsonFormatter",
                "format": ["levelname", "name", "message"],
                "rename_fields": {"levelname": "level", "name": "logger"},
                "timestamp": "time",
                "exc_info_as_array": True,
                "json_ensure_ascii": False,
                "reserved_attrs": [*RESERVED, "of_request", "color_message"],
            },
        },
        "handlers": {
            "stderr": {
                "class": "bot.repeated_warnings.SparingHandler",
                "formatter": kind,
                "filters": ["libraries", "of_request"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {**ours, ACCESS: {"level": "INFO", "filters": ["without_query"]}},
    }


RESERVED = sorted(vars(logging.makeLogRecord({})).keys() | {"asctime", "message", "taskName"})
"""What every line has for the format alone."""


def start_logging(level: str, kind: str = "text", *, questions: bool = False) -> None:
    """Log from `level` up, in this process, as `log_config` says."""
    from logging.config import dictConfig

    dictConfig(log_config(level, kind, questions=questions))
