"""The service as its index is built anew, copied, cut short and lost: what answers then."""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import shutil
import weakref
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.answering.model import Question
from bot.commands.index import index as index_command
from bot.index_origin import is_owners
from bot.open_index import open_index
from bot.service import Service
from bot.settings import Settings
from index.build import build
from index.contract import Index
from index.errors import IndexMissingError
from index.load import FolderIndex
from index.store.layout import LAYOUT

pytestmark = pytest.mark.anyio

START = Question("When does a baker start?")


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="module")
def bakers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two indexes of one article, which say one thing and another; not to be written to."""
    folder = tmp_path_factory.mktemp("bakers")
    for word in ("four", "five"):
        article = folder / f"{word}.md"
        article.write_text(f"# Baker\n\n## Hours\n\nA baker starts at {word}.\n", "utf-8")
        build([article], folder / word, cache=Settings.read().cache_dir)
    return {word: folder / word for word in ("four", "five")}


@pytest.fixture
def own() -> Settings:
    """Settings with the default index, of a data folder that is this test's."""
    return Settings.read()


@pytest.fixture
def no_collector() -> Iterator[None]:
    """Nothing is found by a search for garbage: what ends, ends by itself."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def version_of(folder: Path) -> str:
    return str(json.loads((folder / LAYOUT.manifest).read_text("utf-8"))["version"])


def published(source: Path, folder: Path) -> None:
    """Put a copy of an index in the place of another, as a build does."""
    version = version_of(source)
    folder.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(folder / version, ignore_errors=True)  # a damaged one
    shutil.copytree(source / version, folder / version, copy_function=os.link)
    shutil.copy(source / LAYOUT.manifest, folder / "new")
    (folder / "new").replace(folder / LAYOUT.manifest)
    for left in folder.iterdir():
        if left.is_dir() and left.name != version:
            shutil.rmtree(left)


def damaged(source: Path, folder: Path) -> None:
    """Put a copy of an index in the place of another, a file of it not as it was built."""
    version = version_of(source)
    shutil.copytree(source / version, folder / version, copy_function=os.link)
    path = folder / version / LAYOUT.passages.lines
    content = path.read_bytes()
    path.unlink()
    path.write_bytes(content.replace(b"starts", b"leaves"))
    shutil.copy(source / LAYOUT.manifest, folder / "new")
    (folder / "new").replace(folder / LAYOUT.manifest)


@asynccontextmanager
async def serving(settings: Settings) -> AsyncIterator[Service]:
    async with Service.running(settings) as service:
        yield service


async def until(holds: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(60):
        while not await holds():
            await asyncio.sleep(0.01)


async def says(service: Service, word: str) -> bool:
    return word in (await service.answer(START)).answer


def used() -> tuple[int, int]:
    """Open descriptors and threads of this process."""
    descriptors, threads = (list(Path("/proc/self", name).iterdir()) for name in ("fd", "task"))
    return len(descriptors), len(threads)


async def no_more_is_used(before: tuple[int, int]) -> None:
    """Wait until no more descriptors and threads are open than before: a thread takes its time."""

    async def settled() -> bool:
        return all(now <= then for now, then in zip(used(), before, strict=True))

    await until(settled)


@pytest.mark.usefixtures("no_collector")
async def test_an_index_ends_with_its_last_answer(bakers: dict[str, Path], own: Settings) -> None:
    published(bakers["four"], own.index_folder)
    opened: list[weakref.ref[Index]] = []
    async with serving(own) as service:
        for turn in range(20):
            if turn == 4:
                before, encoder = used(), (await service.answerer()).index.encoder
            word = "four" if turn % 2 else "five"
            published(bakers[word], own.index_folder)
            await until(lambda word=word: says(service, word))  # type: ignore[misc]
            opened.append(weakref.ref((await service.answerer()).index))
        await no_more_is_used(before)
        assert [index() is None for index in opened] == [True] * 19 + [False]
        # The encoder, which is the same of all, is the one that was opened first.
        assert (await service.answerer()).index.encoder is encoder


@pytest.mark.usefixtures("no_collector")
async def test_an_index_that_cannot_be_opened_leaves_nothing(
    bakers: dict[str, Path], tmp_path: Path
) -> None:
    folder = tmp_path / "index"
    published(bakers["four"], folder)
    damaged = folder / version_of(folder) / LAYOUT.encoder / "model.onnx"
    content = b"x" * damaged.stat().st_size
    damaged.unlink()
    damaged.write_bytes(content)
    before = (0, 0)
    for turn in range(8):
        with pytest.raises(Exception, match="is damaged"):
            FolderIndex.open(folder, lasting=True)
        if turn == 2:
            before = used()
    await no_more_is_used(before)


async def test_an_index_is_taken_before_anybody_asks(
    bakers: dict[str, Path], own: Settings
) -> None:
    published(bakers["four"], own.index_folder)
    async with serving(own) as service:
        assert await says(service, "four")
        before = weakref.ref((await service.answerer()).index)
        published(bakers["five"], own.index_folder)

        async def ended() -> bool:
            gc.collect()
            return before() is None

        await until(ended)
        assert await says(service, "five")


async def test_an_index_that_comes_late_is_opened_before_anybody_asks(
    bakers: dict[str, Path], tmp_path: Path
) -> None:
    settings = Settings.read(index=tmp_path / "index")
    async with serving(settings) as service:
        article = bakers["four"].with_name("vier.md")
        article.write_text(
            "---\nlanguage: de\n---\n# Bäcker\n\nBäcker beginnen um vier.\n", "utf-8"
        )
        build([article], tmp_path / "index", cache=settings.cache_dir)

        async def opened() -> bool:
            return service.language == "de"

        await until(opened)


async def test_answers_are_of_one_version_while_indexes_change(
    bakers: dict[str, Path], own: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    versions = {version_of(folder): word for word, folder in bakers.items()}
    published(bakers["four"], own.index_folder)
    over = asyncio.Event()
    # What every question may be answered from: what answered when it was asked, or came after.
    taken = [version_of(own.index_folder)]
    seen: list[str] = []

    async def ask(service: Service, asker: int) -> None:
        number = 0
        while not over.is_set():
            since = len(taken) - 1
            # Every question in a spelling of its own, so that none comes from the cache.
            spaces = " " * (4 * number + asker)
            answer = await service.answer(Question(START.question + spaces))
            assert answer.index_version in {*taken[since:], version_of(own.index_folder)}
            assert versions[answer.index_version] in answer.answer
            assert [versions[answer.index_version] in one.quote for one in answer.sources] == [True]
            seen.append(answer.index_version)
            number = (number + 1) % 200

    async with serving(own) as service, asyncio.TaskGroup() as asking:
        for asker in range(4):
            asking.create_task(ask(service, asker))
        for turn in range(20):
            word = "four" if turn % 2 else "five"
            if turn == 10:
                damaged(bakers[word], own.index_folder)

                async def warned() -> bool:
                    return "is damaged" in caplog.text

                await until(warned)
            published(bakers[word], own.index_folder)

            async def answers(version: str = version_of(bakers[word])) -> bool:
                return (await service.answerer()).index.version == version

            await until(answers)
            taken.append(version_of(bakers[word]))
            answered = len(seen)

            async def some(before: int = answered) -> bool:
                return len(seen) >= before + 8

            await until(some)
        over.set()
    assert set(seen) == set(versions)
    assert len(seen) >= 160


async def test_the_owners_articles_never_become_others(
    bakers: dict[str, Path], own: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    index_command(own, [bakers["four"].with_name("four.md")])
    with caplog.at_level(logging.WARNING):
        async with serving(own) as service:
            shutil.rmtree(own.index_folder)
            for _ in range(20):
                assert await says(service, "four")
            found, warning = await service.on_disk()
            assert found == "missing"
            assert warning is not None
            assert "the index that was open goes on answering" in warning
        said = [one.getMessage() for one in caplog.records if one.name.startswith("bot.")]
        assert said == [warning]
        # A service that is started now has none to answer from, and says what builds it.
        async with serving(own) as service:
            with pytest.raises(IndexMissingError, match=r"careerbot index /\S+/four\.md "):
                await service.answer(START)
            assert not own.index_folder.exists()
            index_command(own, [bakers["five"].with_name("five.md")])
            await asyncio.sleep(1)  # for which it isn't looked for again
            assert await says(service, "five")


async def test_the_guides_are_built_at_start_only(own: Settings, guides_index: Path) -> None:
    named = Settings.read(index=own.data_dir / "index")
    published(guides_index, own.index_folder)
    async with serving(own) as service:
        version = (await service.answerer()).index.version
        (own.index_folder / LAYOUT.manifest).rename(own.index_folder / "away")
        for _ in range(5):
            assert (await service.answerer()).index.version == version
        (own.index_folder / "away").rename(own.index_folder / LAYOUT.manifest)
        assert await service.on_disk() == ("same", None)
    assert not is_owners(own)
    assert not is_owners(named)


def test_that_an_index_is_the_owners_is_learnt_from_it(
    bakers: dict[str, Path], own: Settings
) -> None:
    published(bakers["four"], own.index_folder)
    open_index(own, lambda _: None, lasting=True)
    shutil.rmtree(own.index_folder)
    with pytest.raises(IndexMissingError, match="careerbot index ARTICLES…"):
        open_index(own, lambda _: None)
    assert not own.index_folder.exists()


async def test_a_copy_whose_manifest_comes_first_is_taken_once_it_is_whole(
    bakers: dict[str, Path], own: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    published(bakers["four"], own.index_folder)
    other = bakers["five"]
    async with serving(own) as service:
        shutil.copy(other / LAYOUT.manifest, own.index_folder / "new")
        (own.index_folder / "new").replace(own.index_folder / LAYOUT.manifest)

        async def refused() -> bool:
            assert await says(service, "four")
            return "is missing or cut short" in caplog.text

        await until(refused)
        found, warning = await service.on_disk()
        assert found == "damaged"
        assert warning is not None
        shutil.copytree(other / version_of(other), own.index_folder / version_of(other))
        await until(lambda: says(service, "five"))
        assert caplog.text.count("goes on answering") == 1
        assert "answers now" in caplog.text


async def test_files_cut_short_in_place_change_no_answer(
    guides_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.LOOKED", 0.0)
    settings = Settings.read(index=tmp_path / "index")
    shutil.copytree(guides_index, settings.index_folder)
    question = Question("Do I need a degree to become a registered nurse?")
    files = [path for path in settings.index_folder.rglob("*") if path.is_file()]
    async with serving(settings) as service:
        assert (await service.on_disk())[0] == "same"
        first = await service.answer(question)
        for path in files:
            if path.name != LAYOUT.manifest:
                os.truncate(path, path.stat().st_size // 10)
        for number in range(1, 4):
            again = await service.answer(Question(question.question + " " * number))
            assert again.answer == first.answer
        found, warning = await service.on_disk()
        assert found == "damaged"
        assert warning is not None
        assert "is missing or cut short" in warning


async def test_a_file_that_was_changed_in_place_is_noticed(
    bakers: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.service.LOOKED", 0.0)
    settings = Settings.read(index=tmp_path / "index")
    shutil.copytree(bakers["four"], settings.index_folder)
    path = settings.index_folder / version_of(settings.index_folder) / LAYOUT.sources.lines
    content = path.read_bytes()
    async with serving(settings) as service:
        path.touch()
        assert await service.on_disk() == ("same", None)
        path.write_bytes(content.replace(b"four", b"nine"))
        found, warning = await service.on_disk()
        assert (found, warning is not None) == ("damaged", True)
        assert "sources.jsonl is not as built" in str(warning)
        assert await says(service, "four")
