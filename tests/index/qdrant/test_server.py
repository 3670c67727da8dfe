"""Qdrant where it is away, is killed in the middle of a build, or is too old."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from index.addresses import QdrantAddress
from index.contract import Index
from index.errors import IndexUnusableError
from index.load import FolderIndex
from index.qdrant.server import QdrantServer
from index.search import search
from index.server.opened import ServerIndex
from index.server.publication import publish_folder
from index.store.manifest import Manifest
from tests.qdrant_host import QdrantHost

QUESTIONS = (
    "Do I need a degree to become a data analyst?",
    "What does a registered nurse earn?",
    "Which software do analysts use?",
)


def first_of(question: str, index: Index) -> list[int]:
    encoded = index.encoder.encode([question], query=True)[0]
    return search(question, encoded, index).passages[:10].tolist()


def test_a_build_waits_for_the_server_and_one_that_was_killed_is_gone_on_from(
    qdrant: QdrantHost, guides_index: Path, encoder_folder: Path
) -> None:
    address = QdrantAddress.read(qdrant.address("killed")).opened_by("secret")
    server = QdrantServer(address)
    manifest = Manifest.read(guides_index, "")
    count = manifest.counts["passages"]
    steps: list[int] = []

    def killed(_: str, done: int, of: int) -> None:
        steps.append(done)
        if done == of:
            raise InterruptedError
        qdrant.refused = 2

    with pytest.raises(InterruptedError):
        publish_folder(guides_index, manifest, server, killed)
    assert steps[-1] == count
    assert qdrant.key == "secret"
    assert server.target() is None
    again: list[int] = []
    publish_folder(guides_index, manifest, server, lambda *step: again.append(step[1]))
    assert again == [count]
    index = ServerIndex.open(server, lambda: encoder_folder)
    index.check()
    folder = FolderIndex.open(guides_index)
    every = np.arange(len(folder))
    assert [index.passage_at(n) for n in every] == [folder.passage_at(n) for n in every]
    for question in QUESTIONS:
        assert first_of(question, index) == first_of(question, folder)
        with qdrant.away(), pytest.raises(IndexUnusableError, match=r"Qdrant says 'starting': see"):
            index.candidates(np.zeros(manifest.encoder.dimensions, np.float32), ["nurse"])


def test_a_server_that_is_too_old_is_refused(
    qdrant: QdrantHost, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.qdrant_host.VERSION", "1.9.7")
    with pytest.raises(IndexUnusableError, match=r"Qdrant 1\.9\.7 is older than 1\.10"):
        QdrantServer(QdrantAddress.read(qdrant.address("old")))
