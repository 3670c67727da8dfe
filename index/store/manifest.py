"""What an index is: its articles, encoder and files, in one file that is replaced in one step."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import msgspec

from corpus.article import Article, Reference
from index.errors import IndexMissingError, IndexUnusableError
from index.store.encoder_info import EncoderInfo
from index.store.layout import BUILDING, EARLIER, FORMAT, LAYOUT, LOCK, VERSION

__all__ = ["ArticleInfo", "Manifest", "article_files", "checksums", "is_index", "replaceable"]


class ArticleInfo(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an index knows of an article beside its passages; see `corpus.Article`."""

    id: str
    title: str
    path: str
    """Name of its file."""
    sha256: str
    url: str | None
    author: str | None
    updated: str | None
    language: str
    references: tuple[Reference, ...]
    """In the order of their marks, as texts."""
    passages: int
    """How many it has."""
    first_passage: int
    """Number of the first, after which the others come."""
    publisher: str | None = None

    @classmethod
    def of(cls, article: Article, first_passage: int) -> ArticleInfo:
        """Describe an article whose passages are numbered from `first_passage`."""
        own: dict[str, Any] = {
            "path": Path(article.path).name,
            "references": tuple(sorted(article.references, key=lambda each: each.mark)),
            "passages": len(article.passages),
            "first_passage": first_passage,
        }
        shared = (name for name in cls.__struct_fields__ if name not in own)
        return cls(**{name: getattr(article, name) for name in shared}, **own)


class Manifest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What an index is; its file is replaced last, in one step."""

    format: int
    version: str
    """Name of the folder with everything else; changes with whatever could change an answer."""
    encoder: EncoderInfo
    articles: tuple[ArticleInfo, ...]
    sections: tuple[tuple[int, int], ...]
    """From which section to which each article goes."""
    blocks: tuple[tuple[int, int], ...]
    """The same of its blocks."""
    counts: dict[str, int]
    files: dict[str, int]
    """Size of every file, in bytes: a truncated copy is noticed on opening."""
    checksums: dict[str, str]
    """SHA-256 of every file, for who wants to compare a copy."""
    publishers: tuple[str, ...] = ()
    """What visitors call whoever publishes all of the articles."""

    def as_json(self) -> str:
        """Return the text of `manifest.json`."""
        encoded = msgspec.json.encode(self, order="sorted")
        return msgspec.json.format(encoded, indent=1).decode() + "\n"

    @classmethod
    def read(cls, folder: Path, rebuild: str, file: Path | None = None) -> Manifest:
        """Read and check the manifest; `rebuild` is the command that mends the index.

        It is the one of an earlier index where its `file` is named.

        Raises IndexMissingError where there is none, IndexUnusableError where it is of another
        format or a file of the index is missing or cut short.
        """
        path = folder / LAYOUT.manifest if file is None else file
        if not path.is_file():
            if folder.exists() and not replaceable(folder):
                raise IndexUnusableError(f"{folder} holds no index: name another folder")
            raise IndexMissingError(f"No index in {folder}: build one with: {rebuild}")
        try:
            fields = msgspec.json.decode(path.read_bytes())
            written_in = fields["format"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnusableError(f"The index in {folder} is damaged: {rebuild}") from error
        if written_in != FORMAT:
            raise IndexUnusableError(
                f"The index in {folder} has format {written_in}, not {FORMAT}: {rebuild}"
            )
        try:
            manifest = msgspec.convert(fields, cls)
        except msgspec.ValidationError as error:
            raise IndexUnusableError(f"The index in {folder} is damaged: {rebuild}") from error
        for name, size in manifest.files.items():
            file = folder / manifest.version / name
            if not file.is_file() or file.stat().st_size != size:
                raise IndexUnusableError(
                    f"The index in {folder} is damaged ({name} is missing or cut short): {rebuild}"
                )
        return manifest


def checksums(folder: Path) -> tuple[dict[str, int], dict[str, str]]:
    """Return size in bytes and SHA-256 of every file below a folder, by name."""
    sizes, sums = {}, {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            sizes[name] = path.stat().st_size
            with path.open("rb") as file:
                sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return sizes, sums


def article_files(folder: Path) -> frozenset[str] | None:
    """Return the names of the files that an index was built of; None where it can't be told."""
    try:
        return frozenset(str(article["path"]) for article in _fields(folder)["articles"])
    except (LookupError, TypeError):
        return None


def is_index(folder: Path) -> bool:
    """Tell whether a folder holds an index, of whatever format."""
    fields = _fields(folder)
    return VERSION.fullmatch(str(fields.get("version"))) is not None and "format" in fields


def replaceable(folder: Path) -> bool:
    """Tell whether a folder may be built in: it is empty, or an index, a damaged one too.

    A web site has a file of the manifest's name, too.
    """
    return folder.is_dir() and (is_index(folder) or all(map(_left_by_build, folder.iterdir())))


def _left_by_build(path: Path) -> bool:
    """A build that is killed just before its end has named its folder, but no manifest yet."""
    return (
        path.name in (LOCK, LAYOUT.manifest, LAYOUT.new_manifest, EARLIER)
        or path.name.startswith(BUILDING)
        or (VERSION.fullmatch(path.name) is not None and (path / LAYOUT.encoder).is_dir())
    )


def _fields(folder: Path) -> dict[str, Any]:
    """What a manifest says, unchecked; nothing where it can't be read."""
    try:
        fields = msgspec.json.decode((folder / LAYOUT.manifest).read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}
