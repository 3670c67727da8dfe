"""What `docs/architecture.md` takes from the code: the picture of the imports, and the rooms.

`make docs` writes both; a test fails where it was forgotten.
"""

from __future__ import annotations

import ast
from html import escape
from pathlib import Path

from docs.import_graph import PACKAGES, ROOT, Imports, import_graph, room_of
from docs.page import with_part

__all__ = ["FLOORS", "PAGE", "PICTURE", "climbs", "floor_of", "picture", "rooms_list"]

PAGE = Path(__file__).with_suffix(".md")
PICTURE = Path(__file__).with_suffix(".svg")

Floors = tuple[tuple[str, ...], ...]

# A room imports only rooms on the floors below its own. The last floor of a package is its ground:
# what everything may stand on.
FLOORS: dict[str, Floors] = {
    "bot": (
        ("__main__",),
        ("cli",),
        ("commands",),
        ("api", "evaluation", "conversation"),
        ("database.erasure",),
        ("database.retention",),
        ("channels",),
        ("web",),
        ("service", "rate_limits"),
        ("open_index", "index_on_disk", "batching"),
        ("index_origin", "database", "render"),
        ("settings",),
        ("answering",),
        ("answering.reading",),
        ("", "logs", "repeated_warnings"),
    ),
    "index": (
        ("build",),
        ("search", "write_contents"),
        ("load", "labels"),
        ("signals",),
        ("encoding",),
        ("known_questions", "acronyms"),
        ("text",),
        ("store",),
        ("", "errors", "later"),
    ),
    "corpus": (
        ("",),
        ("folder",),
        ("readers", "owner"),
        ("passages",),
        ("set_aside",),
        ("sections",),
        ("furniture", "draft"),
        ("article", "source", "yaml_text"),
        ("errors", "bounded_file", "links", "marks", "sentences"),
    ),
}

COLUMN, GAP, ROW, BOX, HEAD = 376, 40, 54, 26, 64
"""Pixels of the picture: a package's width, what is between two, a floor's height, a room's."""


def floor_of(room: str) -> tuple[str, int]:
    """Return the package of a room, and its floor there, counted from the top."""
    package = room.partition(".")[0]
    for number, floor in enumerate(FLOORS[package]):
        if room in (_full(package, name) for name in floor):
            return package, number
    raise KeyError(room)


def rooms(package: str) -> list[str]:
    """Return the rooms of a package by their dotted names, from the top floor down."""
    return [_full(package, name) for floor in FLOORS[package] for name in floor]


def climbs(graph: Imports) -> list[str]:
    """Return a line for every import of another room that is not on a floor below."""
    lines = []
    for module, imported in sorted(graph.items()):
        package = module.partition(".")[0]
        room = room_of(module, rooms(package))
        for other in sorted(each for each in imported if each.partition(".")[0] == package):
            under = room_of(other, rooms(package))
            if room is None or under is None:
                lost = module if room is None else other
                lines.append(f"{lost} has no floor: give it one in FLOORS")
            elif room != under and floor_of(room)[1] >= floor_of(under)[1]:
                lines.append(f"{module} imports {other}, which is not below it")
    return sorted(set(lines))


def rooms_list() -> str:
    """Return every room with what it says of itself, as Markdown."""
    lines = []
    for package in PACKAGES:
        front = ROOT / package / "__init__.py"
        lines.append(f"**{package}** – {_says(front)}\n")
        for room in rooms(package):
            if room != package:
                path = ROOT.joinpath(*room.split("."))
                folder = path.is_dir()
                says = _says(path / "__init__.py" if folder else path.with_suffix(".py"))
                name = room.partition(".")[2].replace(".", "/") + ("/" if folder else "")
                lines.append(f"- `{name}` – {says}")
        lines.append("")
    return "\n".join(lines).strip()


