"""The way of a question through the code: which modules it enters, and what calls what.

python -m bench.walk                                        # of this checkout
cd / && PYTHONPATH=CHECKOUT python …/bench/walk.py          # of another one

Asks one question of the bundled guides, once warm, and watches every call from a function of one
module into a function of another one. A place is such a pair of functions, however often the one
calls the other. What is called for data alone is no step on the way: methods such as __len__, and
what an open index holds (index.contract, index.load). A room is a folder inside a package, or a
module in none.
"""

from __future__ import annotations

import argparse
import importlib
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

PACKAGES = ("bot", "index", "corpus")
QUESTION = "How long does it take to become a technical project manager?"
ANSWERERS = ("bot.answering.answerer", "bot.answerer")
"""Where the answerer stands: here, and in older checkouts."""
DATA = ("index.contract", "index.load")


class Function(NamedTuple):
    """A function, and the module it stands in."""

    module: str
    name: str

    @property
    def package(self) -> str:
        """The package that it stands in."""
        return self.module.partition(".")[0]

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


Calls = Counter[tuple[Function, Function]]
"""How often which function called which, of another module."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("question", nargs="?", default=QUESTION)
    parser.add_argument("--places", action="store_true", help="list the steps")
    given = parser.parse_args()
    calls = walk(given.question)
    entered = {callee.module for _, callee in calls}
    over = [pair for pair in calls if [each.package for each in pair] == ["bot", "index"]]
    steps = [pair for pair in over if pair[1].module not in DATA]
    shares = ", ".join(
        f"{sum(name.startswith(f'{package}.') for name in entered)} of {package}"
        for package in PACKAGES
    )
    turns = [pair for pair in calls if pair[0].module in ANSWERERS and pair[1].module not in DATA]
    rooms = {_room(module) for module in entered}
    print(f"rooms entered: {len(rooms)} ({', '.join(sorted(rooms))})")
    print(f"modules entered: {len(entered)} ({shares})")
    print(f"places that call another module: {len(calls)}, {calls.total()} calls")
    print(f"functions of bot that call on index: {len({caller for caller, _ in steps})}")
    print(f"places where bot calls on index: {len(steps)}, {sum(calls[p] for p in steps)} calls")
    print(f"steps that the answerer's own module takes: {len(turns)}")
    if given.places:
        for caller, callee in dict.fromkeys([*steps, *turns]):
            print(f"{calls[caller, callee]:5} {caller} → {callee}")


def _room(module: str) -> str:
    """The room of a module: the folder that it lies in, or itself where that is a whole package."""
    folder = module.rpartition(".")[0]
    return module if folder in PACKAGES else folder


def walk(question: str) -> Calls:
    """Ask a question of the bundled guides, and return the calls between modules."""
    from bot.settings import Settings
    from corpus import BUNDLED
    from index.build import build
    from index.load import FolderIndex

    with tempfile.TemporaryDirectory() as folder:
        build([BUNDLED], Path(folder), cache=Settings.read().cache_dir)
        index = FolderIndex.open(Path(folder))
        answerer = _answerer(index, Settings())
        answerer.answer(f"{question} Thanks!")  # what is loaded late is there then
        with walked() as calls:
            answerer.answer(question)
    return calls


@contextmanager
def walked() -> Iterator[Calls]:
    """Count the calls from one module of the packages into another."""
    calls: Calls = Counter()

    def seen(frame: FrameType, event: str, _: object) -> None:
        callee = _function(frame)
        if event != "call" or callee is None:
            return
        above = frame.f_back
        while above is not None and _function(above) is None:
            above = above.f_back  # a library's: it was called by one of ours
        caller = above and _function(above)
        if caller and caller.module != callee.module:
            calls[caller, callee] += 1

    sys.setprofile(seen)
    try:
        yield calls
    finally:
        sys.setprofile(None)


def _function(frame: FrameType) -> Function | None:
    module = frame.f_globals.get("__name__", "")
    if module.partition(".")[0] not in PACKAGES or frame.f_code.co_name.startswith("__"):
        return None
    # What stands inside a function is part of it: a comprehension, a lambda.
    return Function(module, frame.f_code.co_qualname.partition(".<locals>")[0])


def _answerer(index: object, settings: object):  # type: ignore[no-untyped-def]  # noqa: ANN202
    """The answerer of whichever checkout this is."""
    for name in ANSWERERS:
        try:
            make = importlib.import_module(name).Answerer
        except ModuleNotFoundError:
            continue
        return make(index) if name == ANSWERERS[0] else make(index, settings)
    raise SystemExit("no answerer in any of " + ", ".join(ANSWERERS))


if __name__ == "__main__":
    main()
