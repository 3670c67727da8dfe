"""`careerbot inbox`: what was asked and not answered well, and how that is mended."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass

from bot.answering.answerer import Answerer
from bot.commands import WrongUseError
from bot.commands.database import with_database
from bot.commands.diff import difference_lines
from bot.database.engine import Database
from bot.database.settled import settle, unsettle
from bot.index_origin import articles_folder
from bot.learning.faq_files import faq_files
from bot.learning.inbox import Group, Inbox, open_groups
from bot.learning.known_cases import asked_cases
from bot.learning.repair import ASKED, dismissal, preview, propose, publish, take_back
from bot.open_index import answerer_for, reopen_index
from bot.render.printable import one_line, printable
from bot.settings import Settings
from index.contract import Index

__all__ = ["Wanted", "inbox"]

BELOW_THE_BAR = 1
LISTED = 25
FOUND = 8
"""Passages that a search shows."""
SHORT, LONG = 90, 360
"""Characters of a question: in the list, and of its own group."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be done."""

    group: str | None = None
    search: str | None = None
    passage: str | None = None
    answer: str | None = None
    into: str | None = None
    publish: bool = False
    dismiss: bool = False
    for_good: bool = False
    settled: bool = False
    undo: str | None = None


def inbox(settings: Settings, wanted: Wanted) -> int:
    """Print the groups, or one, or settle it; 1 where the owner's bar isn't kept."""
    _check(wanted)
    answerer = answerer_for(reopen_index(settings, lasting=False), settings)
    return with_database(settings, lambda database: _inbox(settings, database, answerer, wanted))


def _check(wanted: Wanted) -> None:
    repairs = (wanted.passage is not None) + (wanted.answer is not None)
    done = repairs + wanted.dismiss + wanted.for_good + (wanted.search is not None)
    if done > 1:
        raise WrongUseError("--search, --passage, --answer, --dismiss, --for-good: one of them")
    if done and wanted.group is None:
        raise WrongUseError("name a group, by its number or key: careerbot inbox lists them")
    if wanted.into is not None and wanted.answer is None:
        raise WrongUseError("--into goes with --answer")
    if wanted.publish and not repairs:
        raise WrongUseError("--publish goes with --passage or --answer")


async def _inbox(settings: Settings, database: Database, answerer: Answerer, wanted: Wanted) -> int:
    index = answerer.index
    if not database.exists() and not settings.keep_questions:
        print("Nothing is kept of what is asked: set CAREERBOT_KEEP_QUESTIONS=1")
        return 0
    found = await open_groups(database, index.encoder)
    if wanted.undo is not None:
        await _undo(settings, database, found, wanted.undo)
    elif wanted.settled:
        print("\n".join(map(one_line, _settled(found))) or "Nothing was settled yet.")
    elif wanted.group is None:
        print("\n".join(_list(found, index)))
    else:
        group = _chosen(found, wanted.group)
        if wanted.dismiss or wanted.for_good:
            said = dismissal(group, for_good=wanted.for_good)
            await settle(database, said, group.answer_ids)
            print(f"Dismissed {f'until {said.until:%Y-%m-%d}' if said.until else 'for good'}.")
            print(f"careerbot inbox --undo {said.key[:8]} takes that back")
        elif wanted.search is not None:
            print("\n".join(_found(answerer, wanted.search)) or "No passage comes near that.")
        elif wanted.passage is not None or wanted.answer is not None:
            return await _repair(settings, database, answerer, group, wanted)
        else:
            print("\n".join(_shown(group, index)))
            if folder := articles_folder(settings):
                first, *others = (each.name for each in faq_files(settings, folder, index))
                print(
                    one_line(
                        f"An answer goes into {first}; --into: {', '.join(others)} or a new one"
                    )
                )
    return 0


