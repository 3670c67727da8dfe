"""The owner's bar: scores that an index has to keep before it is published."""

from __future__ import annotations

from bot.answering.answerer import Answerer
from bot.evaluation.judging import ask_and_judge
from bot.evaluation.question_sets import read_questions
from bot.evaluation.score_limits import missed_limits, read_score_limits
from bot.settings import PREFIX, Settings, SettingsError

__all__ = ["missed_bar"]


def missed_bar(settings: Settings, answerer: Answerer) -> list[str]:
    """Return a line for every score that isn't kept; none where there is no bar.

    Raises SettingsError where only half of it is set, or it can't be measured.
    """
    if settings.bar_questions is None and not settings.bar:
        return []
    if settings.bar_questions is None or not settings.bar:
        raise SettingsError(f"{PREFIX}BAR and {PREFIX}BAR_QUESTIONS belong together: set both")
    try:
        from bot.evaluation.report import report
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"{PREFIX}BAR needs {error.name}: pip install 'careerbot[eval]'"
        ) from None
    limits = read_score_limits(settings.bar)
    asked = ask_and_judge(read_questions(settings.bar_questions), answerer)
    return missed_limits(limits, report(asked, [], answerer).scores)
