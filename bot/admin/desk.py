"""The owner's desk: the inbox as it is now, and what is done with it, off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.database.asked import stamp
from bot.database.engine import Database
from bot.database.settled import Settled, read_settled, settle, unsettle
from bot.index_origin import articles_folder
from bot.learning.faq_files import FaqFile, faq_files
from bot.learning.figures import Figures, figures
from bot.learning.inbox import Group, Inbox, open_groups
from bot.learning.known_cases import asked_cases
from bot.learning.repair import (
    ASKED,
    Preview,
    Proposal,
    dismissal,
    preview,
    propose,
    publish,
    take_back,
)
from bot.service import Service
from bot.settings import Settings
from index.contract import Index

__all__ = ["Desk"]

PATIENCE = 0.6
"""Seconds that a page waits for the groups; then it shows those of before, or says so."""
FRESH = timedelta(minutes=1)
"""How old the figures of a report may be."""
NOTHING = Inbox((), 0, 0, ())


class Desk:
    """What `/admin/` shows and does."""

    def __init__(self, settings: Settings, database: Database) -> None:
        self._settings = settings
        self._database = database
        self._inbox: Inbox | None = None
        self._stamp: tuple[Any, ...] | None = None
        self._grouping: asyncio.Task[None] | None = None
        self._repairing = asyncio.Lock()
        self._figures: dict[int, tuple[datetime, Figures]] = {}
        self._counting: dict[int, asyncio.Task[None]] = {}

    @property
    def is_grouping(self) -> bool:
        """Whether the groups that are shown are those of before."""
        return self._grouping is not None and not self._grouping.done()

    async def inbox(self, service: Service) -> Inbox | None:
        """Return what is open; None where it is being grouped for the first time."""
        if not self._database.exists():
            return NOTHING
        now = await self._database.run(stamp)
        if now != self._stamp:
            if self._grouping is None or self._grouping.done():
                self._grouping = asyncio.create_task(self._group(service, now))
            await asyncio.wait({self._grouping}, timeout=PATIENCE)
            if self._grouping.done():
                self._grouping.result()
        return self._inbox

    async def group(self, service: Service, key: str) -> Group | None:
        """Return an open group by its key."""
        found = await self.inbox(service)
        return next((each for each in found.groups if each.key == key), None) if found else None

    async def report(self, days: int, index: Index) -> Figures | None:
        """Return the figures of the last days, those of before while they are counted anew.

        None where they are being counted for the first time.
        """
        now = datetime.now(UTC)
        known = self._figures.get(days)
        if known is None or now - known[0] > FRESH:
            counting = self._counting.get(days)
            if counting is None or counting.done():
                dimensions = index.encoder.info.dimensions
                counting = asyncio.create_task(self._count(days, dimensions))
                self._counting[days] = counting
            await asyncio.wait({counting}, timeout=PATIENCE)
            if counting.done():
                counting.result()
            known = self._figures.get(days)
        return known and known[1]

    async def close(self) -> None:
        """Leave what is being grouped and counted: nobody waits for it any more."""
        left = [each for each in (self._grouping, *self._counting.values()) if each is not None]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)

    async def settled(self) -> list[Settled]:
        """Return what was settled, the latest first."""
        return await read_settled(self._database)

    def files(self, index: Index) -> list[FaqFile]:
        """Return the articles that an answer can be added to; none where they aren't known."""
        folder = articles_folder(self._settings)
        return faq_files(self._settings, folder, index) if folder else []

    async def preview(
        self,
        service: Service,
        group: Group,
        **given: Any,  # noqa: ANN401 - as `propose` takes
    ) -> tuple[Proposal, Preview]:
        """Return what a repair would write, and what would come of it."""
        answerer = await service.answerer()
        cases = await asked_cases(self._database, ASKED)
        async with self._repairing:
            proposal = await asyncio.to_thread(
                lambda: propose(self._settings, answerer.index, group, **given)
            )
            seen = await asyncio.to_thread(preview, proposal, self._settings, answerer, cases)
        return proposal, seen

    async def publish(
        self,
        service: Service,
        group: Group,
        version: str,
        **given: Any,  # noqa: ANN401 - likewise
    ) -> Settled:
        """Write a repair that was shown, and wait until it answers."""
        answerer = await service.answerer()
        async with self._repairing:
            proposal = await asyncio.to_thread(
                lambda: propose(self._settings, answerer.index, group, **given)
            )
            done = await asyncio.to_thread(publish, proposal, self._settings, group, version)
        await self._settle(done, group)
        await self._answers_by(service, version)
        return done

    async def dismiss(self, group: Group, *, for_good: bool) -> Settled:
        """Show a group no more, for now or for good."""
        done = dismissal(group, for_good=for_good)
        await self._settle(done, group)
        return done

    async def undo(self, service: Service, settled: Settled) -> None:
        """Take back what was done of a group."""
        async with self._repairing:
            await asyncio.to_thread(take_back, settled, self._settings)
        await unsettle(self._database, settled.key)
        if settled.before:
            await self._answers_by(service, settled.before)

    async def _settle(self, done: Settled, group: Group) -> None:
        await settle(self._database, done, group.answer_ids)
        if self._inbox is not None:
            left = tuple(each for each in self._inbox.groups if each.key != group.key)
            self._inbox = Inbox(
                left, self._inbox.more, self._inbox.questions - group.count, self._inbox.settled
            )

    async def _count(self, days: int, dimensions: int) -> None:
        now = datetime.now(UTC)
        first = now.date() - timedelta(days=days - 1)
        self._figures[days] = now, await figures(self._database, first, now, dimensions)

    async def _group(self, service: Service, now: Sequence[Any]) -> None:
        encoder = (await service.answerer()).index.encoder
        self._inbox = await open_groups(self._database, encoder)
        self._stamp = tuple(now)

    async def _answers_by(self, service: Service, version: str) -> None:
        """Wait for the service to take the index, which it does by itself, but not for long."""
        for _ in range(100):
            if service.index is not None and service.index.version == version:
                return
            await asyncio.sleep(0.05)
