"""A PDF's page, as segments: words that stand beside each other."""

from __future__ import annotations

from dataclasses import dataclass, field

__all__ = ["Page", "Segment"]


@dataclass(slots=True)
class Segment:
    """Words that stand beside each other, in points from the page's left and bottom edge."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    points: float
    """The size of its font."""
    bold: bool
    page: int
    mono: bool = False
    """True where all its letters are of one width."""
    bold_first: bool = False
    """True where its first word is bold, be it a number."""
    cells: list[list[Segment]] = field(default_factory=list)
    """Of a row of a ruled table: the lines of each cell."""

    @property
    def size(self) -> float:
        """The height of its letters."""
        return self.top - self.bottom

    @property
    def middle(self) -> float:
        """Half of its height, from the page's bottom."""
        return (self.bottom + self.top) / 2

    def beside(self, other: Segment) -> bool:
        """Tell whether two share most of their height."""
        shared = min(self.top, other.top) - max(self.bottom, other.bottom)
        return shared > 0.5 * min(self.size, other.size)


@dataclass(slots=True)
class Page:
    """A page's segments in the order of the file."""

    number: int
    height: float
    width: float
    segments: list[Segment] = field(default_factory=list)
    turned: list[Segment] = field(default_factory=list)
    """Those that don't stand upright, such as a watermark."""
    unknown: int = 0
    """Letters that the file doesn't name."""
    letters: int = 0
