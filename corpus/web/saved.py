"""Fetched pages as files in a folder, which keeps the address of each."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from corpus.article import Skipped
from corpus.charset import decode_declared
from corpus.errors import cut
from corpus.links import is_page

if TYPE_CHECKING:
    from corpus.web.fetcher import Fetched

__all__ = ["address_of", "save"]

_ADDRESSES = ".addresses.json"
"""Hidden: it is no article."""
_SUFFIXES = {
    **dict.fromkeys(("text/html", "application/xhtml+xml"), ".html"),
    **dict.fromkeys(("text/markdown", "text/x-markdown"), ".md"),
    **dict.fromkeys(("text/x-rst", "text/prs.fallenstein.rst"), ".rst"),
    **{"text/plain": ".txt", "text/csv": ".csv", "text/tab-separated-values": ".tsv"},
    **dict.fromkeys(("application/jsonl", "application/x-ndjson", "application/x-jsonl"), ".jsonl"),
    **dict.fromkeys(
        ("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml"), ".yaml"
    ),
    "application/pdf": ".pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
}
_UNTOLD = ("", "application/octet-stream", "text/plain", "binary/octet-stream")
"""Types that say less than the end of an address."""
_LONGEST_NAME = 80


def save(
    pages: list[Fetched],
    folder: Path,
    former: Path | None = None,
    stays: Callable[[str], bool] = lambda _: False,
) -> tuple[list[Path], list[Skipped], list[str]]:
    """Write pages into a folder, in place of what it holds, once all is written.

    Of the `former` folder of pages, such as this one, those stay beside them that weren't fetched
    and whose address `stays`. Return the files of what was fetched, what isn't read, and the
    addresses of what stays. Where no page can be read, the folder is left as it was.
    """
    new = folder.with_name(f"{folder.name}.new")
    shutil.rmtree(new, ignore_errors=True)
    new.mkdir(parents=True)
    addresses: dict[str, str] = {}
    skipped: list[Skipped] = []
    for page in pages:
        suffix = _suffix(page)
        if suffix is None:
            reason = f"{cut(page.kind or 'a file of no type')} isn't read"
            skipped.append(Skipped(page.asked, None, reason))
            continue
        name = _free_name(_name(page.address), suffix, addresses)
        addresses[name] = page.address
        (new / name).write_bytes(_in_utf8(page, suffix))
    files = [folder / name for name in addresses]
    if not files:
        shutil.rmtree(new)
        return [], skipped, []
    kept = [] if former is None else _keep(former, new, addresses, stays)
    (new / _ADDRESSES).write_text(json.dumps(addresses, indent=1) + "\n", "utf-8")
    shutil.rmtree(folder, ignore_errors=True)
    new.rename(folder)
    return files, skipped, kept


def _keep(
    former: Path, new: Path, addresses: dict[str, str], stays: Callable[[str], bool]
) -> list[str]:
    """Copy what stays of a former folder, and return its addresses, added to the `addresses`."""
    fetched = set(addresses.values())
    kept = []
    for name, address in _addresses_in(former).items():
        if address in fetched or not stays(address):
            continue
        free = _free_name(Path(name).stem, Path(name).suffix, addresses)
        try:
            shutil.copyfile(former / name, new / free)
        except OSError:
            continue
        addresses[free] = address
        kept.append(address)
    return kept


def address_of(path: Path) -> str | None:
    """Return the address that a file was fetched from, or None."""
    return _addresses_in(path.parent).get(path.name)


def _addresses_in(folder: Path) -> dict[str, str]:
    """Return the address of each file in a folder of pages, by its name."""
    try:
        changed = (folder / _ADDRESSES).stat().st_mtime_ns
    except OSError:
        return {}
    return _addresses(folder, changed)


@lru_cache(maxsize=8)
def _addresses(folder: Path, _changed: int) -> dict[str, str]:
    try:
        found = json.loads((folder / _ADDRESSES).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {name: each for name, each in found.items() if isinstance(each, str) and is_page(each)}


def _suffix(page: Fetched) -> str | None:
    """Return the suffix of a page's file, by its type or by the end of its address."""
    written = Path(urlsplit(page.address).path).suffix.lower()
    known = (*_SUFFIXES.values(), ".markdown", ".mdx", ".htm", ".yml")
    if page.kind in _UNTOLD and written in known:
        return written
    if page.kind in _SUFFIXES:
        return _SUFFIXES[page.kind]
    return ".html" if not page.kind and page.data.lstrip()[:1] == b"<" else None


def _name(address: str) -> str:
    """Return a file's name, without a suffix, by the last parts of an address."""
    parts = urlsplit(address)
    path = unquote(parts.path).strip("/")
    path = re.sub(r"\.\w{2,8}$", "", path) or (parts.hostname or "page")
    words = re.findall(r"[^\W_]+", f"{path} {parts.query}"[-300:])
    return "-".join(words)[-_LONGEST_NAME:].strip("-").lower() or "page"


def _free_name(name: str, suffix: str, taken: dict[str, str]) -> str:
    free, number = f"{name}{suffix}", 2
    while free in taken:
        free, number = f"{name}-{number}{suffix}", number + 1
    return free


def _in_utf8(page: Fetched, suffix: str) -> bytes:
    """Return a page's bytes, in UTF-8 where its sender says that they are in something else."""
    if suffix in (".pdf", ".docx") or page.charset is None:
        return page.data
    try:
        page.data.decode("utf-8")
    except UnicodeDecodeError:
        decoded = decode_declared(page.data, page.charset)
        return decoded[0].encode("utf-8") if decoded else page.data
    return page.data
