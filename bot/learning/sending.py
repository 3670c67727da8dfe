"""The report goes to Slack, or by mail, where a schedule calls for it."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from bot.settings import PREFIX, Settings, SettingsError
from corpus.errors import CareerbotError

__all__ = ["SendError", "mail", "post_to_slack"]

PATIENCE = 20
"""Seconds that a server may take."""


class SendError(CareerbotError):
    """A report that didn't arrive, with what the other side said."""


def post_to_slack(settings: Settings, text: str) -> None:
    """Post a text to Slack's incoming webhook. Raises SettingsError and SendError."""
    import json

    import httpcore

    url = settings.report_slack_url
    if url is None:
        raise SettingsError(
            f"{PREFIX}REPORT_SLACK_URL isn't set: Slack gives one such as "
            "https://hooks.slack.com/services/… under Incoming Webhooks"
        )
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    body = json.dumps({"text": escaped}).encode()
    limits = dict.fromkeys(("connect", "read", "write", "pool"), PATIENCE)
    try:
        with httpcore.ConnectionPool() as pool:
            answer = pool.request(
                "POST",
                url,
                headers={"Content-Type": "application/json"},
                content=body,
                extensions={"timeout": limits},
            )
    except (httpcore.NetworkError, httpcore.TimeoutException, httpcore.ProtocolError) as error:
        raise SendError(f"Slack can't be reached ({type(error).__name__})") from error
    if answer.status != 200:
        said = answer.content[:200].decode("utf-8", "replace")
        raise SendError(f"Slack didn't take the report: {answer.status} {said}")


def mail(settings: Settings, subject: str, text: str, html: str) -> None:
    """Mail a text, with a page behind it. Raises SettingsError and SendError."""
    url = urlsplit(settings.smtp_url or "")
    if not url.hostname:
        raise SettingsError(f"{PREFIX}SMTP_URL isn't set: give smtp://USER:PASSWORD@HOST:587")
    if not settings.report_mail:
        raise SettingsError(f"{PREFIX}REPORT_MAIL names nobody to mail the report to")
    message = EmailMessage()
    message["Subject"] = subject
    message["From"] = settings.report_mail[0]
    message["To"] = ", ".join(settings.report_mail)
    message.set_content(text)
    message.add_attachment(html.encode(), "text", "html", filename="report.html")
    secure = ssl.create_default_context()
    port = url.port or (465 if url.scheme == "smtps" else 587)
    try:
        if url.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(
                url.hostname, port, timeout=PATIENCE, context=secure
            )
        else:
            server = smtplib.SMTP(url.hostname, port, timeout=PATIENCE)
        with server:
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=secure)
            elif url.scheme == "smtp" and url.username:
                raise SendError(f"{url.hostname} offers no encryption: the password stays here")
            if url.username:
                server.login(unquote(url.username), unquote(url.password or ""))
            server.send_message(message)
    except (OSError, smtplib.SMTPException) as error:
        raise SendError(f"The report couldn't be mailed by {url.hostname}: {error}") from error
