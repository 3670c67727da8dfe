"""`careerbot articles`: the articles of an index, listed or removed."""

from __future__ import annotations

import json
from collections.abc import Sequence

import msgspec

from bot.render.printable import one_line
from bot.render.progress import build_progress
from bot.settings import Settings
from index.store.manifest import ArticleInfo, Manifest

__all__ = ["articles"]


def articles(settings: Settings, removed: Sequence[str], *, as_json: bool) -> int:
    """Print the articles of the index; or take those with the ids `removed` out of it."""
    folder = settings.index_folder
    if removed:
        # To list them takes none of what builds an index.
        from bot.commands.index import said
        from index.build import remove

        with build_progress() as progress:
            report = remove(removed, folder, progress=progress)
        print(said(report))
        print("Where their files are among those that are indexed, they come back with these.")
        return 0
    manifest = Manifest.read(folder, f"careerbot index ARTICLES… --index {folder}")
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
