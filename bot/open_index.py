"""The index that answers, as the settings say: opened, or built of the bundled guides."""

from __future__ import annotations

from collections.abc import Callable

from bot.answering.answerer import Answerer
from bot.answering.message_catalog import MESSAGES, Voice
from bot.index_origin import gone, is_owners, note_index
from bot.settings import Settings
from index.encoding.model import Encoder
from index.encoding.onnx import cores
from index.errors import IndexMissingError, IndexUnusableError
from index.load import Index

__all__ = [
    "answerer_for",
    "open_answerer",
    "open_index",
    "reopen_index",
    "threads",
    "voice_of",
]


def answerer_for(index: Index, settings: Settings) -> Answerer:
    """Answer from an open index, by the thresholds and in the words of the settings."""
    return Answerer(
        index,
        answered=settings.answered_threshold,
        unsure=settings.unsure_threshold,
        voice=voice_of(settings),
    )


def voice_of(settings: Settings) -> Voice:
    """Return how the bot speaks of itself. Raises MessagesFileError."""
    messages = MESSAGES
    if settings.messages is not None:
        from bot.answering.owner_messages import read_messages

        messages = read_messages(settings.messages)
    return Voice(messages, settings.contact and settings.contact.strip())


def open_answerer(
    settings: Settings, notice: Callable[[str], None] = lambda _: None, *, lasting: bool = False
) -> Answerer:
    """Open the index of the settings, and answer from it; see `open_index`."""
    return answerer_for(open_index(settings, notice, lasting=lasting), settings)


def open_index(
    settings: Settings, notice: Callable[[str], None], *, lasting: bool = False
) -> Index:
    """Open the index of the settings, building that of the bundled guides where none is named.

    One that was built of other articles is its owner's and is never built over, nor in the place
    of one that is gone. `lasting` is for a process that goes on; see `Index.open`. Raises
    IndexMissingError or IndexUnusableError, with the command that mends it.
    """
    try:
        return reopen_index(settings, lasting=lasting)
    except IndexMissingError:
        if settings.index is not None or is_owners(settings):
            raise
        notice(
            f"No index yet: building that of the bundled guides in {settings.index_folder}, once."
        )
    except IndexUnusableError:
        # One that was named is the owner's to build; the default one is kept by careerbot, as
        # long as `careerbot index` put no articles of the owner's own there.
        if settings.index is not None or is_owners(settings) or not _of_bundled(settings):
            raise
        notice("The index is not of this version: building that of the bundled guides again.")
    _build_bundled(settings, notice)
    return Index.open(settings.index_folder, threads=threads(settings), lasting=lasting)


def threads(settings: Settings) -> int | None:
    """Return how many threads the model of this process has; None leaves that to the encoder.

    Workers that each take all cores wait for each other in every layer of the model.
    """
    if settings.threads is not None or settings.workers == 1:
        return settings.threads
    return max(1, cores() // settings.workers)


def reopen_index(
    settings: Settings, *, lasting: bool = True, encoder: Encoder | None = None
) -> Index:
    """Open the index of the settings, building none: another one's articles would answer.

    `encoder` is that of the index that was open. Raises IndexMissingError or IndexUnusableError,
    with the command that mends it.
    """
    try:
        index = Index.open(
            settings.index_folder, threads=threads(settings), lasting=lasting, encoder=encoder
        )
    except IndexMissingError:
        if is_owners(settings):
            raise gone(settings) from None
        raise
    if lasting:
        note_index(settings, index)
    return index


def _of_bundled(settings: Settings) -> bool:
    from index.build import of_bundled

    return of_bundled(settings.index_folder)


def _build_bundled(settings: Settings, notice: Callable[[str], None]) -> None:
    from corpus import BUNDLED
    from index.build import build

    build(
        [BUNDLED],
        settings.index_folder,
        model=settings.model,
        cache=settings.cache_dir,
        bits=settings.bits,
        notice=notice,
    )
