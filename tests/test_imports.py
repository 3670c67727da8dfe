"""The packages import in one direction: bot → index → corpus."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ABOVE = {"corpus": {"index", "bot"}, "index": {"bot"}, "bot": set()}
OUTSIDE = {"tests", "bench"}
MODULES = [path for package in ABOVE for path in sorted((ROOT / package).rglob("*.py"))]


def imported(source: str, package: str) -> set[str]:
    """Return the top-level packages that a module's source imports, wherever it does so."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found.update(alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            found.add(package if node.level else str(node.module).split(".")[0])
    return found


def test_every_package_has_modules() -> None:
    assert {path.relative_to(ROOT).parts[0] for path in MODULES} == {*ABOVE}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_imports_back(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]
    back = imported(path.read_text(encoding="utf-8"), package) & (ABOVE[package] | OUTSIDE)
    assert not back, f"{path.relative_to(ROOT)} imports {', '.join(sorted(back))}"


@pytest.mark.parametrize(
    "source",
    ["import bot.cli", "from bot import cli", "def f():\n    import bot", "import re, bot as b"],
)
def test_an_import_back_is_seen(source: str) -> None:
    assert "bot" in imported(source, "corpus")
