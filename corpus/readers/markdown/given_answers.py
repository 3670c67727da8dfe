"""Questions whose answer a site's component or tag is given: `<Faq question="…?" answer="…" />`."""

from __future__ import annotations

import re

from corpus.draft import Close, Group, Heading, Piece
from corpus.readers.markdown.items import Items

__all__ = ["GivenAnswers"]

_GIVEN = re.compile(
    r"(?<![\w-])(?P<name>[\w-]{1,40})\s*=\s*\{?\s*(?P<quote>[\"'])(?P<value>(?:(?!(?P=quote)).)+)(?P=quote)",
    re.DOTALL,
)
_LEADS = frozenset(("href", "url", "link", "path", "to", "src"))
"""What is given where the answer is another page's, or the words are a picture's."""


class GivenAnswers(Items):
    """Reads questions and answers that are attributes of what a site's generator knows."""

    def _take_given(self, start: int, end: int) -> bool:
        """Add the question and answer that stand between two offsets; False where none do."""
        spans = _question_and_answer(self.source.text, start, end)
        if spans is None or self.items:
            return False
        asked, answered = spans
        question, answer = (self._reparsed(self.source.text[slice(*span)]) for span in spans)
        level = self.pseudo_level()
        first = min(asked[0], answered[0])
        self.add_heading(Heading(first, asked[1], question.text, level, asked=True))
        piece = Piece("paragraph", *answered, answer.text, answer.marks)
        self.draft.elements.append(Group("paragraphs", [piece]))
        self.draft.elements.append(Close(end, level))
        self.group = None
        return True


def _question_and_answer(
    text: str, start: int, end: int
) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Return where the value that asks stands, and the one that says most; None without both."""
    given = list(_GIVEN.finditer(text, start, end))
    asked = next((each for each in given if each["value"].rstrip().endswith("?")), None)
    others = [each for each in given if each is not asked and len(each["value"].split()) > 1]
    if asked is None or not _LEADS.isdisjoint(each["name"].lower() for each in given):
        return None
    by_name = [each for each in given if each["name"].lower() in ("answer", "a")]
    answer = max(by_name or others, key=lambda each: len(each["value"]), default=None)
    return (asked.span("value"), answer.span("value")) if answer else None
