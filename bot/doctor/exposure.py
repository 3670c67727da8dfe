"""Who can reach the service, and whether its secrets are any."""

from __future__ import annotations

import dataclasses
import http.client
import socket
import stat
from collections.abc import Iterator
from ipaddress import ip_address

from bot.api import create_app
from bot.doctor.finding import Finding, better, well, wrong
from bot.settings import PREFIX, Settings
from corpus.errors import CareerbotError

__all__ = ["exposure"]

SHORTEST = 16
"""Characters of a secret that nobody guesses."""
PLACEHOLDERS = ("change", "example", "secret", "token", "password", "xoxb-…", "test", "…")
LOCAL = {"localhost", ""}


def exposure(settings: Settings) -> Iterator[Finding]:
    """Look at the secrets, the address, and who may ask from where."""
    yield from _secrets(settings)
    yield from _file(settings)
    try:
        create_app(settings)  # which reads what each part of the service makes of its settings
    except CareerbotError as error:
        yield wrong("service", str(error))
        flawed = f"{PREFIX}CORS_ORIGINS=" in str(error)
    else:
        flawed = False
    if (settings.handoff_url or "").startswith("http://") and not settings.handoff_private:
        yield better("handoff", f"{PREFIX}HANDOFF_URL can be read on the way: take an https:// one")
    yield _port(settings)
    if not flawed:
        yield from _origins(settings)
    yield from _limits(settings)


def _secrets(settings: Settings) -> Iterator[Finding]:
    for each in dataclasses.fields(Settings):
        value = getattr(settings, each.name)
        if each.repr or not value or each.name.endswith(("_url", "_storage", "api_keys")):
            continue
        # The one that no other service gives out.
        own = each.name == "admin_token"
        for secret in value if isinstance(value, tuple) else (value,):
            if own and len(secret) < SHORTEST:
                continue  # the service refuses it, which is said of it
            guessed = len(secret) < SHORTEST or len(set(secret)) < SHORTEST // 2
            if guessed or secret.lower().startswith(PLACEHOLDERS):
                name = f"{PREFIX}{each.name.upper()}"
                way = "openssl rand -hex 16 makes one" if own else "take what its service gave you"
                yield wrong("secrets", f"{name} can be guessed: {way}")


def _file(settings: Settings) -> Iterator[Finding]:
    if settings.config is None:
        return
    others = settings.config.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    secret = any(
        getattr(settings, each.name) != each.default
        for each in dataclasses.fields(Settings)
        if not each.repr
    )
    if others and secret:
        yield wrong(
            "secrets", f"{settings.config} can be read by others: chmod 600 {settings.config}"
        )
    else:
        yield well("settings", str(settings.config))


def _port(settings: Settings) -> Finding:
    where = f"{settings.host}:{settings.port}"
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            settings.host, settings.port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        with socket.socket(family, kind, protocol) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except (OSError, UnicodeError) as error:
        if _answers(settings):
            return well("port", f"careerbot answers on {where}")
        said = (error.strerror or str(error)) if isinstance(error, OSError) else "no host name"
        return wrong("port", f"{where} ({said.lower()}): set {PREFIX}HOST or {PREFIX}PORT")
    return well("port", f"{where} is free")


def _answers(settings: Settings) -> bool:
    host = "127.0.0.1" if settings.host in {"0.0.0.0", "::"} else settings.host  # noqa: S104
    connection = http.client.HTTPConnection(host, settings.port, timeout=2)
    try:
        connection.request("GET", "/openapi.json")
        answer = connection.getresponse()
        return answer.status == 200 and b'"careerbot"' in answer.read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _origins(settings: Settings) -> Iterator[Finding]:
    plain = [
        each
        for each in settings.cors_origins
        if each.startswith("http://") and not _is_local(each.removeprefix("http://"))
    ]
    if "*" in settings.cors_origins:
        yield better("origins", f"pages of every site may ask: name yours in {PREFIX}CORS_ORIGINS")
    elif not settings.cors_origins:
        yield well("origins", f"no other site's page may ask: {PREFIX}CORS_ORIGINS names those")
    else:
        yield well("origins", ", ".join(settings.cors_origins))
    if settings.cors_origins and settings.api_keys:
        yield better(
            "origins",
            f"their pages can't ask, as a page has no key: the widget needs a service without "
            f"{PREFIX}API_KEYS",
        )
    if plain:
        yield better(
            "origins", f"{', '.join(plain)}: pages without https can be changed on the way"
        )


def _limits(settings: Settings) -> Iterator[Finding]:
    if _is_local(settings.host):
        return
    if settings.rate_limit == "off":
        yield better("limits", f"anybody may ask without end: set {PREFIX}RATE_LIMIT")
    elif settings.workers > 1 and settings.rate_limit_storage.startswith("memory:"):
        yield better(
            "limits", f"each worker counts for itself: set {PREFIX}RATE_LIMIT_STORAGE to redis://…"
        )
    if not settings.trusted_proxies:
        yield better(
            "proxies",
            f"behind a proxy all clients count as one, until {PREFIX}TRUSTED_PROXIES names it",
        )


def _is_local(host: str) -> bool:
    name = host.rpartition(":")[0] or host if host.count(":") == 1 else host
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name in LOCAL
