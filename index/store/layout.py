"""The files of an index on disk: every name, and the format that says what they mean.

An index folder holds the manifest and one folder with everything else, named by the manifest's
version. What the encoder's folder holds, `index.encoding.export` says.
"""

from __future__ import annotations

import re
from typing import Final

import msgspec

__all__ = [
    "BUILDING",
    "EARLIER",
    "FORMAT",
    "HELD",
    "KEPT",
    "LAYOUT",
    "LOCK",
    "MADE",
    "VERSION",
    "Layout",
    "RecordFiles",
]

FORMAT: Final = 6
"""Raised whenever what the files mean changes; an index of another format is refused."""

VERSION: Final = re.compile(r"[0-9a-f]{16}")
"""Name of the folder of a version."""
BUILDING: Final = ".building-"
"""Beginning of the name of the folder that a build is made in, until it is published."""
LOCK: Final = ".lock"
"""Locked while a build begins, and while one is published."""
HELD: Final = "held"
"""File in the folder of a build, locked for as long as its process lives."""
MADE: Final = "made"
"""Folder in that of a build which becomes the folder of the version."""

EARLIER: Final = "earlier"
"""Folder of the manifests of the indexes that were replaced; their files stay where they were."""
KEPT: Final = 5
"""How many of them, at most."""


class RecordFiles(msgspec.Struct, frozen=True):
    """The two files of `index.store.records.Records`."""

    lines: str
    """The records, a line of JSON each."""
    bounds: str
    """(records + 1,) int64: the bytes between which each line stands."""


class LexicalFiles(msgspec.Struct, frozen=True):
    """What `index.signals.lexical.Lexical` keeps."""

    vocabulary: str = "lexical.vocabulary.txt"
    scores: str = "lexical.scores.npy"
    passages: str = "lexical.passages.npy"
    starts: str = "lexical.starts.npy"


class TokenFiles(msgspec.Struct, frozen=True):
    """What `index.signals.late_interaction.TokenVectors` keeps."""

    vectors: str = "tokens.vectors.npy"
    starts: str = "tokens.starts.npy"
    heads: str = "tokens.heads.npy"
    pieces: str = "tokens.pieces.npy"
    ids: str = "tokens.ids.npy"
    idf: str = "tokens.idf.npy"
    product: str = "tokens.product.onnx"
    """Only where the vectors are kept as sign bits."""


class HeadingFiles(msgspec.Struct, frozen=True):
    """What `index.signals.heading_vectors.HeadingVectors` keeps."""

    vectors: str = "headings.vectors.npy"
    passages: str = "headings.passages.npy"
    runs: str = "headings.runs.npy"
    """As `Layout.runs`, of the headings."""


class EnglishFiles(msgspec.Struct, frozen=True):
    """What `index.text.english.EnglishWords` keeps."""

    words: str = "english.words.npy"
    ranks: str = "english.ranks.npy"


class Layout(msgspec.Struct, frozen=True):
    """Names of what an index folder holds."""

    manifest: str = "manifest.json"
    new_manifest: str = "manifest.json.new"
    """The manifest while it is written."""
    encoder: str = "encoder"
    """A folder."""
    sources: RecordFiles = RecordFiles("sources.jsonl", "sources.bounds.npy")
    sections: RecordFiles = RecordFiles("sections.jsonl", "sections.bounds.npy")
    blocks: RecordFiles = RecordFiles("blocks.jsonl", "blocks.bounds.npy")
    passages: RecordFiles = RecordFiles("passages.jsonl", "passages.bounds.npy")
    columns: str = "passages.columns.npy"
    """(passages, 3) int32: the article, section (-1 for none) and block of each passage."""
    ids: str = "passages.ids.npy"
    """(passages,) id and number of each passage, rising by id."""
    runs: str = "passages.runs.npy"
    """(runs,) hash and end of each run of passages that were encoded together."""
    dense: str = "dense.faiss"
    dense_vectors: str = "dense.vectors.npy"
    """Only where the FAISS index is in clusters."""
    years: str = "years.npy"
    lexical: LexicalFiles = LexicalFiles()
    tokens: TokenFiles = TokenFiles()
    headings: HeadingFiles = HeadingFiles()
    questions: str = "questions.npy"
    acronyms: str = "acronyms.json"
    owner: str = "owner.json"
    """The acronyms and phrasings that the owner added."""
    words: str = "words.txt"
    """The words of the articles as they are written, lower-case, one a line."""
    english: EnglishFiles = EnglishFiles()


LAYOUT: Final = Layout()
