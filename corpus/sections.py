"""Headings become sections, and each group of pieces finds the section it stands in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from corpus.article import Section
from corpus.draft import Close, Draft, Group, Heading, Piece
from corpus.furniture.headings import aside_kind, is_faq, is_question, is_references
from corpus.furniture.promotion import closes_with_promotion

__all__ = ["Part", "closing_promotion", "divide"]


@dataclass(slots=True)
class Part:
    """Groups that stand together: under `heading`, or, where it is None, on in their section."""

    heading: Heading | None
    section: int | None
    groups: list[Group] = field(default_factory=list)

    def pieces(self) -> list[Piece]:
        """Return all pieces in order."""
        return [piece for group in self.groups for piece in group.pieces]


def divide(draft: Draft, length: int) -> tuple[list[Section], list[Part]]:
    """Return the sections of a draft and its parts, for a source of `length` characters."""
    sections: list[Section] = []
    parts = [Part(None, None)]
    open_sections: list[tuple[Heading, int]] = []

    def close(end: int) -> None:
        _, index = open_sections.pop()
        sections[index] = replace(sections[index], end=end)

    for element in draft.elements:
        if isinstance(element, Close):
            while open_sections and open_sections[-1][0].level >= element.level:
                close(element.start)
            parts.append(Part(None, open_sections[-1][1] if open_sections else None))
            continue
        if isinstance(element, Heading):
            while open_sections and open_sections[-1][0].level >= element.level:
                close(element.start)
            above = sections[open_sections[-1][1]].path if open_sections else ()
            path = (*above, element.text)
            section = Section(
                *(element.text, path, len(path), element.start, length), phrasings=element.phrasings
            )
            open_sections.append((element, len(sections)))
            parts.append(Part(element, len(sections)))
            sections.append(section)
            continue
        label = parts[-1].heading
        if label and label.label and element.kind == "paragraphs" and parts[-1].groups:
            close(element.pieces[0].start)
            parts.append(Part(None, open_sections[-1][1] if open_sections else None))
        parts[-1].groups.append(element)
    return _marked_faq(sections, parts, draft), parts


def _marked_faq(sections: list[Section], parts: list[Part], draft: Draft) -> list[Section]:
    """Return the sections with `faq` set on every question that stands under an FAQ heading."""
    everywhere = is_faq(draft.title)
    closing = closing_promotion(sections, parts)
    asked = {part.section for part in parts if part.heading and part.heading.asked}
    answers: list[Section] = []
    marked = []
    for index, section in enumerate(sections):
        inside = any(answer.start <= section.start < answer.end for answer in answers[-1:])
        under = everywhere or any(is_faq(heading) for heading in section.path[:-1])
        faq = index in asked or (
            under
            and not inside
            and index not in closing
            and is_question(section.heading, draft.language)
            and not is_faq(section.heading)
        )
        marked.append(replace(section, faq=faq))
        if faq:
            answers.append(section)
    return marked


def closing_promotion(sections: list[Section], parts: list[Part]) -> set[int]:
    """Return the index of the section that closes an article with nothing but a call to action.

    None of a row of questions is one: what stands under it is its answer.
    """
    for part in reversed(parts):
        section = None if part.section is None else sections[part.section]
        if not part.pieces() or (section and any(map(_is_frame, section.path))):
            continue
        if part.heading is None or section is None or part.section is None:
            return set()
        above = [other for other in sections[: part.section] if other.level == section.level]
        if above and above[-1].heading.endswith("?"):
            return set()
        texts = [piece.text for piece in part.pieces()]
        return {part.section} if closes_with_promotion(section.heading, texts) else set()
    return set()


def _is_frame(heading: str) -> bool:
    return is_references(heading) or aside_kind(heading) is not None
