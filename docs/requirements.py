"""`requirements.txt`: the pins of what the default model is answered and indexed with.

They are those of `constraints.txt`, less what only another model, training, an extra or the tests
need. `make constraints` writes them anew; a test fails where it was forgotten.
"""

from __future__ import annotations

import tomllib
from importlib.metadata import requires
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

__all__ = ["LEFT_OUT", "REQUIREMENTS", "pins", "requirements"]

ROOT = Path(__file__).resolve().parent.parent
REQUIREMENTS = ROOT / "requirements.txt"
LEFT_OUT = {"torch", "sentence-transformers", "huggingface-hub"}
"""What only another model needs, and what comes with it."""
MACHINES = [
    {"python_version": version, "python_full_version": f"{version}.0", "sys_platform": "linux"}
    for version in ("3.11", "3.12", "3.13", "3.14")
]
HEAD = """\
# What the default model is answered and indexed with, and nothing else: no torch, which only
# another model and training need. `make constraints` writes it, of what pyproject.toml asks for.
#   pip install --no-deps -r requirements.txt .
"""


def pins(path: Path) -> dict[str, str]:
    """Return the lines of a file of pins, by the name of what each pins."""
    lines = path.read_text("utf-8").splitlines()
    found = [line for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(line.partition("==")[0]): line for line in found}


def requirements() -> str:
    """Return what `requirements.txt` has to say, by what is installed here."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    every = pins(ROOT / "constraints.txt")
    wanted: set[str] = set()
    ahead = [Requirement(each) for each in project["dependencies"]]
    while ahead:
        one = ahead.pop()
        name = canonicalize_name(one.name)
        if name in LEFT_OUT or name in wanted:
            continue
        wanted.add(name)
        asked = map(Requirement, requires(name) or [])
        ahead += [each for each in asked if _counts(each, one.extras or {""})]
    return HEAD + "".join(f"{every[name]}\n" for name in sorted(wanted))


def _counts(requirement: Requirement, extras: set[str]) -> bool:
    """Whether some machine needs this with these extras."""
    marker = requirement.marker
    return marker is None or any(
        marker.evaluate({**machine, "extra": extra}) for machine in MACHINES for extra in extras
    )


def main() -> None:
    """Write the file."""
    REQUIREMENTS.write_text(requirements(), "utf-8")


if __name__ == "__main__":
    main()
