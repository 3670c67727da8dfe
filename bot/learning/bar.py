"""The owner's bar: scores that an index has to keep before it is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.answering.answerer import Answerer
from bot.evaluation.question_sets import Case, QuestionFileError, read_questions
from bot.evaluation.score_limits import (
    ScoreLimit,
    ScoreLimitError,
    missed_limits,
    read_score_limits,
)
from bot.settings import PREFIX, Settings, SettingsError
from index.extras import to_install

__all__ = ["Bar", "missed_bar", "read_bar"]


@dataclass(frozen=True, slots=True)
class Bar:
    """What is asked, and the scores that have to be kept."""

    questions: Sequence[Case]
    limits: Sequence[ScoreLimit]


def read_bar(settings: Settings) -> Bar | None:
    """Return the bar of the settings; None where there is none.

    Raises SettingsError where only half of it is set, or it can't be measured.
    """
    if settings.bar_questions is None and not settings.bar:
        return None
    if settings.bar_questions is None or not settings.bar:
        raise SettingsError(f"{PREFIX}BAR and {PREFIX}BAR_QUESTIONS belong together: set both")
    try:
        import bot.evaluation.report  # noqa: F401 - whether its libraries are there
    except ModuleNotFoundError as error:
        raise SettingsError(f"{PREFIX}BAR needs {error.name}: {to_install('eval')}") from None
    try:
        limits = read_score_limits(settings.bar)
    except ScoreLimitError as error:
        raise SettingsError(f"{PREFIX}BAR={error}") from None
    try:
        return Bar(read_questions(settings.bar_questions), limits)
    except QuestionFileError as error:
        raise SettingsError(f"{PREFIX}BAR_QUESTIONS={error}") from None


def missed_bar(settings: Settings, answerer: Answerer) -> list[str]:
    """Return a line for every score that isn't kept; none where there is no bar.

    Raises SettingsError as `read_bar` does, and for a score that its questions don't measure.
    """
    bar = read_bar(settings)
    if bar is None:
        return []
    from bot.evaluation.judging import ask_and_judge
    from bot.evaluation.report import report

    asked = ask_and_judge(bar.questions, answerer)
    try:
        return missed_limits(bar.limits, report(asked, [], answerer).scores)
    except ScoreLimitError as error:
        raise SettingsError(f"{PREFIX}BAR={error}") from None
