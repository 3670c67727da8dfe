"""Who imports whom: the modules of the packages, as their sources say it."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from pathlib import Path

__all__ = ["PACKAGES", "ROOT", "Imports", "import_graph", "names_imported", "room_of"]

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("bot", "index", "corpus")

Imports = dict[str, set[str]]
"""The modules that each module imports, by dotted names; a package goes by its own name."""


def import_graph(*folders: str) -> Imports:
    """Return what every module under folders of the project imports of the packages.

    An import inside a function counts, and one for the type checker alone: who reads a module has
    to know what it names, whenever that is loaded.
    """
    files = {_name(path): path for folder in PACKAGES for path in (ROOT / folder).rglob("*.py")}
    asked = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    graph: Imports = {}
    for path in asked:
        name = _name(path)
        package = name if path.stem == "__init__" else name.rpartition(".")[0]
        named = names_imported(path.read_text("utf-8"), package)
        loaded = {module for each in named for module in _loaded(each, name, files)}
        graph[name] = loaded - {name}
    return graph


def names_imported(source: str, package: str) -> set[str]:
    """Return the dotted names that a module's source imports, wherever it does so.

    `from a import b` is `a.b`, which may be a module or what stands in one; `package` is what a
    relative import starts from.
    """
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            start = ".".join([*(above if node.level else ()), *filter(None, [node.module])])
            names.update(f"{start}.{alias.name}" for alias in node.names)
    return names


def room_of(module: str, rooms: Iterable[str]) -> str | None:
    """Return the room that a module belongs to, the innermost one; None where it is in none.

    A room is a folder's package or a module; a whole package's own name is only its front door.
    """
    inside = [
        room for room in rooms if module == room or ("." in room and module.startswith(f"{room}."))
    ]
    return max(inside, key=len, default=None)


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _loaded(name: str, importer: str, files: Mapping[str, Path]) -> set[str]:
    """What a module loads by importing a name: the module it is or stands in, and those around."""
    if name.partition(".")[0] not in PACKAGES:
        return set()
    while name not in files and "." in name:
        name = name.rpartition(".")[0]
    parts = name.split(".")
    around = {".".join(parts[:length]) for length in range(1, len(parts))}
    # What stands around the importer itself was loaded before it.
    return {name} | {each for each in around if not f"{importer}.".startswith(f"{each}.")}
