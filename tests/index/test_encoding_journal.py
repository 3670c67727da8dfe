"""A build that is killed goes on from where it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

import index.write_vectors
from corpus import BUNDLED
from index.build import JOURNAL, build
from index.encoding.model import Encoder
from index.encoding.passage_vectors import EncodedPassage, encode_passages
from index.store.manifest import Manifest, checksums
from tests.model_cache import MODEL_CACHE

ENCODED = 100
"""Passages after which the build is killed."""
CHILD = """
import os, signal, sys
from pathlib import Path
from index.build import build
articles, out, cache, encoded = sys.argv[1:]
def progress(stage, done, of):
    if stage == "encoding" and done >= int(encoded):
        os.kill(os.getpid(), signal.SIGKILL)
build([Path(articles)], Path(out), cache=Path(cache), progress=progress)
"""


def test_what_a_killed_build_encoded_is_not_encoded_again(
    guides_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "index"
    root = str(Path(__file__).resolve().parents[2])
    given = [str(BUNDLED), str(out), str(MODEL_CACHE), str(ENCODED)]
    killed = subprocess.run(
        [sys.executable, "-c", CHILD, *given], check=False, env={**os.environ, "PYTHONPATH": root}
    )
    assert killed.returncode == -signal.SIGKILL
    # It was killed while it wrote.
    with (out / JOURNAL).open("ab") as journal:
        journal.write(b"half a run")
    encoded: list[Sequence[str]] = []

    def counted(
        prefixes: Sequence[str], passages: Sequence[Sequence[str]], encoder: Encoder
    ) -> Iterator[EncodedPassage]:
        encoded.extend(passages)
        return encode_passages(prefixes, passages, encoder)

    monkeypatch.setattr(index.write_vectors, "encode_passages", counted)
    report = build([BUNDLED], out, cache=MODEL_CACHE)
    assert 0 < len(encoded) <= report.passages - ENCODED
    assert not (out / JOURNAL).exists()
    # To the last bit what is built without being killed.
    whole = guides_index / Manifest.read(guides_index, "").version
    assert checksums(out / report.version) == checksums(whole)
