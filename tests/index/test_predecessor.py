"""Building anew: what is the same is taken from the index before, and the files are the same."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import CareerbotError
from index.amend import remove
from index.build import BuildReport, build
from index.encoding.model import Encoded
from index.encoding.onnx import OnnxEncoder
from index.load import FolderIndex
from index.signals import dense
from index.store.layout import LAYOUT
from index.store.manifest import checksums
from tests.model_cache import MODEL_CACHE

TRADES = ("baker", "diver", "tailor", "roofer")


def article(trade: str, pay: int) -> str:
    """An article of five dozen passages, hardly one of which another article has."""
    duties = "".join(
        f"- On day {day} the {trade} sees customer {day * pay}.\n" for day in range(60)
    )
    return (
        f"# How to become a {trade}\n\nWhoever becomes a {trade} starts early.\n\n"
        f"## Duties of a {trade}\n\n{duties}\n## What does a {trade} earn?\n\n"
        f"A {trade} earns ${pay},000 a year.\n"
    )


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildReport]:
    """Articles and their index, built once; not to be written to."""
    folder = tmp_path_factory.mktemp("once")
    (folder / "articles").mkdir()
    for number, trade in enumerate(TRADES):
        text = article(trade, 30 + number)
        (folder / "articles" / f"{trade}.md").write_text(text, "utf-8")
    return folder / "articles", built(folder / "articles", folder / "index")


@pytest.fixture
def articles(once: tuple[Path, BuildReport], tmp_path: Path) -> Path:
    """A copy of the articles."""
    return Path(shutil.copytree(once[0], tmp_path / "articles"))


@pytest.fixture
def first(once: tuple[Path, BuildReport], tmp_path: Path) -> BuildReport:
    """A copy of the index, whose files are not to be written into."""
    shutil.copytree(once[1].path, tmp_path / "index", copy_function=os.link)
    return replace(once[1], path=tmp_path / "index")


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """All texts that are encoded from here on."""
    encoded: list[str] = []
    encode = OnnxEncoder.encode

    def noted(self: OnnxEncoder, texts: Sequence[str], *, query: bool = False) -> list[Encoded]:
        encoded.extend(texts)
        return encode(self, texts, query=query)

    monkeypatch.setattr(OnnxEncoder, "encode", noted)
    return encoded


def built(articles: Path, out: Path, bits: int = 1) -> BuildReport:
    return build([articles], out, cache=MODEL_CACHE, bits=bits)


@pytest.mark.parametrize("flat_up_to", [100, 20_000])
def test_after_a_change_the_files_are_those_of_a_build_from_nothing(
    articles: Path,
    first: BuildReport,
    tmp_path: Path,
    texts: list[str],
    flat_up_to: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dense, "FLAT_UP_TO", flat_up_to)
    assert (first.replaced, first.encoded) == (None, first.passages)
    (articles / "baker.md").write_text(article("baker", 30) + "\nBakers sleep at noon.\n", "utf-8")
    (articles / "roofer.md").unlink()
    (articles / "sailor.md").write_text(article("sailor", 40), "utf-8")
    second = built(articles, tmp_path / "index")
    told = second.replaced
    assert told is not None
    assert (told.version, told.articles) == (first.version, tuple(sorted(TRADES)))
    assert (told.added, told.changed, told.removed) == (("sailor",), ("baker",), ("roofer",))
    assert sum("sleep at noon" in text or "sailor" in text for text in texts) > 60
    assert second.encoded < 0.6 * second.passages
    assert not any("On day 40 the diver" in text for text in texts)
    full = built(articles, tmp_path / "anew")
    assert checksums(full.path / full.version) == checksums(second.path / second.version)
    assert full.version == second.version
    third = built(articles, tmp_path / "index")
    assert (third.version, third.encoded) == (second.version, 0)


def test_nothing_is_encoded_again_where_nothing_changed(
    articles: Path, first: BuildReport, tmp_path: Path, texts: list[str]
) -> None:
    again = built(articles, tmp_path / "index")
    assert texts == []
    assert (again.version, again.encoded) == (first.version, 0)
    assert again.replaced is not None
    assert not again.replaced.added + again.replaced.changed + again.replaced.removed
    # All of a vector is another thing than its signs.
    built(articles, tmp_path / "index", bits=16)
    assert len(texts) > again.passages


def test_the_index_to_take_from_may_be_another(
    articles: Path, first: BuildReport, tmp_path: Path, texts: list[str]
) -> None:
    other = build([articles], tmp_path / "other", cache=MODEL_CACHE, beside=first.path)
    assert (texts, other.version) == ([], first.version)
    # The encoder is not there twice.
    graphs = [
        each.path / each.version / LAYOUT.encoder / "model.onnx.data" for each in (first, other)
    ]
    assert graphs[0].samefile(graphs[1])


def test_an_index_shares_the_model_with_the_cache_and_stays_without_it(
    articles: Path, tmp_path: Path
) -> None:
    made = build([articles], tmp_path / "index", cache=tmp_path / "cache")
    encoder = made.path / made.version / LAYOUT.encoder
    (exported,) = (tmp_path / "cache" / "encoders").glob("[!.]*")
    files = [file for file in encoder.iterdir() if file.is_file()]
    assert all(file.samefile(exported / file.name) for file in files)
    shutil.rmtree(tmp_path / "cache")
    index = FolderIndex.open(made.path)
    assert len(index.encoder.encode(["What does a diver earn?"], query=True)) == 1


@pytest.mark.parametrize("damage", ["dense.faiss", "encoder/model.onnx.data"])
def test_nothing_is_taken_from_a_damaged_index(damage: str, articles: Path, tmp_path: Path) -> None:
    first = built(articles, tmp_path / "index")
    sums = checksums(first.path / first.version)
    path = first.path / first.version / damage
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 0xFF
    path.unlink()
    path.write_bytes(content)
    again = built(articles, first.path)
    assert again.encoded == again.passages
    assert checksums(again.path / again.version) == sums


def test_an_index_of_another_kind_is_replaced_like_none(articles: Path, first: BuildReport) -> None:
    manifest = first.path / LAYOUT.manifest
    text = manifest.read_text("utf-8").replace('"format": ', '"format": 9')
    manifest.unlink()
    manifest.write_text(text, "utf-8")
    again = built(articles, first.path)
    assert (again.replaced, again.encoded) == (None, again.passages)


def test_an_index_without_an_article_is_that_of_the_others(
    articles: Path, tmp_path: Path, texts: list[str]
) -> None:
    owned = 'acronyms: {BK: bookkeeper}\nphrasings: {"What does a diver earn?": ["diver pay"]}\n'
    (articles / "careerbot.yaml").write_text(owned, "utf-8")
    # A table of nothing but its header is a block without a passage.
    for name in ("baker", "diver", "roofer"):
        with (articles / f"{name}.md").open("a", encoding="utf-8") as file:
            file.write("\nCited [1].\n\n| A | B |\n|---|---|\n\n## References\n\n[1] A book\n")
    every = built(articles, tmp_path / "index")
    texts.clear()
    fewer = remove(["baker", "roofer"], tmp_path / "index")
    assert fewer.replaced is not None
    assert (fewer.version != every.version, fewer.replaced.removed) == (True, ("baker", "roofer"))
    assert len(texts) < 130
    for name in ("baker", "roofer"):
        (articles / f"{name}.md").unlink()
    again = built(articles, tmp_path / "index")
    assert (again.version, again.encoded) == (fewer.version, 0)


def test_only_articles_that_there_are_and_not_all_are_removed(first: BuildReport) -> None:
    for ids, said in (
        (["baker", "cook"], "No article 'cook' in .*: there is baker, diver, roofer, tailor"),
        (sorted(TRADES), "An index needs an article: delete .* itself for none"),
    ):
        with pytest.raises(CareerbotError, match=said):
            remove(ids, first.path)
    assert [one.id for one in FolderIndex.open(first.path).articles] == sorted(TRADES)
