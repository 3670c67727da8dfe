"""What is too much for memory, kept in a file and read again as often as it is needed."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from tempfile import TemporaryFile
from typing import TypeVar, overload
from weakref import finalize

import msgspec

__all__ = ["Spool"]

T = TypeVar("T")


class Spool(Sequence[T]):
    """Values of one type, read one by one from a file that goes with them.

    It lies among the system's temporary files: where TMPDIR says.
    """

    def __init__(self, values: Iterable[T], of: type[T]) -> None:
        """Write the values, as they come, of a type that msgspec knows."""
        self._decoder = msgspec.msgpack.Decoder(of)
        self._bounds = array("q", [0])
        self._file = TemporaryFile()  # noqa: SIM115 - closed when nothing reads it any more
        finalize(self, self._file.close)
        encoder = msgspec.msgpack.Encoder()
        for value in values:
            written = self._file.write(encoder.encode(value))
            self._bounds.append(self._bounds[-1] + written)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self._bounds) - 1

    @overload
    def __getitem__(self, number: int, /) -> T: ...
    @overload
    def __getitem__(self, number: slice, /) -> list[T]: ...
    def __getitem__(self, number: int | slice, /) -> T | list[T]:
        """Read a value, or several; raises IndexError where there is none."""
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        number = range(len(self))[number]
        self._file.seek(self._bounds[number])
        size = self._bounds[number + 1] - self._bounds[number]
        return self._decoder.decode(self._file.read(size))
