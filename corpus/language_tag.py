"""Tags such as "de" and "pt-BR", which name a text's language, as they are written in pages."""

from __future__ import annotations

import re

__all__ = ["language_tag"]

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def language_tag(value: str) -> str | None:
    """Return the tag that a value begins with: "fr" of "fr, FR", "de-DE" of "de_DE.UTF-8"."""
    first = re.split("[,;]", value, maxsplit=1)[0].strip()
    tag = first.partition(".")[0].replace("_", "-")
    return tag if _TAG.fullmatch(tag) else None
