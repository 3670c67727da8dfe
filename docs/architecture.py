"""What `docs/architecture.md` takes from the code: the picture of the imports, and the rooms.

`make docs` writes both; a test fails where it was forgotten.
"""

from __future__ import annotations

import ast
from html import escape
from pathlib import Path

from docs.import_graph import PACKAGES, ROOT, Imports, import_graph, room_of
from docs.page import with_part

__all__ = ["FLOORS", "PAGE", "PICTURE", "climbs", "picture", "rooms", "rooms_list"]

PAGE = Path(__file__).with_suffix(".md")
PICTURE = Path(__file__).with_suffix(".svg")

Floors = tuple[tuple[str, ...], ...]

# A room imports only rooms on the floors below its own. A module on no floor is ground: all may
# stand on it, and it imports only what is ground as well.
FLOORS: dict[str, Floors] = {
    "bot": (
        ("__main__",),
        ("cli",),
        ("commands",),
        ("doctor",),
        ("api", "conversation"),
        ("admin",),
        ("learning",),
        ("evaluation",),
        ("completions",),
        ("channels", "mcp"),
        ("web", "tracing"),
        ("service",),
        ("open_index", "index_on_disk", "batching"),
        ("index_origin", "database", "render"),
        ("settings",),
        ("setting_checks",),
        ("answering",),
        ("answering.reading",),
    ),
    "index": (
        ("places",),
        ("build_on_server",),
        ("amend",),
        ("build", "reader", "agreement", "in_range"),
        ("gather",),
        ("search", "write_contents", "write_vectors", "predecessor", "stored_articles"),
        ("connections",),
        ("copies", "echo", "milvus", "qdrant"),
        ("server",),
        ("load", "labels", "earlier_vectors", "encoding_journal"),
        ("contract",),
        ("candidates",),
        ("signals",),
        ("encoding",),
        ("known_questions", "acronyms"),
        ("text",),
        ("store", "addresses"),
    ),
    "corpus": (
        ("folder",),
        ("readers", "owner", "page_links"),
        ("passages", "web"),
        ("set_aside", "doubtful"),
        ("calls_to_action", "placeholders"),
        ("sections", "question_prefixes", "leads", "typed_lists"),
        ("furniture", "draft", "told_language", "anchors"),
        ("places",),
        ("article", "source", "yaml_text", "overrides"),
    ),
}

COLUMN, GAP, ROW, BOX, HEAD, LETTER = 424, 40, 54, 26, 64, 6.9
"""Pixels of the picture: a package's width, what is between two, a floor's height, a room's, what
is above the first floor, and a letter's width."""


def floor_of(room: str) -> int:
    """Return the floor of a room in its package, counted from the top; ground is below all."""
    package, _, name = room.partition(".")
    floors = FLOORS[package]
    return next((number for number, floor in enumerate(floors) if name in floor), len(floors))


def rooms(package: str) -> list[str]:
    """Return the rooms of a package that have a floor, by dotted names, from the top down."""
    return [f"{package}.{name}" for floor in FLOORS[package] for name in floor]


def ground(package: str) -> list[str]:
    """Return the modules of a package that all of it may stand on."""
    every = rooms(package)
    return sorted(
        f"{package}.{path.stem}"
        for path in (ROOT / package).glob("*.py")
        if path.stem != "__init__" and f"{package}.{path.stem}" not in every
    )


def climbs(graph: Imports) -> list[str]:
    """Return a line for every import of another room that is not on a floor below."""
    lines = []
    for module, imported in sorted(graph.items()):
        package = module.partition(".")[0]
        room = _room(module)
        if module == package:  # its front door, which nothing in the package imports
            continue
        for other in sorted(each for each in imported if each.startswith(f"{package}.")):
            under = _room(other)
            if room != under and floor_of(room) >= floor_of(under) != len(FLOORS[package]):
                lines.append(f"{module} imports {other}, which is not below it")
    return lines


def rooms_list() -> str:
    """Return every room with what it says of itself, as Markdown."""
    lines = []
    for package in PACKAGES:
        lines.append(f"**{package}** – {_says(package)}\n")
        lines += [f"- `{_label(room)}` – {_says(room)}" for room in rooms(package)]
        lines += [f"- `{_label(room)}` (ground) – {_says(room)}" for room in ground(package)]
        lines.append("")
    return "\n".join(lines).strip()


