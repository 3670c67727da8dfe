"""A Milvus server that is ended at once, in the middle of a build and of searches."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import numpy as np
import pytest

from index.addresses import MilvusAddress
from index.contract import Index
from index.errors import IndexUnusableError
from index.load import FolderIndex
from index.milvus.server import MilvusServer
from index.search import search
from index.server.opened import ServerIndex
from index.server.publication import publish_folder
from index.store.manifest import Manifest
from tests.milvus_host import MilvusHost

QUESTIONS = (
    "Do I need a degree to become a data analyst?",
    "What does a registered nurse earn?",
    "How long does it take to become a technical project manager?",
    "Which software do analysts use?",
)
WORKERS = 4


def first_of(question: str, index: Index) -> list[int]:
    encoded = index.encoder.encode([question], query=True)[0]
    return search(question, encoded, index).passages[:10].tolist()


def test_a_server_that_is_killed_loses_nothing(
    milvus: MilvusHost, guides_index: Path, encoder_folder: Path
) -> None:
    address = MilvusAddress.read(milvus.address("killed"))
    folder = FolderIndex.open(guides_index)
    killed = Event()

    def kill_once(stage: str, done: int, of: int) -> None:
        if stage == "publishing" and done < of and not killed.is_set():
            killed.set()
            milvus.kill()
            milvus.start()

    # The build waits for the server to come back, and goes on.
    publish_folder(guides_index, folder.manifest, MilvusServer(address), kill_once)
    assert killed.is_set()
    indexes = [
        ServerIndex.open(MilvusServer(address), lambda: encoder_folder) for _ in range(WORKERS)
    ]
    for index in indexes:
        index.check()
    expected = {question: first_of(question, folder) for question in QUESTIONS}
    assert all(first_of(question, indexes[0]) == expected[question] for question in QUESTIONS)
    every = np.arange(len(folder))
    assert [indexes[0].passage_at(n) for n in every] == [folder.passage_at(n) for n in every]

    # Several workers search; what is searched for while there is no server ends in one line.
    stop, refusals = Event(), []

    def worker(index: ServerIndex) -> int:
        answered = 0
        while not stop.is_set():
            for question in QUESTIONS:
                try:
                    assert first_of(question, index) == expected[question]
                    answered += 1
                except IndexUnusableError as error:
                    refusals.append(str(error))
                    stop.wait(0.5)
        return answered

    with ThreadPoolExecutor(WORKERS) as workers:
        try:
            searching = [workers.submit(worker, index) for index in indexes]
            milvus.kill()
            milvus.start()
            milvus.wait()
            fresh = ServerIndex.open(MilvusServer(address), lambda: encoder_folder)
            for question in QUESTIONS:
                assert first_of(question, fresh) == expected[question]
        finally:
            stop.set()
        answered = [each.result() for each in searching]
    assert all(answered)
    assert all("Milvus says" in refusal for refusal in refusals)
    for index in indexes:
        index.check()
        assert first_of(QUESTIONS[0], index) == expected[QUESTIONS[0]]


def test_a_build_that_was_killed_is_gone_on_from(
    milvus: MilvusHost, guides_index: Path, encoder_folder: Path
) -> None:
    server = MilvusServer(MilvusAddress.read(milvus.address("resumed")))
    manifest = Manifest.read(guides_index, "")
    steps: list[int] = []

    def killed(*_: object) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        publish_folder(guides_index, manifest, server, killed)
    assert server.target() is None
    publish_folder(guides_index, manifest, server, lambda *step: steps.append(step[1]))
    assert steps == [manifest.counts["passages"]]
    index = ServerIndex.open(server, lambda: encoder_folder)
    index.check()
    assert first_of(QUESTIONS[0], index) == first_of(QUESTIONS[0], FolderIndex.open(guides_index))
