"""Whether what is needed is installed, and the model is the published one."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path

from packaging.requirements import Requirement

from bot import __version__
from bot.doctor.finding import Finding, better, well, wrong
from bot.settings import Settings
from index.encoding.weights import DEFAULT_MODEL, PACKAGED, find_weights
from index.errors import EncoderError

__all__ = ["installation"]

OTHER_MODELS = {"torch", "sentence-transformers"}
"""What only a model other than the default one needs."""


def installation(settings: Settings) -> Iterator[Finding]:
    """Look at Python, the libraries and the model."""
    yield well("careerbot", f"{__version__}, on Python {platform.python_version()}")
    yield from _libraries(settings)
    yield _model(settings)


def _libraries(settings: Settings) -> Iterator[Finding]:
    try:
        asked = [Requirement(each) for each in requires("careerbot") or []]
    except PackageNotFoundError:
        yield better("libraries", "not installed as a package: pip install --no-deps .")
        return
    lacking, old = [], []
    for each in asked:
        if each.marker is not None and not each.marker.evaluate({"extra": ""}):
            continue
        if each.name in OTHER_MODELS and (settings.model or DEFAULT_MODEL) in PACKAGED:
            continue
        try:
            there = version(each.name)
        except PackageNotFoundError:
            lacking.append(each.name)
        else:
            if not each.specifier.contains(there, prereleases=True):
                old.append(f"{each.name} {there}, not {each.specifier}")
    if lacking or old:
        said = "; ".join([*(f"{name} is missing" for name in lacking), *old])
        # Other models' libraries are in constraints.txt alone, and bring others along.
        others = OTHER_MODELS & set(lacking)
        pins = "-c constraints.txt ." if others else "--no-deps -r requirements.txt"
        yield wrong("libraries", f"{said}: pip install {pins}")
    else:
        yield well("libraries", "all that the settings need")


def _model(settings: Settings) -> Finding:
    model = settings.model or DEFAULT_MODEL
    if model not in PACKAGED and not Path(model).expanduser().is_dir():
        return better("model", f"{model}: fetched from the hub where an index is built")
    try:
        _, sha256 = find_weights(model)
    except EncoderError as error:
        return wrong("model", str(error))
    return well("model", f"{model}, SHA-256 {sha256[:12]}…")
