"""How much of what is asked is read: a question that is too long, or a history, ends there."""

from corpus.errors import CareerbotError

__all__ = [
    "EARLIER",
    "HISTORY",
    "LONGEST_HISTORY",
    "LONGEST_QUESTION",
    "MOST_QUESTIONS",
    "MOST_WORDS",
    "QuestionError",
    "trimmed",
]

LONGEST_QUESTION = 2_000
"""Characters, after trimming."""
MOST_WORDS = 256
"""Words of a question that are searched for: the encoder reads no more either."""
MOST_QUESTIONS = 5
"""Questions of one message that are looked for: each takes its time."""
HISTORY = 3
"""Earlier questions that are looked at; what was asked before them is ignored."""
EARLIER = 10
"""Earlier messages that are taken, those among them that ask nothing."""
LONGEST_HISTORY = 2_000
"""Characters of them that are read, all together; of what is longer, the beginning."""


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
