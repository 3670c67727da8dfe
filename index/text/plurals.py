"""Names in English, of one and of several."""

from __future__ import annotations

import re

__all__ = ["plural", "singular"]

_ENDS_IN_Y = re.compile(r"[^aeiou]y$", re.IGNORECASE)
_HISSES = ("x", "ch", "sh", "z")


def singular(name: str) -> str:
    """Return a name of several as that of one.

    "Technical Project Managers (TPMs)" defines TPM as one of them.
    """
    if name.endswith("s") and not name.lower().endswith(
        ("ss", "us", "is", "ics", "sis", "ions", "systems")
    ):
        return name[:-3] + "y" if name.lower().endswith("ies") else name[:-1]
    return name


def plural(name: str) -> str:
    """Return a name of one as that of several; one that ends in "s" may be of several already."""
    if name.endswith("s"):
        return name
    if _ENDS_IN_Y.search(name):
        return name[:-1] + "ies"
    return name + ("es" if name.lower().endswith(_HISSES) else "s")
