"""A small index, published."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from index.store.encoder_info import EncoderInfo
from index.store.layout import FORMAT, LAYOUT
from index.store.manifest import Manifest, checksums
from index.store.publication import publish

__all__ = ["REBUILD", "published"]

MANIFEST = Manifest(
    format=FORMAT,
    version="0123456789abcdef",
    encoder=EncoderInfo("any", "0", 3, 8, ("input_ids",)),
    articles=(),
    sections=(),
    blocks=(),
    counts={"passages": 0},
    files={},
    checksums={},
)
REBUILD = "careerbot index ARTICLES…"


def published(folder: Path, version: str, text: str = "what is inside") -> Path:
    """Publish an index of one file; return the folder that holds it."""
    with publish(folder) as publication:
        (publication.folder / LAYOUT.encoder).mkdir()
        (publication.folder / "words.txt").write_text(text)
        sizes, sums = checksums(publication.folder)
        publication.manifest = replace(MANIFEST, version=version, files=sizes, checksums=sums)
    return folder / version
