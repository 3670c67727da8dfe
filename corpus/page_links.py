"""Where the files of a folder stand on their owner's site."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from urllib.parse import quote, urljoin

from corpus.article import Article
from corpus.errors import CareerbotError, cut
from corpus.links import is_page
from corpus.translations import Translations

__all__ = ["BaseUrlError", "checked_base", "on_site"]

PATH = "{path}"
_SAFE = "/%?=&;+,:@~!$'()*#"
"""What stays in a path that its author wrote as an address."""
_FOLDER_PAGES = ("index", "readme", "_index")
"""Stems of the files that are the page of their folder."""


class BaseUrlError(CareerbotError):
    """An address that no file's link can be made of."""


def checked_base(base: str) -> str:
    """Return an address with `{path}` in it; raises BaseUrlError for what is no web address."""
    whole = base if PATH in base else f"{base.rstrip('/')}/{PATH}"
    if not is_page(whole.replace(PATH, "page")) or whole.count(PATH) > 1 or "#" in whole:
        raise BaseUrlError(
            f"--base-url {cut(base)} is no address of pages: begin it with https://, "
            f"with {PATH} where the file's path goes, or at its end"
        )
    return whole


def on_site(articles: Sequence[Article], paths: Sequence[Path], base: str) -> Iterator[Article]:
    """Yield the articles with a link each, those aside that say theirs themselves.

    What says a path alone ("/faq/") has that one on the site.
    """
    whole = checked_base(base)
    translations = Translations([Path(article.path) for article in articles])

    def path(file: Path) -> str:
        language = translations.language(file)
        if language is None:
            return _path(file, paths)
        named = file.with_name(f"{Path(file.stem).stem}{file.suffix}")
        return f"{language}/{_path(named, paths, file)}"

    for article in articles:
        said = article.site_path and urljoin(whole, quote(article.site_path, safe=_SAFE))
        url = article.url or said or whole.replace(PATH, quote(path(Path(article.path))))
        yield replace(article, url=url)


def _path(file: Path, paths: Sequence[Path], named: Path | None = None) -> str:
    """The file's path in the folder that was named, without its suffix.

    `named` is how the file itself was, where that is another way.
    """
    folders = [path for path in paths if path != (named or file) and file.is_relative_to(path)]
    inside = file.relative_to(max(folders, key=lambda each: len(each.parts))) if folders else None
    within = inside or Path(file.name)
    if within.stem.lower() in _FOLDER_PAGES:
        parent = within.parent.as_posix()
        return "" if parent == "." else f"{parent}/"
    return within.with_suffix("").as_posix()
