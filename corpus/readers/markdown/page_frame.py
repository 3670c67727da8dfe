"""What stands above the main part of a page that was turned into Markdown as a whole."""

from __future__ import annotations

from corpus.draft import Aside, Close, Draft, Group, Heading
from corpus.furniture.promotion import is_skip_link
from corpus.readers.markdown.outline import OUTERMOST

__all__ = ["leave_frame", "take_title"]

_FRAME = "outside the main content"


def leave_frame(draft: Draft) -> None:
    """Set aside what a page's own link skips: "Skip to main content" above all else says that.

    Its main part begins with the first heading of level 1, and nowhere where there is none.
    """
    first = draft.elements[0] if draft.elements else None
    pieces = first.pieces if isinstance(first, Group) else []
    if not pieces or not is_skip_link(pieces[0].text):
        return
    titles = (
        place
        for place, each in enumerate(draft.elements)
        if isinstance(each, Heading) and each.level == OUTERMOST
    )
    end = next(titles, 0)  # where there is none, nothing stands above it
    kept = []
    for each in draft.elements[:end]:
        pieces = each.pieces if isinstance(each, Group) else []
        if any(draft.overrides.keeps([], piece.text) for piece in pieces):
            kept.append(each)
        elif pieces:
            draft.aside.append(Aside(pieces[0].start, pieces[-1].end, _FRAME))
    draft.elements[:end] = kept


def take_title(draft: Draft, title: Heading) -> None:
    """Take the title's heading out of a draft: it heads no section, and ends those before it.

    Else all of a page would stand under the last heading of a sidebar that comes before its title.
    """
    place = next(at for at, each in enumerate(draft.elements) if each is title)
    headed = any(isinstance(each, Heading) for each in draft.elements[:place])
    draft.elements[place : place + 1] = [Close(title.start, title.level)] if headed else []
