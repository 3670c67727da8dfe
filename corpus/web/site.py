"""The pages that an address stands for: its own, those of a sitemap, the parts of llms-full.txt."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from corpus.article import Skipped
from corpus.web.addresses import FetchError
from corpus.web.fetcher import Fetched, Fetcher

__all__ = ["Site", "fetch_all"]

_LOCATION = re.compile(
    rb"<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?\s*([^<\]]{1,2000}?)\s*(?:\]\]>)?\s*</", re.I
)
_SITEMAP = re.compile(rb"<(?:\w+:)?(?P<kind>urlset|sitemapindex)[\s>]", re.IGNORECASE)
_PACKED = b"\x1f\x8b"
_MOST_UNPACKED = 32 * 1024 * 1024
_MOST_MAPS = 50
_DOCUMENT = re.compile(
    rb"^# (?P<title>[^\r\n]{1,300})\r?\n+(?:Source|URL|Link): *(?P<url>https?://\S+) *$",
    re.MULTILINE,
)
_ROBOT = "careerbot"

Notice = Callable[[str], None]


@dataclass(slots=True)
class Site:
    """What was fetched, and what wasn't and why."""

    pages: list[Fetched] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    led: list[str] = field(default_factory=list)
    """Where redirects led, a line each."""
    gone: set[str] = field(default_factory=set)
    """Pages that are no more, bare: by what a redirect to https or to a folder doesn't change."""
    unread: set[str] = field(default_factory=set)
    """Pages that are listed and can't be fetched just now, likewise."""
    in_part: set[str] = field(default_factory=set)
    """Machines with a sitemap that can't be fetched just now: what else they list isn't known."""

    def stays(self, address: str) -> bool:
        """Tell whether a page that was fetched before may still be there."""
        in_part = _host(address) in self.in_part and _bare(address) not in self.gone
        return in_part or _bare(address) in self.unread

    def skip(self, error: FetchError) -> None:
        """Note an address that couldn't be fetched."""
        self.skipped.append(Skipped(error.address, None, error.reason))
        (self.gone if error.gone else self.unread).add(_bare(error.address))


def fetch_all(
    addresses: list[str], fetcher: Fetcher, most: int, progress: Callable[[int, int], None]
) -> Site:
    """Fetch the pages that addresses stand for, at most so many of each sitemap.

    FetchError where an address that was named can't be fetched: what else there is would be but a
    part of what was wanted.
    """
    site = Site()
    done: set[str] = set()
    for number, address in enumerate(addresses, 1):
        found = fetcher.fetch(address)
        _note(found, site)
        kind = _SITEMAP.search(_unpacked(found), 0, 4096)
        if kind is None:
            site.pages += [each for each in _parts(found) if each.address not in done]
            done.update(each.address for each in site.pages)
            progress(number, len(addresses))
            continue
        listed = _listed(found, fetcher, site, most)
        for at, page in enumerate(listed, 1):
            progress(at, len(listed))
            if page in done:
                continue
            try:
                each = fetcher.fetch(page)
            except FetchError as error:
                site.skip(error)
                continue
            _note(each, site)
            if urlsplit(each.address).hostname != urlsplit(found.address).hostname:
                reason = f"leads to another site: name {each.address} itself to read it"
                site.skipped.append(Skipped(page, None, reason))
            elif each.address not in done:
                site.pages.append(each)
            done.update((page, each.address))
    return site


def _note(found: Fetched, site: Site) -> None:
    if found.address != found.asked.partition("#")[0].strip():
        site.led.append(f"{found.asked} led to {found.address}")


def _listed(first: Fetched, fetcher: Fetcher, site: Site, most: int) -> list[str]:
    """Return the pages of a sitemap and of those below it, of its own site, at most so many."""
    host = urlsplit(first.address).hostname
    robots = _robots(first, fetcher)
    pages: list[str] = []
    maps = [first]
    left = _MOST_MAPS
    foreign = forbidden = 0
    while maps:
        found = maps.pop(0)
        text = _unpacked(found)
        kind = _SITEMAP.search(text, 0, 4096)
        for match in _LOCATION.finditer(text):
            address = html.unescape(match[1].decode("utf-8", "replace")).strip()
            if _host(address) != host:
                foreign += 1
            elif kind and kind["kind"].lower() == b"sitemapindex":
                left -= 1
                if left < 0:
                    continue
                try:
                    maps.append(fetcher.fetch(address))
                except FetchError as error:
                    site.skip(error)
                    if host and not error.gone:
                        site.in_part.add(host)
            elif not robots.can_fetch(_ROBOT, address):
                forbidden += 1
            else:
                pages.append(address)
    pages = list(dict.fromkeys(pages))
    for count, reason in (
        (foreign, "addresses of other sites left out"),
        (forbidden, "pages left out, which the site's robots.txt asks not to fetch"),
        (len(pages) - most, f"more pages left out: ask for more than {most} with --pages"),
        (-left, f"more sitemaps left out: name them themselves, for {_MOST_MAPS} are read"),
    ):
        if count > 0:
            site.skipped.append(Skipped(first.asked, None, f"{count:,} {reason}"))
    if not pages:
        raise FetchError(first.asked, "a sitemap without pages of its own site")
    return pages[:most]


def _robots(found: Fetched, fetcher: Fetcher) -> RobotFileParser:
    """Return what a site asks of machines; all is allowed where it asks nothing."""
    parts = urlsplit(found.address)
    robots = RobotFileParser()
    try:
        asked = fetcher.fetch(f"{parts.scheme}://{parts.netloc}/robots.txt")
        robots.parse(asked.data.decode("utf-8", "replace").splitlines())
        wanted = robots.crawl_delay(_ROBOT)
        fetcher.pause = max(fetcher.pause, min(float(wanted or 0), 5.0))
    except FetchError:
        robots.parse([])
    return robots


def _host(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _bare(address: str) -> str:
    """Return an address without its scheme and a last slash."""
    return address.partition("#")[0].partition("://")[2].rstrip("/")


def _unpacked(found: Fetched) -> bytes:
    """Return a file's bytes, unpacked where it is one of gzip's, up to a bound."""
    if not found.data.startswith(_PACKED):
        return found.data
    try:
        return zlib.decompressobj(31).decompress(found.data, _MOST_UNPACKED)
    except zlib.error:
        return found.data


def _parts(found: Fetched) -> Iterator[Fetched]:
    """Yield the documents that a site's llms-full.txt is made of; of others, the whole."""
    heads = list(_DOCUMENT.finditer(found.data))
    if not urlsplit(found.address).path.endswith("llms-full.txt") or not heads:
        yield found
        return
    before = found.data[: heads[0].start()].strip()
    if before:
        yield Fetched(found.asked, found.address, before, "text/markdown", found.charset)
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        text = found.data[head.end() : after.start() if after else None]
        data = b"# " + head["title"] + b"\n" + text
        address = head["url"].decode("utf-8", "replace")
        yield Fetched(found.asked, address, data, "text/markdown", found.charset)
