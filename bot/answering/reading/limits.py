"""A question as it is asked: trimmed, and of a length that can be answered."""

from corpus.errors import CareerbotError

__all__ = ["LONGEST_QUESTION", "QuestionError", "trimmed"]

LONGEST_QUESTION = 2_000
"""Characters, after trimming."""


class QuestionError(CareerbotError):
    """A question that is none: empty, or longer than any question."""


def trimmed(question: str) -> str:
    """Return the question without the space around it. Raises QuestionError."""
    question = question.strip()
    if not question:
        raise QuestionError('the question is empty: careerbot ask "What does a nurse earn?"')
    if len(question) > LONGEST_QUESTION:
        raise QuestionError(
            f"the question has {len(question):,} characters: ask it in {LONGEST_QUESTION:,}"
        )
    return question
