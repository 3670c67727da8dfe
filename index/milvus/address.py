"""Where an index is kept on Milvus: `milvus://HOST:19530/NAME`, or a file of Milvus Lite."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from corpus.errors import CareerbotError

__all__ = ["AddressError", "MilvusAddress", "place_of"]

PORT = 19530
NAME = "careerbot"
"""Of the collection in a file of Milvus Lite."""
_SERVER = re.compile(
    r"milvus(?P<tls>\+tls)?://(?P<host>[\w.-]+|\[[0-9a-fA-F:]+\])(?::(?P<port>\d{1,5}))?"
    r"/(?P<name>[A-Za-z_][A-Za-z0-9_]{0,99})"
)
_LITE = "milvus+lite:"


class AddressError(CareerbotError):
    """An address of Milvus that can't be one, with what one looks like."""


@dataclass(frozen=True, slots=True)
class MilvusAddress:
    """A server and the name of a collection on it, which is an alias; or a file of Milvus Lite."""

    uri: str
    """What the client connects to: `http://HOST:PORT`, or the path of a file."""
    name: str
    text: str
    """As a person writes it."""
    token: str | None = field(default=None, repr=False)
    """`USER:PASSWORD`, or a key, where the server asks for one."""

    @classmethod
    def read(cls, text: str) -> MilvusAddress:
        """Read an address. Raises AddressError."""
        if text.startswith(_LITE):
            path = Path(text.removeprefix(_LITE)).expanduser()
            if path.suffix != ".db":
                raise AddressError(f"{text!r} names no file ending in .db: {_LITE}./index.db")
            return cls(str(path), NAME, f"{_LITE}{path}")
        found = _SERVER.fullmatch(text)
        if found is None or not 0 < int(found["port"] or PORT) < 65536:
            raise AddressError(
                f"{text!r} is no address of Milvus: give milvus://HOST:{PORT}/NAME, the name of "
                f"letters, digits and underscores, or {_LITE}./index.db"
            )
        scheme = "https" if found["tls"] else "http"
        return cls(f"{scheme}://{found['host']}:{found['port'] or PORT}", found["name"], text)

    def __str__(self) -> str:
        return self.text

    @property
    def lite(self) -> bool:
        """Whether it is a file of Milvus Lite, which one process at a time opens."""
        return self.text.startswith(_LITE)

    @property
    def key(self) -> str:
        """A short name of its own, for a folder."""
        return hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()[:12]

    def beside(self, folder: Path) -> MilvusAddress:
        """Return the address where a file that it names lies in a folder, unless it says where."""
        return self.read(f"{_LITE}{folder / self.uri}") if self.lite else self

    def opened_by(self, token: str | None) -> MilvusAddress:
        """Return the address with what opens the server."""
        return replace(self, token=token)


def place_of(text: str | Path) -> Path | MilvusAddress:
    """Return the folder that a text names, or the address. Raises AddressError."""
    if isinstance(text, str) and re.match(r"milvus(\+\w*)?:", text):
        return MilvusAddress.read(text)
    return Path(text)
