"""The packages import in one direction, their modules in no circle, their rooms only downwards."""

from __future__ import annotations

from graphlib import CycleError, TopologicalSorter

import pytest

from docs.architecture import climbs, rooms
from docs.import_graph import PACKAGES, ROOT, Imports, import_graph, names_imported, room_of

ABOVE = {"corpus": {"index", "bot"}, "index": {"bot"}, "bot": set[str]()}
OUTSIDE = {"tests", "bench", "docs"}
"""What imports the packages, and what none of them imports."""


@pytest.fixture(scope="module")
def graph() -> Imports:
    return import_graph(*PACKAGES)


def packages_imported(folder: str) -> dict[str, set[str]]:
    """Return the top-level packages that each file of a folder imports, by its path."""
    return {
        str(path.relative_to(ROOT)): {
            name.partition(".")[0]
            for name in names_imported(
                path.read_text("utf-8"), ".".join(path.relative_to(ROOT).parent.parts)
            )
        }
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


@pytest.mark.parametrize("package", PACKAGES)
def test_nothing_imports_back(package: str) -> None:
    imported = packages_imported(package)
    assert len(imported) > 20
    back = {
        path: found
        for path, names in imported.items()
        if (found := names & (ABOVE[package] | OUTSIDE))
    }
    assert back == {}


@pytest.mark.parametrize("package", ["corpus", "index"])
def test_its_tests_import_nothing_from_above(package: str) -> None:
    imported = packages_imported(f"tests/{package}")
    assert len(imported) > 10
    back = {path: found for path, names in imported.items() if (found := names & ABOVE[package])}
    assert back == {}


def test_no_modules_import_each_other_in_a_circle(graph: Imports) -> None:
    assert len(graph) > 150
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" ← ".join(error.args[1]))


def test_every_room_imports_only_rooms_below_its_own(graph: Imports) -> None:
    assert climbs(graph) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_with_a_floor_is_there_once(package: str, graph: Imports) -> None:
    assert len(set(rooms(package))) == len(rooms(package))
    assert [room for room in rooms(package) if room_of(room, graph) != room] == []


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("import bot.cli", "bot.cli"),
        ("from bot import cli", "bot.cli"),
        ("def f():\n    import bot", "bot"),
        ("import re, bot as b", "bot"),
        ("from . import errors", "corpus.readers.errors"),
        ("from ..article import Article", "corpus.article.Article"),
        ("if TYPE_CHECKING:\n    from corpus import Article", "corpus.Article"),
    ],
)
def test_an_import_is_seen_wherever_it_stands(source: str, name: str) -> None:
    assert name in names_imported(source, "corpus.readers")


@pytest.mark.parametrize(
    ("imports", "said"),
    [
        ({"bot.answering.compose": {"bot.render.plain"}}, "bot.render.plain, which is not below"),
        ({"bot.answering.reading.limits": {"bot.answering.model"}}, "which is not below it"),
        ({"index.load": {"index.labels"}}, "index.labels, which is not below it"),
        ({"bot.utils": {"bot.settings"}}, "bot.settings, which is not below it"),
        ({"bot.tools.files": {"bot.settings"}}, "bot.settings, which is not below it"),
    ],
)
def test_a_climb_is_named(imports: Imports, said: str) -> None:
    (line,) = climbs(imports)
    assert said in line


def test_a_room_may_import_itself_and_what_is_below() -> None:
    below = {"bot.render.plain", "bot.answering.model", "bot.logs", "index.build"}
    assert climbs({"bot.render.screen": below, "bot.logs": {"bot.repeated_warnings"}}) == []
