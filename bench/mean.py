"""Make one change of several: the mean of what trainings, or means, added to the same weights.

python -m bench.mean build/halves/A build/halves/B --out index/encoding
python -m bench.mean build/halves/A build/halves/B --out build/halves/mean --leave firms shares

Each half was judged on the sets that it was not trained on; their mean has seen all of them. Both
began with the same numbers and lie near each other, so that the mean is at least as good as either
(Wortsman and others, 2022, "Model soups"). Sets that none was trained on can be named: `bench.fit`
asks them of the mean.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file


def mean(files: list[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of some changes: their factors side by side, the rest averaged."""
    loaded = [load_file(path) for path in files]
    found = {}
    for name in loaded[0]:
        parts = [one[name].float() for one in loaded]
        if name.endswith(".down"):
            made = torch.cat(parts, 0)
        elif name.endswith(".up"):
            made = torch.cat(parts, 1) / len(parts)
        else:
            made = torch.stack(parts).mean(0)
        found[name] = made.half().contiguous()
    return found


def described(files: list[Path], left: Sequence[str]) -> dict[str, Any]:
    """Return how the mean was made; `left` are the sets to judge it on."""
    halves = [json.loads(path.with_suffix(".json").read_text("utf-8")) for path in files]
    first = halves[0]
    sets: dict[str, int] = {}
    for half in halves:
        sets |= half["sets"]
    if seen := sorted(set(left) & set(sets)):
        sys.exit(f"It was trained on {', '.join(seen)}: leave out only what it hasn't seen.")
    return {
        "command": "python -m bench.mean",
        "date": date.today().isoformat(),
        "model": first["model"],
        "base_sha256": first["base_sha256"],
        "options": first["options"],
        "sets": dict(sorted(sets.items())),
        "left_out": {name: {} for name in left},
        "halves": [
            {key: half[key] for key in ("command", "left_out", "halves") if key in half}
            for half in halves
        ],
    }


def main() -> None:
    """Write the mean of the adapters and of the readers in some folders."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("halves", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--leave", nargs="*", default=[], help="sets that none was trained on")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for name in ("adapter", "reader"):
        files = [half / f"{name}.safetensors" for half in arguments.halves]
        text = json.dumps(described(files, arguments.leave), indent=2) + "\n"
        save_file(mean(files), arguments.out / f"{name}.safetensors")
        (arguments.out / f"{name}.json").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
