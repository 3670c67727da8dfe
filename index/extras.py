"""How to install what an extra needs, and nothing else."""

from __future__ import annotations

import shlex
from importlib.metadata import PackageNotFoundError, requires

__all__ = ["to_install"]


def to_install(extra: str) -> str:
    """Return the command that installs the libraries of an extra, such as `mcp`.

    By their own names: `careerbot[mcp]` would bring torch, which most installations do without,
    and all of CUDA with it.
    """
    from packaging.requirements import Requirement

    try:
        asked = [Requirement(each) for each in requires("careerbot") or []]
    except PackageNotFoundError:  # a checkout, whose requirements only its own folder knows
        return f"pip install '.[{extra}]'"
    libraries = []
    for each in asked:
        if each.marker is not None and each.marker.evaluate({"extra": extra}):
            if each.marker.evaluate({"extra": ""}):
                continue  # what every installation needs, on this machine
            each.marker = None
            libraries.append(str(each))
    return shlex.join(["pip", "install", *libraries])
