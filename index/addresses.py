"""Where an index may be kept: a folder, or a server (`milvus://HOST:19530/NAME`), or its file.

One module, for it is imported on the way to every answer.
"""

from __future__ import annotations

import hashlib
import re
from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import ClassVar, Self

from corpus.errors import CareerbotError

__all__ = [
    "AddressError",
    "MilvusAddress",
    "Place",
    "QdrantAddress",
    "ServerAddress",
    "place_of",
]

NAME = "careerbot"
"""Of the collection in a file."""
_REST = (
    r"(?P<tls>\+tls)?://(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\])(?::(?P<port>\d{1,5}))?"
    r"/(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})"
)


class AddressError(CareerbotError):
    """An address of a server that can't be one, with what one looks like."""


@dataclass(frozen=True, slots=True)
class ServerAddress(ABC):
    """A server and the name of a collection on it, which is an alias; or a file instead of one."""

    SOFTWARE: ClassVar[str]
    """As a person calls the server."""
    SCHEME: ClassVar[str]
    PORT: ClassVar[int]
    IN_FILE: ClassVar[str]
    """What an address that needs no server begins with, before the path of its file."""
    EXAMPLE: ClassVar[str]
    """Such a path."""

    uri: str
    """What the client connects to: `http://HOST:PORT`, or the path of a file."""
    name: str
    text: str
    """As a person writes it."""
    token: str | None = field(default=None, repr=False)
    """What opens the server, where it asks for something."""

    @classmethod
    def read(cls, text: str) -> Self:
        """Read an address. Raises AddressError."""
        if text.startswith(cls.IN_FILE):
            path = Path(text.removeprefix(cls.IN_FILE)).expanduser()
            cls.check_file(path, text)
            return cls(str(path), NAME, f"{cls.IN_FILE}{path}")
        found = re.fullmatch(cls.SCHEME + _REST, text)
        if found is None or not 0 < int(found["port"] or cls.PORT) < 65536:
            raise AddressError(
                f"{text!r} is no address of {cls.SOFTWARE}: give {cls.SCHEME}://HOST:{cls.PORT}"
                "/NAME, the name of letters, digits and underscores, or "
                f"{cls.IN_FILE}{cls.EXAMPLE}"
            )
        scheme = "https" if found["tls"] else "http"
        uri = f"{scheme}://{found['host']}:{found['port'] or cls.PORT}"
        return cls(uri, found["name"], text)

    @classmethod
    @abstractmethod
    def check_file(cls, path: Path, text: str) -> None:
        """Raise AddressError where a path can't be that of a file."""

    def __str__(self) -> str:
        return self.text

    @property
    def in_file(self) -> bool:
        """Whether it is a file, which one process at a time opens."""
        return self.text.startswith(self.IN_FILE)

    @property
    def key(self) -> str:
        """A short name of its own, for a folder."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:12]

    def beside(self, folder: Path) -> Self:
        """Return the address where a file that it names lies in a folder, unless it says where."""
        return self.read(f"{self.IN_FILE}{folder / self.uri}") if self.in_file else self

    def opened_by(self, token: str | None) -> Self:
        """Return the address with what opens the server."""
        return replace(self, token=token)


@dataclass(frozen=True, slots=True)
class MilvusAddress(ServerAddress):
    """A Milvus server and the name of an alias on it, or a file of Milvus Lite."""

    SOFTWARE: ClassVar[str] = "Milvus"
    SCHEME: ClassVar[str] = "milvus"
    PORT: ClassVar[int] = 19530
    IN_FILE: ClassVar[str] = "milvus+lite:"
    EXAMPLE: ClassVar[str] = "./index.db"

    @classmethod
    def check_file(cls, path: Path, text: str) -> None:
        """Raise AddressError for a name that Milvus Lite doesn't take."""
        if path.suffix != ".db":
            raise AddressError(f"{text!r} names no file ending in .db: {cls.IN_FILE}{cls.EXAMPLE}")


@dataclass(frozen=True, slots=True)
class QdrantAddress(ServerAddress):
    """A Qdrant server and the name of an alias on it, or a folder that the client alone keeps."""

    SOFTWARE: ClassVar[str] = "Qdrant"
    SCHEME: ClassVar[str] = "qdrant"
    PORT: ClassVar[int] = 6333
    IN_FILE: ClassVar[str] = "qdrant+local:"
    EXAMPLE: ClassVar[str] = "./index"

    @classmethod
    def check_file(cls, path: Path, text: str) -> None:
        """Raise AddressError for a folder that is none, or another one."""
        if path == Path() or path.is_file():
            raise AddressError(f"{text!r} names no folder: {cls.IN_FILE}{cls.EXAMPLE}")


Place = Path | ServerAddress
KINDS: tuple[type[ServerAddress], ...] = (MilvusAddress, QdrantAddress)


def place_of(text: str | Path) -> Place:
    """Return the folder that a text names, or the address. Raises AddressError."""
    if isinstance(text, str):
        for kind in KINDS:
            if re.match(rf"{kind.SCHEME}(\+\w*)?:", text):
                return kind.read(text)
        if "://" in text:
            known = " or ".join(f"{kind.SCHEME}://HOST:{kind.PORT}/NAME" for kind in KINDS)
            raise AddressError(f"{text!r} is no place of an index: give a folder, or {known}")
    return Path(text)
