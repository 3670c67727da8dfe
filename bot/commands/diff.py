"""`careerbot diff`: what another index would answer otherwise, before it answers."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten

from bot.answering.answerer import Answerer
from bot.commands import WrongUseError
from bot.commands.index import replaced, unread
from bot.commands.pages import passing
from bot.evaluation.comparison import Difference, Told, compare, distinct, faq_cases
from bot.evaluation.question_sets import Case, QuestionFileError, read_any
from bot.index_origin import note_articles
from bot.open_index import answerer_for, reopen_index
from bot.render.printable import one_line
from bot.render.progress import build_progress, notice
from bot.settings import Settings
from corpus.errors import shown
from index.build import BuildReport, build
from index.load import FolderIndex
from index.places import before_in, publish_in
from index.stored_articles import articles_in, former_in

__all__ = ["diff", "difference_lines"]

SHORT = 160
"""Characters of an answer that are shown in a line."""


def diff(
    settings: Settings,
    names: Sequence[str],
    *,
    questions: Sequence[Path],
    asked: int,
    base_url: str | None,
    publish: bool,
    as_json: bool,
    most: int,
    private: bool,
) -> int:
    """Print which questions the index of articles answers otherwise than the published one.

    `names` are their paths, and addresses of pages, of each sitemap `most`.
    """
    try:
        cases = [case for file in questions for case in read_any(file)]
    except QuestionFileError as error:
        raise WrongUseError(str(error)) from error
    before = answerer_for(reopen_index(settings, lasting=False), settings)
    with (
        passing(names, most=most, private=private, settings=settings) as pages,
        TemporaryDirectory(prefix="careerbot-") as temporary,
    ):
        for each in pages.skipped:
            notice(f"- {one_line(str(each))}")
        new = Path(temporary) / "index"
        with build_progress() as progress:
            report = build(
                pages.paths,
                new,
                model=settings.model,
                cache=settings.cache_dir,
                bits=settings.bits,
                beside=before_in(settings.index_place, new),
                former=former_in(partial(articles_in, before.index)),
                flat=not isinstance(settings.index_place, Path),
                base_url=base_url,
                progress=progress,
                notice=notice,
            )
            index = FolderIndex.open(new, encoder=before.index.encoder)
            after = answerer_for(index, settings)
            every = distinct([*cases, *_faq(before, after), *_asked(settings, asked)])
            found = compare(every, before, after, partial(progress, "asking"))
        for line in unread(report):
            notice(line)
        _print(found, len(every), report, as_json=as_json)
        if publish:
            publish_in(settings.index_place, new, cache=settings.cache_dir)
            note_articles(settings, pages.keep(settings))
            notice(f"Published: {shown(str(settings.index_place))}")
    return 0


def _faq(before: Answerer, after: Answerer) -> list[Case]:
    return [*faq_cases(before.index), *faq_cases(after.index)]


def _asked(settings: Settings, count: int) -> list[Case]:
    """What people asked last, where anything is kept of that."""
    from bot.commands.database import with_database
    from bot.learning.known_cases import asked_cases

    return with_database(settings, lambda database: asked_cases(database, count))


def _print(found: Sequence[Difference], of: int, report: BuildReport, *, as_json: bool) -> None:
    if as_json:
        differences = [
            {
                "question": each.case.question,
                "history": list(each.case.history),
                "place": each.case.place,
                "before": asdict(each.before),
                "after": asdict(each.after),
            }
            for each in found
        ]
        print(json.dumps({"asked": of, "differences": differences}, indent=2, ensure_ascii=False))
        return
    for line in replaced(report):
        print(one_line(line))
    print(f"{len(found):,} of {of:,} questions get another answer{':' if found else '.'}")
    if sys.stdout.isatty():
        _table(found)
        return
    print("\n".join(difference_lines(found)), end="\n" if found else "")


def difference_lines(found: Sequence[Difference]) -> Iterator[str]:
    """Return lines with both answers to each question."""
    for each in found:
        yield one_line(f"- {each.case.question} ({each.case.place})")
        yield f"  before: {_shown(each.before)}"
        yield f"  after:  {_shown(each.after)}"


def _table(found: Sequence[Difference]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table("question", "before", "after", show_lines=True)
    for each in found:
        cells = (each.case.question, _shown(each.before), _shown(each.after))
        table.add_row(*(Text(one_line(cell)) for cell in cells))
    Console().print(table)


def _shown(told: Told) -> str:
    if not told.answer:
        return told.status
    text = shorten(told.answer, SHORT, placeholder=" …")
    return one_line(f"{told.status}, {told.article}: {text}")