def picture(graph: Imports | None = None) -> str:
    """Return the rooms and who imports whom, as SVG: the packages side by side, floor by floor.

    An arrow that two others say already is left out, and so are those to the ground.
    """
    between = _between_rooms(import_graph(*PACKAGES) if graph is None else graph)
    boxes = {room: _box(room) for package in PACKAGES for room in rooms(package) if "." in room}
    height = HEAD + ROW * max(map(len, FLOORS.values())) + 30
    width = len(PACKAGES) * (COLUMN + GAP) - GAP + 24
    parts = [_STYLE.format(width=width, height=height)]
    for number, package in enumerate(PACKAGES):
        x = 12 + number * (COLUMN + GAP)
        bottom = HEAD + ROW * len(FLOORS[package])
        parts.append(
            f'<rect class="package" x="{x}" y="12" width="{COLUMN}" height="{bottom - 4}" rx="10"/>'
            f'<text class="name" x="{x + 16}" y="42">{package}</text>'
        )
        if number:
            left = x - GAP
            parts.append(f'<path class="cross" d="M {left} 36 H {x - 3}"/>')
    lines, drawn = [], []
    for room, box in boxes.items():
        for other in sorted(_needed(room, between)):
            if not _is_ground(other):
                lines.append(_arrow(box, boxes[other]))
        packages = {each.partition(".")[0] for each in between[room]}
        drawn.append(_drawn(room, box, crosses=bool(packages - {room.partition(".")[0]})))
    note = "Blue edge: imports from a package further right. Last floor: what all may import."
    parts += [*lines, *drawn, f'<text class="note" x="16" y="{height - 8}">{note}</text>', "</svg>"]
    return "\n".join(parts) + "\n"


def _full(package: str, name: str) -> str:
    return f"{package}.{name}" if name else package


def _says(path: Path) -> str:
    """The first sentence of a module's docstring."""
    text = ast.get_docstring(ast.parse(path.read_text("utf-8"))) or ""
    return text.partition("\n\n")[0].replace("\n", " ").partition(". ")[0].rstrip(".") + "."


def _is_ground(room: str) -> bool:
    package, floor = floor_of(room)
    return floor == len(FLOORS[package]) - 1


def _between_rooms(graph: Imports) -> dict[str, set[str]]:
    every = [room for package in PACKAGES for room in rooms(package)]
    between: dict[str, set[str]] = {room: set() for room in every}
    for module, imported in graph.items():
        room = room_of(module, every)
        if room is not None:
            between[room] |= {other for each in imported if (other := room_of(each, every))}
    return {room: others - {room} for room, others in between.items()}


def _needed(room: str, between: dict[str, set[str]]) -> set[str]:
    """The rooms of the same package that a room imports, and not through another one as well."""
    package = room.partition(".")[0]
    own = {each for each in between[room] if each.startswith(f"{package}.")}
    further: set[str] = set()
    ahead = list(own)
    while ahead:
        for other in between[ahead.pop()]:
            if other not in further and other.startswith(f"{package}."):
                further.add(other)
                ahead.append(other)
    return own - further


def _box(room: str) -> tuple[float, float, float]:
    """Left edge, top and width of a room."""
    package, number = floor_of(room)
    floor = [each for each in FLOORS[package][number] if each]
    widths = [7.1 * len(_label(package, name)) + 16 for name in floor]
    space = (COLUMN - sum(widths)) / (len(floor) + 1)
    place = floor.index(room.partition(".")[2])
    x = 12 + PACKAGES.index(package) * (COLUMN + GAP)
    return x + space * (place + 1) + sum(widths[:place]), HEAD + ROW * number, widths[place]


def _label(package: str, name: str) -> str:
    return name + ("/" if (ROOT / package / name.replace(".", "/")).is_dir() else "")


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
    package, _, name = room.partition(".")
    kind = "ground" if _is_ground(room) else "room"
    edge = f'<path class="edge" d="M {x + width:.0f} {y} v {BOX}"/>' if crosses else ""
    return (
        f'<rect class="{kind}" x="{x:.0f}" y="{y}" width="{width:.0f}" height="{BOX}" rx="4"/>'
        f'<text x="{x + width / 2:.0f}" y="{y + 17}">{escape(_label(package, name))}</text>{edge}'
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
<marker id="tip" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="6" markerHeight="6" orient="auto">\
<path d="M 0 0 L 6 3 L 0 6 z" fill="#8c959f"/></marker>
<marker id="cross" viewBox="0 0 6 6" refX="5" refY="3" markerWidth="4" markerHeight="4" \
orient="auto"><path d="M 0 0 L 6 3 L 0 6 z" fill="#0969da"/></marker>
</defs>"""


def main() -> None:
    """Write the picture and the list of rooms."""
    PAGE.write_text(with_part(PAGE.read_text("utf-8"), "rooms", rooms_list()), "utf-8")
    PICTURE.write_text(picture(), "utf-8")


if __name__ == "__main__":
    main()
