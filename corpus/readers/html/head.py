"""What a page's head says of the page: title, address, author, publisher, date, language."""

from __future__ import annotations

import re
from pathlib import PurePath
from urllib.parse import urlsplit

from turbohtml import Document

from corpus.language_tag import language_tag
from corpus.links import is_page
from corpus.readers.html.structured import StructuredData
from corpus.readers.markdown.front_matter import FrontMatter, is_date
from corpus.white_space import collapse

__all__ = ["leads_on", "read_head"]

_LEADS_ON = re.compile(r"\d[\d.]*\s*[;,]?\s*url\s*=\s*['\"]?(?P<url>[^'\"\s]+)", re.IGNORECASE)
_MOST_WORDS = 30
"""Of a page that only leads on: that it has moved, where to, and what to click if nobody is led."""
_MODIFIED = ("article:modified_time", "og:updated_time", "last-modified", "dcterms.modified")
_LANGUAGE = ("content-language", "language", "dc.language", "dcterms.language", "og:locale")
_PUBLISHED = ("article:published_time", "dcterms.date", "dc.date", "date")


def read_head(
    document: Document, data: StructuredData, path: str
) -> tuple[FrontMatter, str | None]:
    """Return what a page says of itself, and its <title>; `path` is that of its file."""
    metas: dict[str, str] = {}
    for meta in document.find_all("meta"):
        name = meta.attr("property") or meta.attr("name") or meta.attr("http-equiv") or ""
        metas.setdefault(name.casefold(), collapse(meta.attr("content") or ""))
    title = document.find("title")
    titles = [collapse(title.text) if title else "", metas.get("og:title", "")]
    canonical = [
        (link.attr("href") or "").strip() for link in document.select("link[rel~='canonical']")
    ]
    shared = metas.get("og:url", "")
    whole_site = is_page(shared) and urlsplit(shared).path in ("", "/")
    if whole_site and PurePath(path).stem != "index":
        shared = ""  # the site's, which some templates give on every page
    root = document.root
    says = [root.attr("lang") or root.attr("xml:lang") or "" if root else ""]
    tags = map(language_tag, [*says, *(metas.get(name, "") for name in _LANGUAGE)])
    language = next(filter(None, tags), None)
    own = [
        (link.attr("href") or "").strip()
        for link in document.select("link[rel~='alternate'][hreflang]")
        if language and _same(link.attr("hreflang") or "", language)
    ]
    dates = [
        *(metas.get(name, "") for name in _MODIFIED),
        *(data.modified or "", data.published or ""),
        *(metas.get(name, "") for name in _PUBLISHED),
    ]
    front = FrontMatter(
        url=next(filter(is_page, [*canonical, shared, *own]), None),
        author=metas.get("author") or metas.get("article:author") or None,
        publisher=metas.get("og:site_name") or metas.get("application-name") or None,
        updated=next((each[:10] for each in dates if is_date(each)), None),
        language=language,
    )
    return front, next(filter(None, titles), None)


def _same(hreflang: str, language: str) -> bool:
    """Tell whether a link to a translation is for a page's own language."""
    return (language_tag(hreflang) or "").casefold() == language.casefold()


def leads_on(document: Document, words: str) -> str | None:
    """Return the address that a page leads on to by itself; None where its `words` say more."""
    if len(words.split()) > _MOST_WORDS:
        return None
    for meta in document.select("meta[http-equiv]"):
        match = _LEADS_ON.match((meta.attr("content") or "").strip())
        if (meta.attr("http-equiv") or "").casefold() == "refresh" and match:
            return match["url"]
    return None
