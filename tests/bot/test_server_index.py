"""The commands, repairs and the service with an index on a server."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.answering.model import Question
from bot.cli import main
from bot.learning.inbox import Group
from bot.learning.repair import preview, propose, publish, take_back
from bot.open_index import open_answerer
from bot.service import Service
from bot.settings import Settings, SettingsError
from index.addresses import MilvusAddress, QdrantAddress
from index.errors import IndexUnusableError
from index.places import build_in, manifest_in, open_in
from tests.qdrant_host import QdrantHost

BAKER = """# Baker

A baker bakes bread and sells it.

## When does a baker start?

A baker starts at four in the morning.

## What does a baker wear?

A baker wears white.
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """Run a command: what it returns, and prints."""
    code = main(arguments)
    return code, *capsys.readouterr()


def test_the_commands_take_its_address(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    article = tmp_path / "baker.md"
    place = f"milvus+lite:{tmp_path / 'index.db'}"
    index = ("--index", place)
    for hour in ("four", "five"):
        article.write_text(f"# Baker\n\nA baker starts at {hour}.\n", "utf-8")
        code, out, _ = run(capsys, "index", str(article), *index)
        assert (code, out.splitlines()[0]) == (0, f"1 article, 1 passage: {place}")
    ask = ("ask", "When does a baker start?", *index)
    assert "at five" in run(capsys, *ask)[1]
    assert run(capsys, "rollback", "--list", *index)[1].endswith(": 1 article (baker)\n")
    assert run(capsys, "rollback", *index)[1].startswith(f"{place} is again: ")
    assert "at four" in run(capsys, *ask)[1]
    assert run(capsys, "articles", *index)[1] == "baker: Baker (1 passage, baker.md)\n"
    assert f"index: {place}: 1 articles, 1 passages" in run(capsys, "doctor", *index)[1]
    article.write_text("# Baker\n\n## FAQ\n\n### When does a baker start?\n\nAt six.\n", "utf-8")
    code, out, err = run(capsys, "diff", str(article), *index, "--publish")
    assert (code, err.splitlines()[-1]) == (0, f"Published: {place}")
    assert "answered, baker: At six." in out
    assert "At six." in run(capsys, *ask)[1]
    # A file that is just being saved.
    article.write_bytes(b"")
    assert run(capsys, "diff", str(article), *index, "--publish")[0] == 0
    assert "At six." in run(capsys, *ask)[1]


def test_a_new_index_is_taken_while_the_service_runs(tmp_path: Path, qdrant: QdrantHost) -> None:
    place = QdrantAddress.read(qdrant.address("served"))
    settings = Settings(index=place, data_dir=tmp_path / "data")
    article = tmp_path / "baker.md"

    def build(hour: str) -> str:
        article.write_text(f"# Baker\n\nA baker starts at {hour}.\n", "utf-8")
        return build_in(place, [article], model=None, cache=settings.cache_dir, bits=1).version

    async def served() -> None:
        first = build("four")
        async with Service.running(settings) as service:
            answer = await service.answer(Question("When does a baker start?"))
            assert (answer.index_version, "at four" in answer.answer) == (first, True)
            assert await service.on_disk() == ("same", None)
            second = await asyncio.to_thread(build, "five")
            while answer.index_version != second:
                answer = await service.answer(Question("When does a baker start?"))
                await asyncio.sleep(0.05)
            assert "at five" in answer.answer
            with qdrant.away(), pytest.raises(IndexUnusableError, match=r"Qdrant says .*starting"):
                await service.answer(Question("Why does a baker start at five?"))
            assert "at five" in (await service.answer(Question("When do bakers start?"))).answer

    asyncio.run(served())


def test_a_repair_is_published_and_taken_back(tmp_path: Path) -> None:
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "baker.md").write_text(BAKER, "utf-8")
    place = QdrantAddress.read(f"qdrant+local:{tmp_path / 'index'}")
    settings = Settings(index=place, data_dir=tmp_path / "data", articles=articles)

    def build() -> str:
        return build_in(place, [articles], model=None, cache=settings.cache_dir, bits=1).version

    def known(question: str) -> bool:
        index = open_in(place, model=None, cache=settings.cache_dir)
        return bool(index.known.find(question))

    build()
    before = open_answerer(settings)
    group = asked_as("Is the dough boss up early?")
    opening = next(each for each in map(before.index.passage_at, range(9)) if each.section == 1)
    proposal = propose(settings, before.index, group, passage=opening.id)
    shown = preview(proposal, settings, before)
    first = publish(proposal, settings, group, shown.version)
    assert known(group.question)
    take_back(first, settings)
    assert not known(group.question)
    assert manifest_in(place).version == first.before

    # Another index was published since: it is built without the repair.
    second = publish(proposal, settings, group)
    (articles / "cook.md").write_text("# Cook\n\nA cook cooks.\n", "utf-8")
    build()
    assert known(group.question)
    take_back(second, settings)
    assert not known(group.question)
    assert [each.id for each in manifest_in(place).articles] == ["baker", "cook"]


def asked_as(wording: str) -> Group:
    """A group of one question, asked once."""
    return Group(
        "key", (wording,), 1, 1, 0, 0, (1,), (), datetime.now(UTC), (), ("an answer",), b""
    )


def test_its_address_is_a_setting(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CAREERBOT_INDEX", "milvus://there:19530/guides")
    monkeypatch.setenv("CAREERBOT_INDEX_TOKEN", "root:secret")
    place = Settings.read().index_place
    assert isinstance(place, MilvusAddress)
    assert (place.uri, place.name, place.token) == ("http://there:19530", "guides", "root:secret")
    assert "secret" not in repr(place)
    assert Settings.read().environment()["CAREERBOT_INDEX"] == "milvus://there:19530/guides"
    monkeypatch.setenv("CAREERBOT_INDEX", "milvus://there/no-name")
    with pytest.raises(SettingsError, match=r"^CAREERBOT_INDEX='milvus://there/no-name' is no ad"):
        Settings.read()
    (tmp_path / "careerbot.toml").write_text('index = "milvus+lite:there.db"\n', "utf-8")
    monkeypatch.delenv("CAREERBOT_INDEX")
    assert str(Settings.read(config=tmp_path / "careerbot.toml").index) == (
        f"milvus+lite:{tmp_path / 'there.db'}"
    )
