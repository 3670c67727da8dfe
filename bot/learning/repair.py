"""A group of questions is repaired: another way to ask for a passage, or a new entry of the FAQ.

What is to be written is built and compared first; nothing is written or published before that is
wanted, and both are undone together.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from textwrap import shorten
from typing import Literal
from uuid import uuid4

from bot.answering.answerer import Answerer
from bot.database.masking import may_be_masked
from bot.database.settled import DISMISSED, Settled
from bot.evaluation.comparison import Difference, compare, distinct, faq_cases
from bot.evaluation.question_sets import Case
from bot.index_origin import articles_folder
from bot.learning.bar import missed_bar
from bot.learning.built_index import built_index, forget_built
from bot.learning.faq_files import chosen_file, own_article
from bot.learning.inbox import Group
from bot.learning.owner_edit import OwnerEdit, entry_edit, phrasings_edit, taken_out
from bot.open_index import answerer_for
from bot.render.printable import one_line
from bot.settings import PREFIX, Settings
from corpus.article import Article
from corpus.errors import CareerbotError
from corpus.owner import read_owner_words
from corpus.readers import article_id, read_text
from corpus.told_language import forget
from index.amend import Amendment
from index.contract import Index
from index.load import FolderIndex
from index.places import amend_in, history_of, manifest_in, publish_in

__all__ = [
    "ASKED",
    "Preview",
    "Proposal",
    "RepairError",
    "dismissal",
    "preview",
    "propose",
    "publish",
    "take_back",
]

ASKED = 60
"""Questions that were asked last on which a repair is tried."""
FOR_NOW = timedelta(weeks=4)
"""How long what is dismissed for now is not shown."""
COMPARED = 120
"""Questions that both indexes are asked, the group's own first."""
SHORT = 60
"""Characters of a passage that stand in the owner's file beside its id."""
How = Literal["phrasing", "faq"]


