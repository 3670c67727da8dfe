"""What is checked of settings beyond the kind of their value."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from bot.setting_values import PREFIX, SettingsError

__all__ = [
    "check_address",
    "check_contact",
    "check_mail",
    "check_mail_server",
    "check_thresholds",
    "expanded",
    "of_user",
]

APP = "careerbot"


def of_user(name: str, folder: Callable[..., Path]) -> Path:
    """Return a folder of this user. Raises `SettingsError` where they have none."""
    try:
        return folder(APP, appauthor=False)
    except RuntimeError:
        raise SettingsError(
            f"this user has no home folder, and {PREFIX}{name.upper()} is not set: "
            "set it to a folder that can be written to"
        ) from None


def expanded(name: str, folder: Path) -> Path:
    """Return a folder without its `~`. Raises `SettingsError`."""
    try:
        return folder.expanduser()
    except RuntimeError:
        raise SettingsError(
            f"{PREFIX}{name.upper()}={str(folder)!r} begins in a home folder that isn't known "
            "here: give the whole path"
        ) from None


def check_address(name: str, url: str, example: str, *, secret: bool = False) -> None:
    """Raise `SettingsError` for what no request could go to, nor come from."""
    try:
        parts = urlsplit(url)
        web = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:  # an unfinished IPv6 address, or a port that is none
        web = False
    # Hosts are compared as they are written, and Slack writes its own in small letters.
    if not web or parts.netloc != parts.netloc.lower() or any(map(str.isspace, url)):
        shown = "…" if secret else repr(url)
        raise SettingsError(
            f"{PREFIX}{name.upper()}={shown} is no web address: give one such as {example}"
        )


def check_mail_server(url: str) -> None:
    """Raise `SettingsError` for what no mail could be given to; the URL has a password in it."""
    try:
        parts = urlsplit(url)
        server = parts.scheme in ("smtp", "smtps") and parts.hostname and parts.port != 0
    except ValueError:  # an unfinished IPv6 address, or a port that is none
        server = False
    if not server or any(map(str.isspace, url)):
        raise SettingsError(
            f"{PREFIX}SMTP_URL=… is no mail server: give one such as "
            "smtp://USER:PASSWORD@HOST:587, what isn't a letter or digit as %-escapes"
        )


def check_mail(line: str) -> None:
    """Raise `SettingsError` for what no report could be mailed to."""
    from email.errors import InvalidHeaderDefect
    from email.policy import default

    try:
        header = default.header_factory("To", line)
    except IndexError:  # of the standard library, at an address that ends in "@"
        whole = False
    else:
        whole = all(each.username and each.domain for each in header.addresses) and not any(
            isinstance(each, InvalidHeaderDefect) for each in header.defects
        )
    if not whole:
        raise SettingsError(
            f"{PREFIX}REPORT_MAIL={line!r} is no mail address: give one such as "
            "careers@example.org, or several with commas between them"
        )


def check_contact(contact: str) -> None:
    """Raise `SettingsError` for a way to a person that leads nowhere."""
    from bot.answering.contact import ContactError, check_contact

    try:
        check_contact(contact)
    except ContactError as error:
        raise SettingsError(f"{PREFIX}CONTACT={error}") from None


def check_thresholds(unsure: float, answered: float | None) -> None:
    """Raise `SettingsError` where no confidence lies between: no answer would be `unsure`."""
    if answered is not None and unsure > answered:
        raise SettingsError(
            f"{PREFIX}UNSURE_THRESHOLD={unsure} is above "
            f"{PREFIX}ANSWERED_THRESHOLD={answered}: swap them, or unset one"
        )
    if answered is None:
        from bot.answering.confidence import calibration

        if unsure > (fitted := calibration().answered):
            raise SettingsError(
                f"{PREFIX}UNSURE_THRESHOLD={unsure} is above the calibrated "
                f"{PREFIX}ANSWERED_THRESHOLD, {fitted}: lower it, or set both"
            )
