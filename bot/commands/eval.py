"""`careerbot eval`: how well the index answers a question set."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands import WrongUseError
from bot.evaluation.question_sets import Case, QuestionFileError, read_questions, read_unanswerable
from bot.evaluation.score_limits import (
    ScoreLimit,
    ScoreLimitError,
    missed_limits,
    read_score_limits,
)
from bot.open_index import open_answerer
from bot.render.progress import build_progress, notice
from bot.settings import Settings
from corpus.errors import CareerbotError
from index.extras import to_install

if TYPE_CHECKING:
    from bot.answering.answerer import Answerer
    from bot.evaluation.report import Report
    from index.contract import Index

__all__ = ["evaluate"]

BELOW = 1


class MissingExtraError(CareerbotError):
    """A library that only some of the evaluation needs isn't installed."""


def evaluate(
    settings: Settings,
    questions: Path | None,
    *,
    unanswerable: Path | None,
    follow_ups: Path | None,
    as_json: bool,
    fail_under: Sequence[str],
    plots: Path | None,
    from_feedback: bool = False,
    save: Path | None = None,
) -> int:
    """Print the report; return 0, or 1 where a score is out of its limit."""
    try:
        limits = read_score_limits(fail_under)
        if questions is None and not from_feedback:
            raise WrongUseError("name a question set, or --from-feedback")
        cases = read_questions(questions) if questions else []
        none = read_unanswerable(unanswerable) if unanswerable else []
        later = read_questions(follow_ups) if follow_ups else []
        _import_extra(plots is not None)
        answerer = open_answerer(settings, notice)
        cases += _from_feedback(settings, answerer.index, save) if from_feedback else []
        cases += none
        return _evaluate(answerer, cases, later, limits=limits, as_json=as_json, plots=plots)
    except ScoreLimitError as error:
        raise WrongUseError(f"--fail-under {error}") from error
    except QuestionFileError as error:
        raise WrongUseError(str(error)) from error


def _evaluate(
    answerer: Answerer,
    cases: list[Case],
    later: list[Case],
    *,
    limits: Sequence[ScoreLimit],
    as_json: bool,
    plots: Path | None,
) -> int:
    from bot.evaluation.judging import ask_and_judge
    from bot.evaluation.report import report

    with build_progress() as progress:
        count = len(cases) + len(later)
        asked = ask_and_judge(cases, answerer, lambda done: progress("Asking", done, count))
        followed = ask_and_judge(
            later, answerer, lambda done: progress("Asking", len(cases) + done, count)
        )
    found = report(asked, followed, answerer)
    missed = missed_limits(limits, found.scores)
    _print(found, as_json=as_json)
    if plots is not None:
        from bot.evaluation.figures import draw

        try:
            drawn = draw([one.outcome for one in asked], found.thresholds, plots)
        except OSError as error:
            reason = (error.strerror or str(error)).lower()
            raise WrongUseError(f"--plots {plots}: can't be written to ({reason})") from None
        notice("\n".join(f"Drawn: {path}" for path in drawn))
    for line in missed:
        print(f"careerbot: {line}", file=sys.stderr)
    return BELOW if missed else 0


def _from_feedback(settings: Settings, index: Index, save: Path | None) -> list[Case]:
    """What was voted up and repaired, as far as that is kept; written into a file, too."""
    from bot.commands.database import with_database
    from bot.learning.feedback_cases import as_lines, feedback_cases

    cases = with_database(settings, lambda database: feedback_cases(database, index))
    if not cases:
        raise WrongUseError(
            "--from-feedback: nothing was voted up or repaired yet, of what is kept; "
            "set CAREERBOT_KEEP_QUESTIONS=1"
        )
    if save is not None:
        try:
            save.write_text(as_lines(cases), "utf-8")
        except OSError as error:
            raise WrongUseError(f"{save}: can't be written ({error.strerror})") from None
        notice(f"Written: {save}, {len(cases):,} questions")
    return cases


def _import_extra(plots: bool) -> None:
    """Import what only an evaluation needs, before anything takes its time."""
    try:
        import ir_measures  # noqa: F401
        import sklearn.metrics  # noqa: F401

        if plots:
            import matplotlib.figure  # noqa: F401
    except ModuleNotFoundError as error:
        library = (error.name or str(error)).partition(".")[0]
        raise MissingExtraError(f"eval needs {library}: {to_install('eval')}") from None


def _print(found: Report, *, as_json: bool) -> None:
    if as_json:
        import json

        print(json.dumps(found.as_dict(), indent=2))
    elif sys.stdout.isatty():
        from rich.console import Console

        from bot.evaluation.report_tables import show

        show(found, Console())
    else:
        from bot.evaluation.report_tables import plain

        print(plain(found), end="")
