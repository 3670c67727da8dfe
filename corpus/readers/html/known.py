"""What is known of a page before it is walked over."""

from __future__ import annotations

from dataclasses import dataclass, field

from turbohtml import Element

from corpus.overrides import Overrides
from corpus.readers.html.footnotes import Footnotes
from corpus.readers.html.inline import Inline
from corpus.readers.html.toggles import Toggles

__all__ = ["Page"]


@dataclass(slots=True)
class Page:
    """What is known of a page before it is walked over."""

    inline: Inline
    toggles: Toggles
    notes: Footnotes
    questions: set[str] = field(default_factory=set)
    """Folded texts of which the page says that what follows answers them."""
    main: Element | None = None
    """What holds the content, where the page says so."""
    headed: bool = False
    """True where its main heading stands in there."""
    tools: dict[Element, str] = field(default_factory=dict)
    """Elements of it that are no content, and what they are."""
    overrides: Overrides = field(default_factory=Overrides)
    """What its owner wants kept, whatever it is."""
    lined: bool = True
    """True where the lines of its tree are the file's."""
