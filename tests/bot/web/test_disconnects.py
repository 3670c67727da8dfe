"""Nobody answers a question whose asker has gone; a real server tells by its connections."""

from __future__ import annotations

import json
import socket
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI

from bot.answering.answerer import Answerer
from bot.answering.model import Answer, Question
from bot.api import create_app
from bot.settings import Settings


@contextmanager
def served(app: FastAPI) -> Iterator[int]:
    """Serve the app on a port, from a thread."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="error"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        try:
            yield listening.getsockname()[1]
        finally:
            server.should_exit = True
            thread.join()


def sent(port: int, question: str) -> socket.socket:
    """Ask a question, and wait for no answer."""
    body = json.dumps({"question": question}).encode()
    head = (
        "POST /api/ask HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", port), timeout=30)
    connection.sendall(head.encode() + body)
    return connection


def test_a_question_whose_asker_hung_up_is_not_answered(
    guides_index: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    begun, go = threading.Event(), threading.Event()
    answer_many = Answerer.answer_many

    def held(self: Answerer, questions: Sequence[Question]) -> list[Answer]:
        asked.extend(one.question for one in questions)
        begun.set()
        assert go.wait(60)
        return answer_many(self, questions)

    monkeypatch.setattr(Answerer, "answer_many", held)
    app = create_app(Settings(index=guides_index, data_dir=tmp_path))
    with served(app) as port:
        try:
            first = sent(port, "first")
            assert begun.wait(60)
            gone, last = sent(port, "gone"), sent(port, "last")
            queued(app, 2)
            gone.close()
            queued(app, 1)
        finally:
            go.set()
        for connection in (first, last):
            assert connection.recv(12) == b"HTTP/1.1 200"
            connection.close()
    assert asked == ["first", "last"]


def queued(app: FastAPI, count: int) -> None:
    """Wait until so many questions wait for their turn."""
    deadline = time.monotonic() + 60
    while len(app.state.service._batcher._waiting) != count:
        assert time.monotonic() < deadline
        time.sleep(0.01)
