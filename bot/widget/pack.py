"""Packs widget.js as tightly as can be, once, so that no service has to: `make widget` runs it."""

from __future__ import annotations

from pathlib import Path

import brotli
import zopfli.gzip

SCRIPT = Path(__file__).with_name("widget.js")


def pack(script: Path = SCRIPT) -> None:
    """Write the script's gzip and Brotli forms beside it."""
    plain = script.read_bytes()
    script.with_suffix(".js.gz").write_bytes(zopfli.gzip.compress(plain, numiterations=200))
    script.with_suffix(".js.br").write_bytes(brotli.compress(plain))


if __name__ == "__main__":
    pack()