def picture(graph: Imports | None = None) -> str:
    """Return the rooms and who imports whom, as SVG: the packages side by side, floor by floor.

    An arrow that two others say already is left out, and so are those to the ground.
    """
    between = _between_rooms(import_graph(*PACKAGES) if graph is None else graph)
    boxes = {room: box for package in PACKAGES for room, box in _boxes(package).items()}
    height = HEAD + ROW * (max(map(len, FLOORS.values())) + 1) + 34
    width = len(PACKAGES) * (COLUMN + GAP) - GAP + 24
    parts = [_STYLE.format(width=width, height=height)]
    for number, package in enumerate(PACKAGES):
        x = 12 + number * (COLUMN + GAP)
        bottom = HEAD + ROW * (len(FLOORS[package]) + 1) - 12
        parts.append(
            f'<rect class="package" x="{x}" y="12" width="{COLUMN}" height="{bottom}" rx="10"/>'
            f'<text class="name" x="{x + 16}" y="42">{package}</text>'
        )
        if number:
            parts.append(f'<path class="cross" d="M {x - GAP} 36 H {x - 3}"/>')
    arrows = [
        _arrow(box, boxes[other])
        for room, box in boxes.items()
        for other in sorted(_needed(room, between))
        if floor_of(other) < len(FLOORS[_package(other)])
    ]
    crossing = {room for room in boxes if {*map(_package, between[room])} - {_package(room)}}
    drawn = [_drawn(room, box, crosses=room in crossing) for room, box in boxes.items()]
    note = "Blue edge: imports from a package further right. Grey: ground, which all may import."
    parts += [
        *arrows,
        *drawn,
        f'<text class="note" x="16" y="{height - 10}">{note}</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _package(room: str) -> str:
    return room.partition(".")[0]


def _room(module: str) -> str:
    """The room that a module belongs to: one with a floor, or one of the ground."""
    package = _package(module)
    return room_of(module, rooms(package)) or ".".join(module.split(".")[:2])


def _says(room: str) -> str:
    """The first sentence of a room's docstring."""
    path = ROOT.joinpath(*room.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    text = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return text.partition("\n\n")[0].replace("\n", " ").partition(". ")[0].rstrip(".") + "."


def _label(room: str) -> str:
    folder = ROOT.joinpath(*room.split(".")).is_dir()
    return room.partition(".")[2].replace(".", "/") + ("/" if folder else "")


def _between_rooms(graph: Imports) -> dict[str, set[str]]:
    """Which rooms each room imports."""
    between: dict[str, set[str]] = {}
    for module, imported in graph.items():
        room = _room(module)
        between.setdefault(room, set()).update({*map(_room, imported)} - {room})
    return between


def _needed(room: str, between: dict[str, set[str]]) -> set[str]:
    """The rooms of the same package that a room imports, and not through another one as well."""
    inside = f"{_package(room)}."
    own = {each for each in between[room] if each.startswith(inside)}
    further: set[str] = set()
    ahead = list(own)
    while ahead:
        more = {each for each in between[ahead.pop()] if each.startswith(inside)} - further
        further |= more
        ahead += more
    return own - further


def _boxes(package: str) -> dict[str, tuple[float, float, float]]:
    """The left edge, top and width of every room of a package."""
    boxes: dict[str, tuple[float, float, float]] = {}
    left = 12 + PACKAGES.index(package) * (COLUMN + GAP)
    named = [[f"{package}.{name}" for name in floor] for floor in FLOORS[package]]
    for number, floor in enumerate([*named, ground(package)]):
        widths = [LETTER * len(_label(room)) + 12 for room in floor]
        space = (COLUMN - sum(widths)) / (len(floor) + 1)
        for place, room in enumerate(floor):
            x = left + space * (place + 1) + sum(widths[:place])
            boxes[room] = x, HEAD + ROW * number, widths[place]
    return boxes


def _arrow(upper: tuple[float, float, float], lower: tuple[float, float, float]) -> str:
    x1, y1 = upper[0] + upper[2] / 2, upper[1] + BOX
    x2, y2 = lower[0] + lower[2] / 2, lower[1] - 4
    bend = (y2 - y1) / 2
    return (
        f'<path class="arrow" d="M {x1:.0f} {y1} '
        f'C {x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2}"/>'
    )


def _drawn(room: str, box: tuple[float, float, float], *, crosses: bool) -> str:
    x, y, width = box
    kind = "ground" if floor_of(room) == len(FLOORS[_package(room)]) else "room"
    edge = f'<path class="edge" d="M {x + width:.0f} {y} v {BOX}"/>' if crosses else ""
    return (
        f'<rect class="{kind}" x="{x:.0f}" y="{y}" width="{width:.0f}" height="{BOX}" rx="4"/>'
        f'<text x="{x + width / 2:.0f}" y="{y + 17}">{escape(_label(room))}</text>{edge}'
    )


_STYLE = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" \
font-family="ui-monospace, Menlo, Consolas, monospace" font-size="11.5" role="img" \
aria-label="The rooms of bot, index and corpus, and which imports which">
<style>
svg {{ background: #fff }}
.package {{ fill: #f6f8fa; stroke: #d0d7de }}
.room {{ fill: #fff; stroke: #57606a }}
.ground {{ fill: #eaeef2; stroke: none }}
.arrow {{ fill: none; stroke: #8c959f; marker-end: url(#tip) }}
.cross {{ fill: none; stroke: #0969da; stroke-width: 3; marker-end: url(#cross) }}
.edge {{ stroke: #0969da; stroke-width: 3 }}
text {{ fill: #1f2328; text-anchor: middle }}
.name {{ font-size: 18px; font-weight: 600; text-anchor: start }}
.note {{ fill: #57606a; text-anchor: start }}
</style>
<defs>
<marker id="tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" \
orient="auto"><path d="M 0 0 L 6 3 L 0 6 z" fill="#8c959f"/></marker>
<marker id="cross" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="4" markerHeight="4" \
orient="auto"><path d="M 0 0 L 6 3 L 0 6 z" fill="#0969da"/></marker>
</defs>"""


def main() -> None:
    """Write the picture and the list of rooms."""
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), "rooms", rooms_list()), "utf-8")
    PICTURE.write_text(picture(), "utf-8")


if __name__ == "__main__":
    main()