async def _repair(
    settings: Settings, database: Database, answerer: Answerer, group: Group, wanted: Wanted
) -> int:
    answer = sys.stdin.read() if wanted.answer == "-" else wanted.answer
    index = answerer.index
    proposal = propose(
        settings, index, group, passage=wanted.passage, answer=answer, into=wanted.into
    )
    for edit in proposal.edits:
        print(one_line(f"{edit.file}:"))
        for added in edit.added:
            print("\n".join(f"+ {printable(line)}" for line in added.splitlines()))
    seen = preview(proposal, settings, answerer, await asked_cases(database, ASKED))
    print(f"{len(seen.differences):,} of {seen.asked:,} questions get another answer:")
    print("\n".join(difference_lines(seen.differences)))
    for line in seen.missed:
        print(f"careerbot: {line}", file=sys.stderr)
    if seen.missed:
        return BELOW_THE_BAR
    if not wanted.publish:
        print("Nothing is written yet: --publish does it")
        return 0
    settled = publish(proposal, settings, group, seen.version)
    await settle(database, settled, group.answer_ids)
    print(f"Published. careerbot inbox --undo {settled.key[:8]} takes it back")
    return 0


async def _undo(settings: Settings, database: Database, found: Inbox, key: str) -> None:
    named = [each for each in found.settled if each.key.startswith(key) and not each.undone_at]
    if len(named) != 1:
        raise WrongUseError(f"{key!r} is nothing that was settled: careerbot inbox --settled")
    take_back(named[0], settings)
    await unsettle(database, named[0].key)
    print(one_line(f"Taken back: {named[0].question}"))


def _chosen(found: Inbox, name: str) -> Group:
    if name.isdecimal() and 1 <= int(name) <= len(found.groups):
        return found.groups[int(name) - 1]
    named = [each for each in found.groups if len(name) >= 4 and each.key.startswith(name)]
    if len(named) != 1:
        raise WrongUseError(f"{name!r} is no group of the inbox: careerbot inbox lists them")
    return named[0]


def _list(found: Inbox, index: Index) -> Iterator[str]:
    if not found.groups:
        yield "The inbox is empty."
        return
    groups = len(found.groups) + found.more
    yield f"{_count(found.questions, 'question')} in {_count(groups, 'group')}:"
    for number, group in enumerate(found.groups[:LISTED], 1):
        mark = "! " if group.suggested else "  "
        yield f"{mark}{number:>3}  {group.count:>5}×  {_short(group.question)}"
        if group.suggested_passage and (place := _place(group.suggested_passage, index)):
            yield f"       most came near {group.suggested_passage}: {place}"
    rest = len(found.groups) + found.more - LISTED
    if rest > 0:
        further = f": careerbot inbox {LISTED + 1} and on" if len(found.groups) > LISTED else ""
        yield f"and {rest:,} more{further}"


def _shown(group: Group, index: Index) -> Iterator[str]:
    counts = (
        (group.no_answer, "no answer"), (group.unsure, "unsure"), (group.voted_down, "voted down")
    )  # fmt: skip
    yield one_line(f"{group.key}: {', '.join(f'{n:,} {what}' for n, what in counts if n)}")
    yield f"last weeks: {' '.join(map(str, group.weeks))}; last asked {group.last_asked:%Y-%m-%d}"
    yield from (f"- {_short(each, LONG)}" for each in group.wordings)
    yield from (one_line(f"  said: {each}") for each in group.comments)
    if group.passages:
        yield "Nearest passages:"
    for passage, times in group.passages:
        yield one_line(f"- {passage} ({times}×): {_place(passage, index) or 'not there any more'}")


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _short(text: str, most: int = SHORT) -> str:
    text = one_line(text)
    return text if len(text) <= most else f"{text[:most].rstrip()} …"


def _found(answerer: Answerer, text: str) -> Iterator[str]:
    for each in answerer.answer(text, top=FOUND).candidates or ():
        heading = " › ".join(each.heading)
        yield one_line(f"- {each.passage_id}: {heading}: {_short(each.text)}")


def _place(passage: str, index: Index) -> str | None:
    found = index.passage(passage)
    if found is None:
        return None
    heading = " › ".join(found.heading) or index.article(found.article).title
    return one_line(f"{found.article} › {heading}: {_short(found.text)}")


def _settled(found: Inbox) -> Iterator[str]:
    for each in found.settled:
        until = f" until {each.until:%Y-%m-%d}" if each.until else ""
        undone = ", taken back" if each.undone_at else ""
        at = f"{each.settled_at:%Y-%m-%d %H:%M}" if each.settled_at else ""
        yield f"{each.key[:8]}  {at}  {each.how}{until}{undone}: {each.question}"
