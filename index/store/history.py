"""The indexes that were replaced in a place, which one can go back to."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from index.store.earlier import Earlier, earlier
from index.store.manifest import Manifest
from index.store.publication import forget_earlier, go_back

__all__ = ["FolderHistory", "History", "Replaced"]


@dataclass(frozen=True, slots=True)
class Replaced:
    """An index that was replaced."""

    version: str
    replaced_at: datetime


class History(ABC):
    """The indexes that were replaced, the latest first."""

    @abstractmethod
    def every(self) -> list[Replaced]:
        """Return all of them. Raises IndexUnusableError where that can't be told."""

    @abstractmethod
    def manifest(self, each: Replaced) -> Manifest:
        """Return what one of them is. Raises IndexUnusableError for one that is damaged."""

    @abstractmethod
    def go_back(self, to: Replaced) -> Manifest:
        """Let the index be that one again, and return what it is; the one it is stays, too.

        Raises IndexUnusableError where it isn't whole any more.
        """

    @abstractmethod
    def forget(self) -> int:
        """Delete all of them; return how many they were."""


class FolderHistory(History):
    """Those of a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def every(self) -> list[Replaced]:
        """Return all of them, the latest first."""
        return [Replaced(each.version, each.replaced_at) for each in earlier(self._folder)]

    def manifest(self, each: Replaced) -> Manifest:
        """Return what one of them is."""
        return Manifest.read(self._folder, "", self._of(each).manifest)

    def go_back(self, to: Replaced) -> Manifest:
        """Let the index be that one again."""
        return go_back(self._folder, self._of(to))

    def forget(self) -> int:
        """Delete all of them."""
        return forget_earlier(self._folder)

    def _of(self, one: Replaced) -> Earlier:
        return next(each for each in earlier(self._folder) if each.version == one.version)
