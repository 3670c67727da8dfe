"""One line for what would be many: a warning that comes again and again is counted."""

from __future__ import annotations

import logging
import threading

__all__ = ["Repeats", "SparingHandler"]

PERIOD = 60.0
"""Seconds in which a kind of line is written once."""

Kind = tuple[str, int, str]


class Repeats(logging.Filter):
    """Lets one warning of a kind through a minute, and then says how many there were.

    A kind is a logger, a level and a message before its values are filled in. What is below a
    warning passes.
    """

    def __init__(self, period: float = PERIOD) -> None:
        super().__init__()
        self._period = period
        self._lock = threading.Lock()
        self._held: dict[Kind, int] = {}  # the kinds of this minute, and how many were kept back

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a line is written."""
        if record.levelno < logging.WARNING or hasattr(record, "repeats"):
            return True
        kind = (record.name, record.levelno, str(record.msg))
        with self._lock:
            if kind in self._held:
                self._held[kind] += 1
                return False
            self._held[kind] = 0
        timer = threading.Timer(self._period, self._tell, (kind,))
        timer.daemon = True
        timer.start()
        return True

    def close(self) -> None:
        """Tell of all that was kept back, as at the end."""
        for kind in list(self._held):
            self._tell(kind)

    def _tell(self, kind: Kind) -> None:
        with self._lock:
            count = self._held.pop(kind, 0)
        if count:
            name, level, message = kind
            logging.getLogger(name).log(
                level,
                "%d more within %g s like: %s",
                count,
                self._period,
                message.replace("%s", "…").replace("%d", "…"),
                extra={"repeats": count},
            )


class SparingHandler(logging.StreamHandler):  # type: ignore[type-arg]
    """Writes to standard error, with a line for what is repeated; what is left at the end."""

    def __init__(self, period: float = PERIOD) -> None:
        super().__init__()
        self._repeats = Repeats(period)
        self.addFilter(self._repeats)

    def close(self) -> None:
        """Tell of all that was kept back, then close."""
        self._repeats.close()
        super().close()