class RepairError(CareerbotError):
    """A repair that can't be made, with what to do instead."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is to be written, and into the index."""

    how: How
    heading: str
    """Or the id of a passage, where a heading has several."""
    wordings: tuple[str, ...]
    edits: tuple[OwnerEdit, ...]
    article: Article | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What would come of a proposal."""

    version: str
    """That of the index that was built."""
    asked: int
    differences: tuple[Difference, ...]
    missed: tuple[str, ...]
    """A line for each score of the owner's bar that isn't kept."""


def dismissal(group: Group, *, for_good: bool) -> Settled:
    """Return that a group is to be shown no more, for now or for good."""
    until = None if for_good else datetime.now(UTC) + FOR_NOW
    return Settled(uuid4().hex, DISMISSED, group.question, group.vector, until=until)


def propose(
    settings: Settings,
    index: Index,
    group: Group,
    *,
    passage: str | None = None,
    answer: str | None = None,
    into: str | None = None,
    wordings: Sequence[str] | None = None,
    on: date | None = None,
) -> Proposal:
    """Return what makes a passage of the index, or an answer, answer the group's questions.

    An answer goes `into` a file of the owner's articles: that of the settings, unless one is named.
    Raises RepairError, EditError and FaqFileError.
    """
    folder = _folder(settings)
    on = on or date.today()
    said = tuple(wordings or group.wordings)
    said = tuple(each for each in said if not may_be_masked(each)) or (group.question,)
    if passage is not None:
        found = index.passage(passage)
        if found is None:
            raise RepairError(f"There is no passage {passage!r} in the index")
        section = None if found.section is None else index.section(found.section)
        if section is not None and len(section.passages) == 1:
            heading = section.heading
            return Proposal("phrasing", heading, said, (phrasings_edit(folder, heading, said, on),))
        # A heading leads to all that stands under it.
        says = one_line(shorten(found.text, SHORT, placeholder=" …"))
        edit = phrasings_edit(folder, found.id, said, on, says)
        return Proposal("phrasing", found.id, said, (edit,))
    if not answer or not answer.strip():
        raise RepairError("The answer is empty: write one, or name a passage")
    file = chosen_file(settings, folder, index, into)
    entry = entry_edit(file.path, said[0], answer)
    article = own_article(entry.after, file, folder, index)
    edits = [entry]
    if said[1:]:
        edits.append(phrasings_edit(folder, said[0], said[1:], on))
    return Proposal("faq", said[0], said, tuple(edits), article)


def preview(
    proposal: Proposal, settings: Settings, before: Answerer, cases: Sequence[Case] = ()
) -> Preview:
    """Build the index that would be, and ask it what was asked. Raises CareerbotError."""
    with _alone(settings):
        new = _built(proposal, settings)
        after = answerer_for(FolderIndex.open(new, encoder=before.index.encoder), settings)
        own = [Case(each, "answerable", "this group") for each in proposal.wordings]
        every = distinct([*own, *cases, *faq_cases(before.index)])[:COMPARED]
        differences = compare(every, before, after)
        missed = tuple(missed_bar(settings, after))
        return Preview(after.index.version, len(every), tuple(differences), missed)


def publish(
    proposal: Proposal, settings: Settings, group: Group, expected: str | None = None
) -> Settled:
    """Write what was proposed, let the new index answer, and return what undoes both.

    Raises RepairError where the index isn't the `expected` version that was shown.
    """
    with _alone(settings):
        before = manifest_in(settings.index_place).version
        new = _built(proposal, settings)
        version = FolderIndex.version_in(new)
        if expected not in (None, version):
            raise RepairError("The index was changed meanwhile: look at the answers again")
        with _written(proposal.edits):
            publish_in(settings.index_place, new, cache=settings.cache_dir)
        forget_built(settings)
    edits = {
        "edits": [each.as_dict() for each in proposal.edits],
        "heading": proposal.heading,
        "wordings": list(proposal.wordings),
        "article": proposal.article and proposal.article.id,
    }
    return Settled(
        uuid4().hex,
        proposal.how,
        group.question,
        group.vector,
        edit=edits,
        before=before,
        after=version,
    )


def take_back(settled: Settled, settings: Settings) -> None:
    """Take what a repair wrote out again, and let the index before it answer.

    Where another one was published since, it is built without the repair. What was dismissed wrote
    nothing. Raises CareerbotError.
    """
    if settled.how == DISMISSED:
        return
    edit = settled.edit or {}
    place = settings.index_place
    with _alone(settings), TemporaryDirectory() as temporary:
        edits = [taken_out(each) for each in edit["edits"]]
        history = history_of(place)
        there = [each for each in history.every() if each.version == settled.before]
        if there and manifest_in(place).version == settled.after:
            with _written(edits):
                history.go_back(there[0])
            return
        new = Path(temporary) / "index"
        without = _other_ways(settled.how, edit["heading"], edit["wordings"])
        left = gone = None
        if settled.how == "faq":
            file, text = edits[0].file, edits[0].after
            name = edit.get("article") or article_id(file)
            overrides = read_owner_words([articles_folder(settings) or file.parent]).overrides
            left = read_text(text, file, name, overrides) if text.strip() else None
            forget()
            gone = None if left else name
        amended = Amendment(without=without, article=left, drop=gone)
        amend_in(place, new, amended, model=settings.model, cache=settings.cache_dir)
        with _written(edits):
            publish_in(place, new, cache=settings.cache_dir)


def _write(edits: Sequence[OwnerEdit]) -> None:
    """Write all of them, or none. Raises EditError."""
    written: list[OwnerEdit] = []
    try:
        for edit in edits:
            edit.write()
            written.append(edit)
    except BaseException:
        _undo(written)
        raise


@contextmanager
def _written(edits: Sequence[OwnerEdit]) -> Iterator[None]:
    """Write all of them, for as long as what then is done doesn't fail. Raises EditError."""
    _write(edits)
    try:
        yield
    except BaseException:
        _undo(edits)
        raise


def _undo(written: Sequence[OwnerEdit]) -> None:
    for edit in reversed(written):
        with suppress(CareerbotError, OSError):
            OwnerEdit(
                edit.file, edit.after if edit.after.strip() else None, edit.before or "", ()
            ).write()


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Repair nothing else meanwhile, in any process."""
    from filelock import FileLock

    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with FileLock(settings.data_dir / "repairs.lock"):
        yield


def _built(proposal: Proposal, settings: Settings) -> Path:
    """Return the folder of the index that the published one becomes by a proposal."""
    place = settings.index_place
    phrasings = _other_ways(proposal.how, proposal.heading, proposal.wordings)
    written = [(str(each.file), each.after) for each in proposal.edits]
    parts = (manifest_in(place).version, proposal.heading, phrasings, written)
    key = hashlib.blake2b(json.dumps(parts).encode(), digest_size=16).hexdigest()
    by = Amendment(phrasings, article=proposal.article)
    return built_index(
        settings,
        key,
        lambda out: amend_in(place, out, by, model=settings.model, cache=settings.cache_dir),
    )


def _other_ways(how: str, heading: str, wordings: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """The ways to ask beside a heading, which in an entry of the FAQ is the first of them."""
    others = wordings[1:] if how == "faq" else wordings
    return {heading: others} if others else {}


def _folder(settings: Settings) -> Path:
    folder = articles_folder(settings)
    if folder is None:
        raise RepairError(
            f"It isn't known where your articles are: set {PREFIX}ARTICLES to their folder"
        )
    return folder
