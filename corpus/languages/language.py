"""What one language's table holds: the words by which the readers know a line."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Language"]


@dataclass(frozen=True, slots=True)
class Language:
    """The words of one language, each a regular expression.

    A field's patterns are alternatives, joined with those of the other languages into one pattern
    that takes text in lower case; where a field says so, each of its patterns stands alone.
    """

    faq: tuple[str, ...]
    """What an FAQ is called, found anywhere in a heading."""
    references: tuple[str, ...]
    """What a reference list is called; the whole heading."""
    contents: tuple[str, ...]
    """What a table of contents is called; the whole heading."""
    links: tuple[str, ...]
    """What stands over links to other pages; the whole heading."""
    frames: tuple[str, ...]
    """Headings of the article's own frame (introduction, summary); the whole heading."""
    question_words: tuple[str, ...]
    """Words that a question begins with."""
    calls: tuple[str, ...]
    """Calls to action that no article gives as advice, found in one sentence; each stands alone."""
    appeals: tuple[str, ...] = ()
    """Headings and sentences that lead in to a call to action; the whole of them."""
    frame_openers: tuple[str, ...] = ()
    """Words that may stand before a frame's name, in whatever language that is."""
    sharing: tuple[str, ...] = ()
    """What stands over share buttons; the whole heading."""
    buttons: tuple[str, ...] = ()
    """A button's words, or those of a link to another page; the whole line."""
    skips: tuple[str, ...] = ()
    """What the first link of a page says, which leads past its frame; the whole line."""
    offers: tuple[str, ...] = ()
    """What names a product, which counts behind an appeal; each stands alone, and case tells."""
    unanswered: tuple[str, ...] = ()
    """What stands in the place of an answer that is still to come; the whole of it."""
    templates: tuple[str, ...] = ()
    """What a template says where a text is to be typed, found anywhere."""
    bylines: tuple[str, ...] = ()
    """Words before an author's name."""
    small_words: frozenset[str] = frozenset()
    """Words, not patterns, that a title does not capitalise."""
    number_words: tuple[str, ...] = ()
    """Numbers as words, which count the headings of a series."""
    conjunctions: tuple[str, ...] = ()
    """Words before which a hyphen stands for the end of a word that follows."""
    captions: tuple[str, ...] = ()
    """What a picture's caption begins with."""
    announcements: tuple[str, ...] = ()
    """Words of a heading that announces a series under it."""
    open_questions: tuple[str, ...] = ()
    """Words of a question that no yes or no answers."""
    pronouns: tuple[str, ...] = ()
    """Words that lean on what was named before."""
    addressed: str = ""
    """A word, no pattern: how whoever publishes a text is spoken to."""
    title_words: frozenset[str] = frozenset()
    """Words, not patterns, that many titles share: they name no subject."""
    no_figures: tuple[str, ...] = ()
    """What a table says in place of an amount or a time; the whole cell."""
