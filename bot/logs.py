"""The log: lines on standard error, of the level that the settings say."""

from typing import Any

__all__ = ["log_config", "start_logging"]


def log_config(level: str) -> dict[str, Any]:
    """Return the configuration that logs this project from `level` up, libraries their warnings.

    A warning that is repeated is written once a minute, with their count.
    """
    ours = {name: {"level": level.upper()} for name in ("bot", "index", "corpus", "uvicorn")}
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
        "handlers": {"stderr": {"class": "bot.repeats.SparingHandler", "formatter": "line"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {**ours, "uvicorn.access": {"level": "INFO"}},
    }


def start_logging(level: str) -> None:
    """Log from `level` up, in this process."""
    from logging.config import dictConfig

    dictConfig(log_config(level))
