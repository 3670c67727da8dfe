"""The files of an index on disk: their names, the manifest, and how the folder is published."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final

from index.errors import IndexMissingError, IndexUnusableError

__all__ = [
    "FORMAT",
    "LAYOUT",
    "ArticleInfo",
    "Layout",
    "Manifest",
    "Publication",
    "article_files",
    "is_index",
    "publish",
]

BUILDING = ".building-"
HELD = "held"
"""File in the folder of a build, locked for as long as its process lives."""
VERSION = re.compile(r"[0-9a-f]{16}")

FORMAT: Final = 2
"""Raised whenever what the files mean changes; an index of another format is refused."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Names of what an index folder holds."""

    manifest: str = "manifest.json"
    encoder: str = "encoder"
    sources: str = "sources.jsonl"
    passages: str = "passages.jsonl"
    sections: str = "sections.jsonl"
    blocks: str = "blocks.jsonl"
    ids: str = "ids.npy"
    columns: str = "columns.npy"
    dense: str = "dense.faiss"
    questions: str = "questions.npy"
    acronyms: str = "acronyms.json"
    years: str = "years.npy"
    openings: str = "openings.npy"
    words: str = "words.txt"
    english: str = "english.npy"


LAYOUT: Final = Layout()


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What an index knows of an article beside its passages."""

    id: str
    title: str
    path: str
    sha256: str
    url: str | None
    author: str | None
    updated: str | None
    language: str
    passages: int
    first_passage: int
    references: dict[str, tuple[str | None, str | None]]
    """Title and URL of each mark."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index is; its file is replaced last, in one step."""

    format: int
    version: str
    """Name of the folder with everything else; changes with whatever could change an answer."""
    encoder: dict[str, Any]
    articles: tuple[ArticleInfo, ...]
    sections: tuple[tuple[int, int], ...]
    """From which section to which each article goes."""
    counts: dict[str, int]
    files: dict[str, int]
    """Size of every file, in bytes: a truncated copy is noticed on opening."""
    checksums: dict[str, str]
    """SHA-256 of every file, for who wants to compare a copy."""

    def as_json(self) -> str:
        """Return the text of `manifest.json`."""
        return json.dumps(asdict(self), indent=1, ensure_ascii=False, sort_keys=True) + "\n"

    @classmethod
    def read(cls, folder: Path, rebuild: str) -> Manifest:
        """Read and check the manifest; `rebuild` is the command that mends the index.

        Raises IndexMissingError where there is none, IndexUnusableError where it is of another
        format or a file of the index is missing or cut short.
        """
        path = folder / LAYOUT.manifest
        if not path.is_file():
            if folder.exists() and not _replaceable(folder):
                raise IndexUnusableError(f"{folder} holds no index: name another folder")
            raise IndexMissingError(f"No index in {folder}: build one with: {rebuild}")
        try:
            fields = json.loads(path.read_text("utf-8"))
            found = fields["format"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise IndexUnusableError(f"The index in {folder} is damaged: {rebuild}") from error
        if found != FORMAT:
            raise IndexUnusableError(
                f"The index in {folder} has format {found}, not {FORMAT}: {rebuild}"
            )
        try:
            articles = tuple(
                ArticleInfo(
                    **{**one, "references": {k: tuple(v) for k, v in one["references"].items()}}
                )
                for one in fields.pop("articles")
            )
            manifest = cls(articles=articles, **fields)
            files = list(manifest.files.items())
        except (KeyError, TypeError, AttributeError) as error:
            raise IndexUnusableError(f"The index in {folder} is damaged: {rebuild}") from error
        for name, size in files:
            file = folder / manifest.version / name
            if not file.is_file() or file.stat().st_size != size:
                raise IndexUnusableError(
                    f"The index in {folder} is damaged ({name} is missing or cut short): {rebuild}"
                )
        return manifest


@dataclass(slots=True)
class Publication:
    """A folder to build in, and the manifest of what was built."""

    folder: Path
    manifest: Manifest | None = None


@contextmanager
def publish(folder: Path) -> Iterator[Publication]:
    """Yield a publication to build in; what it makes takes the old index's place at the end.

    An index folder holds `manifest.json` and one folder with everything else, named by the
    manifest. Replacing the manifest is the one step that changes the index: whoever opens it
    finds the old one or the new one, whole, and a build that is killed leaves the old one.
    Raises IndexUnusableError where `folder` holds something that is no index.
    """
    from filelock import FileLock

    if folder.exists() and not _replaceable(folder):
        raise IndexUnusableError(f"{folder} exists and holds no index: name another folder")
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / ".lock")
    with lock:  # nobody sweeps between these two steps
        building = Path(mkdtemp(prefix=BUILDING, dir=folder))
        held = FileLock(building / HELD)
        held.acquire()
    made = building / "made"
    try:
        made.mkdir()
        made.chmod(0o755)
        yield (publication := Publication(made))
        if publication.manifest is None:
            raise RuntimeError("nothing was published")
        with lock:
            final = folder / publication.manifest.version
            # The same input makes the same files: those that the old manifest names stay in their
            # place, unless somebody damaged them.
            if not _whole(final, publication.manifest):
                if final.exists():
                    final.rename(building / "damaged")
                made.rename(final)
            written = folder / f"{LAYOUT.manifest}.new"
            written.write_text(publication.manifest.as_json(), "utf-8")
            written.replace(folder / LAYOUT.manifest)
            _sweep(folder, keep=final)
    finally:
        held.release()
        shutil.rmtree(building, ignore_errors=True)


