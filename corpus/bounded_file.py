"""A file's bytes, of files alone and no more than is wanted."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

__all__ = ["kind_of", "leads_out", "read_file"]

_KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


def read_file(path: Path, most: int) -> bytes:
    """Return the bytes of a file, at most so many.

    Raises OSError, also for what is no file: a pipe has no end until somebody writes to it.
    """
    # Looked at before, as opening a device may do something; and after, as it may be another.
    _refuse(path.stat().st_mode)
    with open(path, "rb", opener=_open) as file:
        _refuse(os.fstat(file.fileno()).st_mode)
        return file.read(most)


def kind_of(mode: int) -> str | None:
    """Return what is no file and no folder either, by its mode; None for these."""
    return _KINDS.get(stat.S_IFMT(mode))


def leads_out(path: Path, folder: Path) -> bool:
    """Tell whether a link leads out of a folder; what is no link stands where it is."""
    return not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def _open(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))  # Windows has no named pipes there


def _refuse(mode: int) -> None:
    if kind := kind_of(mode):
        raise OSError(errno.EINVAL, f"it is {kind}, and no file")
