"""Links that turn the page: to the one before, the one behind, or the index above them."""

from __future__ import annotations

import re

__all__ = ["leads_back", "turns_page"]

_NAMED = re.compile(
    r"\W*(?:prev(?:ious)?|next|back|home|up|index|contents|zurück|weiter|vorige\w*|nächste\w*"
    r"|précédent|suivant|anterior|siguiente)(?:\W*|\s*[:»→>].*|\s+(?:page|chapter|section|article)\W*"
    r"|\s+to (?:the )?(?:top|start|overview|index|list|contents|home ?page)\W*)"
    r"|\W*[←«‹].*",
    re.IGNORECASE,
)
_ON = re.compile(r".*[→»›]\s*")


def leads_back(label: str) -> bool:
    """Tell whether a link says that it turns the page, which an arrow behind it alone does not."""
    return _NAMED.fullmatch(label) is not None


def turns_page(label: str) -> bool:
    """Tell whether a link says that it turns the page, be it by an arrow behind its words."""
    return leads_back(label) or _ON.fullmatch(label) is not None
