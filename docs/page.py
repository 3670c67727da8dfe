"""Parts of a page that are written by a command, between marks `<!-- name -->`."""

from __future__ import annotations

__all__ = ["with_part"]


def with_part(text: str, name: str, part: str) -> str:
    """Return a page with what stands between its marks `<!-- name -->` replaced."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(start)
    _, found, after = rest.partition(end)
    if not found:
        raise ValueError(f"the page has no {start} … {end}")
    return f"{before}{start}\n{part}\n{end}{after}"
