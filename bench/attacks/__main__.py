"""Attack the service, and say what came of it: a row a figure.

python -m bench.attacks                       # all of them, on this checkout
python -m bench.attacks questions headers     # some
python -m bench.attacks --checkout ../before  # on another one, to compare
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
from pathlib import Path

import bench.attacks

ROOT = Path(__file__).resolve().parent.parent.parent
NO_ATTACK = {"__main__", "fake_slack", "target"}


def main() -> None:
    names = [
        each.name
        for each in pkgutil.iter_modules(bench.attacks.__path__)
        if each.name not in NO_ATTACK
    ]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("attack", nargs="*", help=", ".join(names))
    parser.add_argument("--checkout", type=Path, default=ROOT)
    given = parser.parse_args()
    if unknown := set(given.attack) - set(names):
        parser.error(f"no such attack: {', '.join(sorted(unknown))}")
    print("| attack | measured | |\n|---|---|---|")
    for name in given.attack or names:
        module = importlib.import_module(f"bench.attacks.{name}")
        for figure in module.attack(given.checkout.resolve()):
            print(f"| {figure.attack} | {figure.measure} | {figure.value} |", flush=True)


if __name__ == "__main__":
    main()
