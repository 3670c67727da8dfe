"""The index that a new one takes the place of: what is taken over of it, and what changes."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from index.earlier_vectors import EarlierVectors, KnownVectors
from index.errors import EncoderError, IndexMissingError, IndexUnusableError
from index.store.encoder_info import EncoderInfo
from index.store.integrity import Integrity
from index.store.layout import LAYOUT
from index.store.manifest import ArticleInfo, Manifest
from index.store.publication import linked

__all__ = ["Predecessor", "Replaced"]


@dataclass(frozen=True, slots=True)
class Replaced:
    """What an index replaces, and its articles, by id, beside those of the new one."""

    version: str
    articles: tuple[str, ...]
    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Predecessor:
    """An index before it is replaced; without a manifest, none that could be opened."""

    manifest: Manifest | None = None
    vectors: KnownVectors = field(default_factory=EarlierVectors)
    _encoder: Path | None = None
    """Where its encoder lies, where it is that of the new index."""

    @classmethod
    def read(cls, folder: Path, encoder: EncoderInfo) -> Predecessor:
        """Read the index in a folder; of one that isn't whole, nothing is taken over."""
        try:
            manifest = Manifest.read(folder, "")
        except (IndexMissingError, IndexUnusableError, OSError):
            return cls()
        files = folder / manifest.version
        try:
            Integrity(folder, manifest, "").check()
            if EncoderInfo.read(files / LAYOUT.encoder) != encoder:
                return cls(manifest)
            return cls(
                manifest,
                EarlierVectors.load(files, encoder.dimensions),
                files / LAYOUT.encoder,
            )
        # Another build may be sweeping it away just now.
        except (IndexUnusableError, EncoderError, OSError):
            return cls(manifest)

    def put_encoder(self, exported: Path, into: Path) -> None:
        """Put the encoder of the new index in its place, without a copy where files may be shared.

        It is the old one's where they are the same: what was exported may lie elsewhere.
        """
        shutil.copytree(self._encoder or exported, into, copy_function=linked)

    def replaced(self, articles: Sequence[ArticleInfo]) -> Replaced | None:
        """Compare its articles with those that come after; None without an index."""
        if self.manifest is None:
            return None
        before, after = (
            {each.id: replace(each, first_passage=0) for each in every}
            for every in (self.manifest.articles, articles)
        )
        return Replaced(
            self.manifest.version,
            tuple(before),
            tuple(each for each in after if each not in before),
            tuple(each for each in after if each in before and before[each] != after[each]),
            tuple(each for each in before if each not in after),
        )