def is_index(folder: Path) -> bool:
    """Tell whether a folder holds an index, of whatever format."""
    fields = _fields(folder)
    return VERSION.fullmatch(str(fields.get("version"))) is not None and "format" in fields


def article_files(folder: Path) -> frozenset[str] | None:
    """Return the names of the files that an index was built of; None where it can't be told."""
    try:
        return frozenset(str(one["path"]) for one in _fields(folder)["articles"])
    except (LookupError, TypeError):
        return None


def checksums(folder: Path) -> tuple[dict[str, int], dict[str, str]]:
    """Return size and SHA-256 of every file below a folder, by name."""
    sizes, sums = {}, {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            sizes[name] = path.stat().st_size
            with path.open("rb") as file:
                sums[name] = hashlib.file_digest(file, "sha256").hexdigest()
    return sizes, sums


def _fields(folder: Path) -> dict[str, Any]:
    """Return what a manifest says, unchecked; nothing where it can't be read."""
    try:
        fields = json.loads((folder / LAYOUT.manifest).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return fields if isinstance(fields, dict) else {}


def _whole(final: Path, manifest: Manifest) -> bool:
    return final.is_dir() and checksums(final) == (manifest.files, manifest.checksums)


def _replaceable(folder: Path) -> bool:
    """Only an index, a damaged one too, or what a build that was killed left may be built over.

    A web site has a file of the manifest's name, too.
    """
    return folder.is_dir() and (is_index(folder) or all(map(_left_by_build, folder.iterdir())))


def _left_by_build(path: Path) -> bool:
    """A build that is killed just before its end has named its folder, but no manifest yet."""
    return (
        path.name in (".lock", LAYOUT.manifest, f"{LAYOUT.manifest}.new")
        or path.name.startswith(BUILDING)
        or (VERSION.fullmatch(path.name) is not None and (path / LAYOUT.encoder).is_dir())
    )


def _sweep(folder: Path, keep: Path) -> None:
    """Remove older versions, and what builds that were killed left behind."""
    for left in folder.iterdir():
        if left.is_dir() and left != keep and (VERSION.fullmatch(left.name) or _abandoned(left)):
            shutil.rmtree(left, ignore_errors=True)


def _abandoned(folder: Path) -> bool:
    """Whether no process builds here any more.

    A lock tells it, and no process number: who builds may run in another container.
    """
    from filelock import FileLock

    if not folder.name.startswith(BUILDING):
        return False
    try:
        with FileLock(folder / HELD, blocking=False):
            return True
    except OSError:  # held, or another user's folder
        return False
