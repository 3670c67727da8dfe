"""`careerbot articles`: the articles of an index, listed or removed."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from bot.render.printable import one_line
from bot.render.progress import build_progress
from bot.settings import Settings
from index.places import manifest_in, remove_in
from index.store.manifest import ArticleInfo

__all__ = ["articles"]


def articles(settings: Settings, removed: Sequence[str], *, as_json: bool) -> int:
    """Print the articles of the index; or take those with the ids `removed` out of it."""
    place = settings.index_place
    if removed:
        # To list them takes none of what builds an index.
        from bot.commands.index import said

        with build_progress() as progress:
            report = remove_in(
                place,
                removed,
                model=settings.model,
                cache=settings.cache_dir,
                progress=progress,
            )
        print(said(report))
        print("Where their files are among those that are indexed, they come back with these.")
        return 0
    manifest = manifest_in(place)
    if as_json:
        every = msgspec.to_builtins(manifest.articles)
        print(json.dumps(every, indent=2, ensure_ascii=False))
    else:
        print("\n".join(map(_line, manifest.articles)))
    return 0


def _line(article: ArticleInfo) -> str:
    count = f"{article.passages:,} {'passage' if article.passages == 1 else 'passages'}"
    parts = (count, article.updated, article.url, article.path)
    return one_line(f"{article.id}: {article.title} ({', '.join(filter(None, parts))})")
