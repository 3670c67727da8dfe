"""The contract of an index, kept in a folder, in a file of Milvus Lite, on a Milvus server."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import pytest
from msgspec.structs import replace

from corpus.errors import CareerbotError
from index.addresses import (
    AddressError,
    MilvusAddress,
    Place,
    QdrantAddress,
    ServerAddress,
    place_of,
)
from index.build import BuildReport
from index.connections import connected
from index.contract import Index
from index.errors import IndexMissingError, IndexUnusableError
from index.places import (
    build_in,
    history_of,
    manifest_in,
    open_in,
    remove_in,
    stamp_of,
)
from index.search import Ranking, search
from index.server.layout import FIRST
from index.server.records import First
from index.server.rows import parts
from index.store.encoder_info import EncoderInfo
from index.store.layout import FORMAT, LAYOUT
from index.stored_articles import articles_in
from index.text.words import stems
from tests.milvus_host import MilvusHost
from tests.model_cache import MODEL_CACHE
from tests.qdrant_host import QdrantHost

QUESTIONS = (
    "How long does it take to become a roofer?",
    "What does a diver earn?",
    "When does the tailor see customer 77?",
    "xyzzy",
)


@dataclass(frozen=True)
class Kept:
    """An index in some place, and the articles that it is built of."""

    place: Place
    articles: Path

    def build(self) -> BuildReport:
        return build_in(self.place, [self.articles], model=None, cache=MODEL_CACHE, bits=1)

    def open(self) -> Index:
        return open_in(self.place, model=None, cache=MODEL_CACHE)


def text_of(trade: str, hour: str) -> str:
    duties = "".join(f"- On day {day} the {trade} sees customer {day * 7}.\n" for day in range(40))
    return (
        f"# How to become a {trade}\n\nWhoever becomes a {trade} (TR{trade[0].upper()}) starts at "
        f"{hour}.\n\n## Duties of a {trade}\n\n{duties}\n"
        f"## How long does it take to become a {trade}?\n\nIt takes 3 to 5 years.\n\n"
        f"| | {trade} |\n|---|---|\n| pay | ${len(trade)}0,000 a year |\n\n"
        f"## What does a {trade} earn?\n\nA {trade} earns ${len(trade)}0,000 a year.\n"
    )


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    for trade in ("diver", "roofer", "tailor"):
        (folder / f"{trade}.md").write_text(text_of(trade, "four"), "utf-8")
    return folder


@pytest.fixture(params=["folder", "lite", "milvus", "local", "qdrant"])
def kept(request: pytest.FixtureRequest, tmp_path: Path, articles: Path) -> Kept:
    if request.param == "folder":
        return Kept(tmp_path / "index", articles)
    if request.param == "lite":
        return Kept(MilvusAddress.read(f"milvus+lite:{tmp_path / 'index.db'}"), articles)
    if request.param == "local":
        return Kept(QdrantAddress.read(f"qdrant+local:{tmp_path / 'qdrant'}"), articles)
    if request.param == "qdrant":
        engine: QdrantHost = request.getfixturevalue("qdrant")
        return Kept(QdrantAddress.read(engine.address("contract")), articles)
    host: MilvusHost = request.getfixturevalue("milvus")
    return Kept(MilvusAddress.read(host.address("contract")), articles)


def ranked(question: str, index: Index, articles: list[str] | None = None) -> Ranking:
    encoded = index.encoder.encode([question], query=True)[0]
    return search(question, encoded, index, articles=articles)


def test_an_index_is_built_replaced_and_gone_back_to(
    kept: Kept, tmp_path: Path, encoder_folder: Path
) -> None:
    stamp = stamp_of(kept.place)
    assert stamp() is None
    with pytest.raises(IndexMissingError, match="build one with: careerbot index"):
        kept.open()
    built = kept.build()
    assert (built.articles, built.replaced) == (3, None)
    first = kept.open()
    alike(first, tmp_path, kept.articles)
    first.check()
    assert manifest_in(kept.place).version == first.version == built.version
    assert first.built() is not None

    # What answers goes on until it is opened anew, and what is as it was isn't encoded again.
    (kept.articles / "diver.md").write_text(text_of("diver", "six"), "utf-8")
    second = kept.build()
    assert second.encoded < second.passages / 2
    assert second.replaced is not None
    assert (second.replaced.version, second.replaced.changed) == (built.version, ("diver",))
    assert {passage.text for passage in map(first.passage_at, range(len(first)))} >= {
        "Whoever becomes a diver (TRD) starts at four."
    }
    assert "starts at six." in best("When does a diver start?", kept.open())
    assert kept.build().version == second.version

    removed = remove_in(kept.place, ["roofer"], model=None, cache=MODEL_CACHE)
    assert removed.encoded < removed.passages / 2
    index = kept.open()
    assert [each.id for each in index.articles] == ["diver", "tailor"]
    assert {each.article for each in map(index.passage_at, range(len(index)))} == {
        "diver",
        "tailor",
    }
    with pytest.raises(CareerbotError, match=r"No article 'roofer' in .*: there is diver, tailor"):
        remove_in(kept.place, ["roofer"], model=None, cache=MODEL_CACHE)

    history = history_of(kept.place)
    assert [each.version for each in history.every()] == [second.version, built.version]
    assert history.go_back(history.every()[-1]).version == built.version
    assert kept.open().version == built.version
    assert [each.version for each in history.every()] == [removed.version, second.version]
    assert history.forget() == 2
    assert history.every() == []
    assert "starts at four." in best("When does a diver start?", kept.open())
    refused(kept, encoder_folder, tmp_path)


def best(question: str, index: Index) -> str:
    return index.passage_at(int(ranked(question, index).passages[0])).text


def alike(index: Index, tmp_path: Path, articles: Path) -> None:
    """Compare all that an index can be asked with what one in a folder says."""
    other = Kept(tmp_path / "other", articles)
    other.build()
    folder = other.open()
    assert (len(index), index.version) == (len(folder), folder.version)
    numbers = np.arange(len(folder))
    for column in ("article_of", "section_of", "block_of"):
        assert (getattr(index, column)[numbers] == getattr(folder, column)[numbers]).all()
        assert getattr(index, column)[3] == getattr(folder, column)[3]
    for number in range(len(folder)):
        passage = folder.passage_at(number)
        assert index.passage_at(number) == passage
        assert index.beside(number) == folder.beside(number)
        assert index.block(passage.block) == folder.block(passage.block)
    assert index.passage(folder.passage_at(5).id) == folder.passage_at(5)
    assert index.passage("0" * 16) is index.passage("none") is None
    for missing in (-1, len(folder)):
        with pytest.raises(IndexError):
            index.passage_at(missing)
    assert list(articles_in(index)) == list(articles_in(folder))
    assert (index.words, index.language) == (folder.words, folder.language)
    assert index.acronyms == folder.acronyms
    for question in QUESTIONS:
        assert index.known.find(question) == folder.known.find(question)
        for only in (None, ["tailor"]):
            found, expected = (ranked(question, each, only) for each in (index, folder))
            # Which passages stand last among the candidates is left to the search.
            assert found.passages[:20].tolist() == expected.passages[:20].tolist()
            np.testing.assert_allclose(found.evidence[:20], expected.evidence[:20], atol=1e-5)
            np.testing.assert_allclose(found.token_best[:20], expected.token_best[:20], atol=1e-5)
        # As many as are asked for of either kind, some of them both.
        assert 5 <= fewer(question, index) <= 10
        tokens = found.question.tokens
        np.testing.assert_allclose(
            index.best_of_pieces(tokens, 2), folder.best_of_pieces(tokens, 2), atol=1e-5
        )
        assert [each.in_articles for each in found.terms] == [
            each.in_articles for each in expected.terms
        ]


def fewer(question: str, index: Index) -> int:
    """How many candidates there are where no more than five of each kind are put forward."""
    (encoded,) = index.encoder.encode([question], query=True)
    return len(index.candidates(encoded.dense, stems(question), count=5).passages)


def refused(kept: Kept, encoder_folder: Path, tmp_path: Path) -> None:
    """What an index of another encoder or another format says: one line, with the way out."""
    if isinstance(kept.place, ServerAddress):
        other = Path(shutil.copytree(encoder_folder, tmp_path / "encoder", copy_function=os.link))
        (other / "encoder.json").unlink()
        replace(EncoderInfo.read(encoder_folder), sha256="0" * 64).write(other)
        from index.server.opened import ServerIndex

        with pytest.raises(IndexUnusableError, match="was built with another encoder"):
            ServerIndex.open(connected(kept.place), lambda: other)
        server = connected(kept.place)
        target = server.target()
        assert target is not None
        as_if = First(rows=1, format=FORMAT + 1, sparse=False, published=0)
        server.put_texts(target, list(parts(FIRST, msgspec.json.encode(as_if))))
    else:
        manifest = kept.place / LAYOUT.manifest
        text = manifest.read_text("utf-8")
        manifest.write_text(text.replace(f'"format": {FORMAT}', f'"format": {FORMAT + 1}'), "utf-8")
    with pytest.raises(IndexUnusableError, match=f"has format {FORMAT + 1}.*careerbot index"):
        kept.open()


@pytest.mark.parametrize("kind", ["milvus+lite:index.db", "qdrant+local:index"])
def test_a_long_passage_is_kept_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    # A server searches by itself: FAISS, which can't part so few into clusters, isn't asked to.
    monkeypatch.setattr("index.signals.dense.FLAT_UP_TO", 0)
    articles = tmp_path / "articles"
    articles.mkdir()
    said = " ".join(
        f"In year {year} the miller ground {year * 3} sacks." for year in range(1800, 2000)
    )
    (articles / "miller.md").write_text(f"# Miller\n\n{said}\n\nA miller rests.\n", "utf-8")
    place = place_of(kind)
    assert isinstance(place, ServerAddress)
    kept = Kept(place.beside(tmp_path), articles)
    kept.build()
    index = kept.open()
    assert index.passage_at(0).text == said
    question = "How many sacks in year 1999?"
    assert best(question, index) == said
    assert index.quote("miller", index.passage_at(0).start, index.passage_at(0).end) == said


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("milvus://host", "is no address of Milvus: give milvus://HOST:19530/NAME"),
        ("milvus://host:99999/name", "is no address of Milvus"),
        ("milvus://host:19530/my-name", "the name of letters, digits and underscores"),
        ("milvus+lite:folder", "names no file ending in .db"),
        ("milvus+other://host/name", "is no address of Milvus"),
        ("qdrant://host", "is no address of Qdrant: give qdrant://HOST:6333/NAME"),
        ("qdrant+local:", "names no folder: qdrant\\+local:./index"),
        ("mongo://host/name", "is no place of an index: give a folder, or milvus://HOST"),
    ],
)
def test_what_is_no_address_is_refused(text: str, reason: str) -> None:
    with pytest.raises(AddressError, match=reason):
        place_of(text)


def test_what_is_an_address_and_what_a_folder() -> None:
    server = place_of("milvus+tls://milvus.example.org/guides")
    assert isinstance(server, MilvusAddress)
    assert (server.uri, server.name) == ("https://milvus.example.org:19530", "guides")
    assert place_of("milvus") == Path("milvus")
    other = place_of("qdrant://[::1]/guides")
    assert isinstance(other, QdrantAddress)
    assert (other.uri, other.name) == ("http://[::1]:6333", "guides")
    lite = place_of("milvus+lite:./a/index.db")
    assert isinstance(lite, MilvusAddress)
    assert lite.uri == "a/index.db"
    assert str(lite.beside(Path("/there"))) == "milvus+lite:/there/a/index.db"


@pytest.mark.parametrize(
    ("address", "says"),
    [
        (MilvusAddress.read("milvus://127.0.0.1:1/guides"), "Milvus says .*: see that it runs"),
        (QdrantAddress.read("qdrant://127.0.0.1:1/guides"), "Qdrant says .*: see that it runs"),
    ],
    ids=["milvus", "qdrant"],
)
def test_a_server_that_is_away_is_said_in_one_line(address: ServerAddress, says: str) -> None:
    with pytest.raises(IndexUnusableError, match=says):
        manifest_in(address)
