"""What each command does, imported only when it is called."""

import typer

__all__ = ["WrongUseError"]


class WrongUseError(typer.TyperException):
    """A command was called in a way that it can't be; the text says what is wrong."""

    exit_code = 2
