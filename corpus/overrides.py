"""What the owner wants kept or ignored, whatever the rules of setting aside say of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.white_space import collapse

__all__ = ["Overrides"]


@dataclass(frozen=True, slots=True)
class Overrides:
    """Headings, or stretches of text; what stands under such a heading or holds it is meant."""

    keep: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()

    def joined(self, other: Overrides) -> Overrides:
        """Return these and others."""
        return Overrides((*self.keep, *other.keep), (*self.ignore, *other.ignore))

    def keeps(self, headings: Sequence[str], text: str) -> bool:
        """Tell whether the owner wants a text under these headings kept."""
        return any(_means(entry, headings, text) for entry in self.keep)

    def ignores(self, headings: Sequence[str], text: str) -> bool:
        """Tell whether the owner wants it set aside; what is also to be kept is not."""
        return not self.keeps(headings, text) and any(
            _means(entry, headings, text) for entry in self.ignore
        )

    def idle(self, texts: Iterable[tuple[Sequence[str], str]]) -> list[str]:
        """Return the entries that mean none of these texts, each with the headings above it."""
        left = dict.fromkeys((*self.keep, *self.ignore))
        for headings, text in texts:
            if not left:
                break
            for entry in [entry for entry in left if _means(entry, headings, text)]:
                del left[entry]
        return list(left)


def _means(entry: str, headings: Sequence[str], text: str) -> bool:
    wanted = collapse(entry).casefold()
    return wanted in text.casefold() or any(wanted == each.casefold() for each in headings)
